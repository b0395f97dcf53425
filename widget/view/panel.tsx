import type { ComponentChildren, ComponentType } from 'preact'
import { Card } from './card.tsx'
import { cardsOf, type Shown } from './shown.ts'
import { say } from './texts.ts'
import type { Ui } from './ui.ts'

/** What every layout gets. */
export type LayoutProps = { shown: Shown; ui: Ui }
/** Renders an answer; nothing when there are too few cards. */
export type Layout = ComponentType<LayoutProps>

/** A grid or a list of suggestions. The Worker renders it too, so it uses neither `window` nor a clock. */
export function Panel(props: LayoutProps) {
  const { shown, ui } = props
  const cards = cardsOf(shown, ui.gone)
  const { panel, intent } = shown
  const { on } = ui
  if (!cards[0]) return null
  return (
    <Frame {...props}>
      {/* The number of columns; a policy of the page may block an attribute `style` of the Worker, but no property. */}
      <ul part="list" data-most={panel.columns} style={on && most(panel.columns)}>
        {cards.map((item) => (
          <li key={item.item_id}>
            <Card item={item} panel={panel} ui={ui} />
          </li>
        ))}
      </ul>
      {on && intent === 'upgrade' && (
        <button type="button" part="cheaper" onClick={() => on('cheaper')}>
          {say(panel.texts, 'too_dear')}
        </button>
      )}
    </Frame>
  )
}

type FrameProps = LayoutProps & { 'aria-roledescription'?: string; children: ComponentChildren }

/**
 * The frame of every layout: a named region with its title, the shop's own slots, and a live region. Focusable by script:
 * when the card with the focus is removed, the panel gets the focus.
 */
export function Frame(props: FrameProps) {
  const { shown, ui, children, ...more } = props
  const { panel } = shown
  return (
    <section
      part="panel"
      class={panel.layout}
      aria-label={panel.title}
      lang={panel.locale}
      dir={panel.dir}
      tabindex={-1}
      {...more}
    >
      <slot name="title">
        <h2 part="title">{panel.title}</h2>
      </slot>
      {ui.hint?.(shown)}
      {children}
      <slot name="after" />
      {ui.on && (
        <output part={ui.isShown ? 'status shown' : 'status'} aria-live="polite">
          {ui.said}
        </output>
      )}
    </section>
  )
}

/** The number of columns as a style, as text: a page may have added to the prototype of every object. */
export const most = (columns: number | undefined): string | undefined =>
  columns ? `--most:${columns}` : undefined

/** What a panel has in its shadow root: its upper edge, which an experiment watches, and the layout. */
export const Root = ({ Drawn, ...props }: LayoutProps & { Drawn: Layout }) => (
  <>
    <div />
    <Drawn {...props} />
  </>
)
