import { type AddState, type CardItem, cardsOf, chosenOf, type Shown } from '../view/shown.ts'
import { say } from '../view/texts.ts'
import type { ButtonState } from '../view/ui.ts'
import type { Line } from './adapter.ts'
import { addLines, NOBODY } from './add.ts'
import css from './aside.css'
import type { Scene } from './scene.ts'

/** Milliseconds for which the button shows "added". A refusal stays until the next click. */
const ADDED_STANDS = 2_000
const ON_ITS_WAY = 0

/** Says something politely to screen readers, and renders again. @param isShown everybody can read it */
function announce({ ui, panel }: Scene, said: string, isShown?: boolean): void {
  Object.assign(ui, { said, isShown })
  panel.redraw?.()
}

/** Shows lower-priced items instead of upgrades; if there are none, the upgrades stay, and the panel says so. */
export async function cheaper(scene: Scene): Promise<void> {
  const { page, panel, answer } = scene
  const { asked = '' } = panel
  const [found] = await page.ask(panel.subject ?? '', ['downgrade'])
  if (panel.asked !== asked) return
  if (found && cardsOf(found)[0]) await panel.take?.(asked, found)
  else announce(scene, say(answer.panel.texts, 'nothing_cheaper'), true)
}

/** Opens the menu of a card: why it is suggested, and "Not for me". Escape and a press elsewhere close it. */
export function more(scene: Scene, item: CardItem, source: HTMLElement): void {
  const { ui, answer, note, panel } = scene
  const { asides } = ui
  const { texts, not_for_me } = answer.panel
  const { why, title, item_id } = item
  const open = (box: HTMLElement | null) => {
    if (!box || box.matches(':popover-open')) return
    // The colours of the page: a menu lies above it and needs a background of its own.
    box.style.color = getComputedStyle(panel.element).color
    box.style.background = /, 0\)/.test(ground()) ? 'Canvas' : ground()
    box.showPopover({ source })
  }
  const close = () => {
    asides.delete(item_id)
    panel.redraw?.()
  }
  const dismiss = () => {
    asides.delete(item_id)
    note('rec_dismissed', [item])
    ui.gone.add(item_id)
    announce(scene, say(texts, 'gone', title))
  }
  panel.wear(css)
  asides.set(
    item_id,
    <div part="menu" popover="auto" ref={open} onToggle={({ newState }) => newState === 'closed' && close()}>
      {typeof why === 'string' && (
        <p part="why">
          <b>{say(texts, 'why')}</b> {why}
        </p>
      )}
      {not_for_me && (
        <button
          type="button"
          part="dismiss"
          aria-label={say(texts, 'not_for_me_label', title)}
          onClick={dismiss}
        >
          {say(texts, 'not_for_me')}
        </button>
      )}
    </div>,
  )
  panel.redraw?.()
}

const ground = () => getComputedStyle(document.body).backgroundColor

/** Puts items into the cart, shows the progress, and reports the items that were added. */
export async function add(scene: Scene, items: readonly CardItem[], key: string): Promise<void> {
  const { page, panel, ui, answer, note } = scene
  const { element } = panel
  const { states, asides, chosen } = ui
  if (states.get(key)?.part === 'add adding') return
  const { texts, discount_code } = answer.panel
  const titles = items.map(({ title }) => title).join(', ')
  const isLabelled = items[0]?.item_id === key
  const url = items[0]?.url
  const tell = (state: AddState, more = '') => {
    states.set(key, stateOf(state, texts, isLabelled ? titles : ''))
    announce(scene, `${say(texts, state)}: ${titles}${more && `. ${more}`}`)
  }
  const rest = () => {
    states.delete(key)
    announce(scene, '')
  }
  asides.delete(key)
  const lines = items.map((item) => lineOf(item, answer, chosen))
  try {
    const adding = addLines(element, lines, page, ui.cart ?? '', items.length > 1 ? discount_code : undefined)
    // Not announced if the shop has cancelled at once, or nothing can add.
    if ((await Promise.race([adding, ON_ITS_WAY])) === ON_ITS_WAY) tell('adding')
    const how = await adding
    if (!how) {
      tell('added')
      const detail = { items: items.map(({ item_id }) => item_id) }
      element.dispatchEvent(new CustomEvent('rec:added', { detail, bubbles: true, composed: true }))
      setTimeout(
        page.guarded(() => states.get(key)?.part === 'add added' && rest()),
        ADDED_STANDS,
      )
      note('add_to_cart', items)
      return
    }
    rest()
    if (how !== NOBODY) return
    // The shopper continues on the item's own page; without one the button says that it could not add, rather than nothing.
    if (!url) throw new Error()
    window.location.assign(url)
  } catch (refusal) {
    const words = refusal instanceof Error ? refusal.message : ''
    panel.wear(css)
    asides.set(
      key,
      <p part="refused">
        {words || say(texts, 'failed')} {url && <a href={url}>{say(texts, 'view')}</a>}
      </p>,
    )
    tell('failed', words)
  }
}

/**
 * What a button says while it adds, and for a moment after; after a refusal it can be pressed again. `aria-disabled`, never
 * `disabled`: a disabled button loses the keyboard focus.
 */
function stateOf(state: AddState, texts: Shown['panel']['texts'], title: string): ButtonState {
  const part = `add ${state}` as const
  if (state === 'failed') return { part }
  const said = say(texts, state)
  const isBusy = state === 'adding'
  return {
    ...{ part, said },
    ...(title && { 'aria-label': `${said}: ${title}` }),
    ...(isBusy && { 'aria-disabled': true, 'aria-busy': true }),
  }
}

function lineOf(item: CardItem, answer: Shown, chosen: ReadonlyMap<string, string>): Line {
  const { variant_id, variant } = chosenOf(item, chosen)
  // A chosen variant has ids of its own, or none: those of the item belong to the variant that the answer proposes.
  const { platform_id, sku } = variant ?? item
  const more = { platform_id, sku, url: item.url ?? undefined, variant_title: variant?.title }
  return {
    ...{ item_id: item.item_id, variant_id, title: item.title, quantity: 1, ...more },
    properties: { _rec_id: answer.recommendation_id, _rec_placement: answer.placement },
  }
}
