import { Component } from 'preact'
import { Card } from './card.tsx'
import { Frame, type LayoutProps, most } from './panel.tsx'
import { cardsOf } from './shown.ts'
import { say } from './texts.ts'

/** Pixels that a row may be off its end, because browsers round. */
const NEAR = 2

/**
 * A row that is scrolled by hand, by its buttons or by the arrow keys; it never moves by itself. Roles and names as
 * in the carousel pattern of the WAI-ARIA Authoring Practices. A button is there only while it can move something.
 */
export class Carousel extends Component<LayoutProps, { before: boolean; after: boolean }> {
  override state = { before: false, after: false }
  private row: HTMLElement | null = null
  private watcher: ResizeObserver | undefined

  /** Notes on which sides there is more to see. */
  private readonly look = () => {
    const { row } = this
    if (!row) return
    // Negative from right to left. Nothing catches an exception of an observer, so no function that the page could lack.
    const at = row.scrollLeft < 0 ? -row.scrollLeft : row.scrollLeft
    const before = at > NEAR
    const after = at + row.clientWidth < row.scrollWidth - NEAR
    if (before !== this.state.before || after !== this.state.after) this.setState({ before, after })
  }

  override componentDidMount(): void {
    if (!this.row) return
    this.watcher = new ResizeObserver(this.look)
    this.watcher.observe(this.row)
  }

  override componentDidUpdate(): void {
    this.look()
  }

  override componentWillUnmount(): void {
    this.watcher?.disconnect()
  }

  override render({ shown, ui }: LayoutProps) {
    const { panel } = shown
    const cards = cardsOf(shown, ui.gone)
    if (!cards[0]) return null
    const slide = (at: number) =>
      say(panel.texts, 'slide', String(at + 1)).replace('{total}', String(cards.length))
    const turn = (name: 'previous' | 'next', by: -1 | 1, isUseful: boolean) =>
      ui.on && (
        // Not removed but disabled for the keyboard, so that it keeps the focus at the end of the row.
        <button
          type="button"
          part={`turn ${name}`}
          aria-label={say(panel.texts, name)}
          aria-disabled={!isUseful || undefined}
          onClick={() => this.turn(by)}
        >
          {by < 0 ? '‹' : '›'}
        </button>
      )
    const row = (element: HTMLElement | null) => {
      this.row = element
    }
    return (
      <Frame shown={shown} ui={ui} aria-roledescription="carousel">
        <div class="row" style={ui.on && most(panel.columns)}>
          {turn('previous', -1, this.state.before)}
          {turn('next', 1, this.state.after)}
          {/* Focusable, so that the arrow keys scroll it. */}
          <ul
            part="list"
            ref={row}
            tabindex={0}
            aria-label={panel.title}
            data-most={panel.columns}
            onScroll={this.look}
          >
            {cards.map((item, at) => (
              <li key={item.item_id}>
                {/* biome-ignore lint/a11y/useSemanticElements: a slide is no set of fields */}
                <div role="group" aria-roledescription="slide" aria-label={slide(at)}>
                  <Card item={item} panel={panel} ui={ui} />
                </div>
              </li>
            ))}
          </ul>
        </div>
      </Frame>
    )
  }

  /** Scrolls by the width of the row, in the reading direction of the page. */
  private turn(by: -1 | 1): void {
    const { row } = this
    if (!row) return
    const reads = row.matches(':dir(rtl)') ? -1 : 1
    row.scrollBy({ left: row.clientWidth * 0.9 * by * reads })
  }
}
