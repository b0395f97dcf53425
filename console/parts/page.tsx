import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { texts } from '../texts/index.ts'

/** A page: its title, also that of the window, and what it is for. */
export function Page(props: {
  title: string
  lead?: string
  /** Anchor of the section of the handbook about this page. */
  help?: string
  actions?: ComponentChildren
  children: ComponentChildren
}) {
  const { title, lead, help, actions, children } = props
  useEffect(() => {
    document.title = `${title} · ${texts.value.product}`
  }, [title])
  return (
    <div class="page">
      <header>
        <div class="row">
          <h1>{title}</h1>
          {help && <Help anchor={help} />}
        </div>
        {actions && <div class="row">{actions}</div>}
        {lead && <p class="lead">{lead}</p>}
      </header>
      {children}
    </div>
  )
}

/** Leads to a section of the handbook, in a tab of its own so that nothing that was entered here is lost. */
const Help = ({ anchor }: { anchor: string }) => (
  <a
    class="help"
    href={`/console/handbook#${anchor}`}
    target="_blank"
    rel="noreferrer"
    title={texts.value.common.help}
    aria-label={texts.value.common.help}
  >
    ?
  </a>
)

/** A part of a page with a heading of its own. */
export const Card = (props: {
  title: string
  lead?: string
  actions?: ComponentChildren
  children: ComponentChildren
}) => (
  <section class="card" aria-label={props.title}>
    <header>
      <h2>{props.title}</h2>
      {props.actions && <div class="row">{props.actions}</div>}
      {props.lead && <p>{props.lead}</p>}
    </header>
    {props.children}
  </section>
)
