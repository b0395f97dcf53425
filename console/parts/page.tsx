import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { texts } from '../texts/index.ts'

/** A page: its title, also that of the window, and what it is for. */
export function Page(props: {
  title: string
  lead?: string
  actions?: ComponentChildren
  children: ComponentChildren
}) {
  const { title, lead, actions, children } = props
  useEffect(() => {
    document.title = `${title} · ${texts.value.product}`
  }, [title])
  return (
    <div class="page">
      <header>
        <h1>{title}</h1>
        {actions && <div class="row">{actions}</div>}
        {lead && <p class="lead">{lead}</p>}
      </header>
      {children}
    </div>
  )
}

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
