import { guarded } from '../guarded.ts'
import type { Tag } from '../page/tag.ts'
import type { Kit } from '../view/kit.ts'
import type { AddState, CardItem, Shown } from '../view/shown.ts'
import type { Line, LoadAdapter } from './adapter.ts'
import { addLines, NOBODY, TAKEN } from './add.ts'

/** Milliseconds for which the button shows "added". "Failed" is shown until the next click. */
const ADDED_STANDS = 2_000

/** A click on "add". */
export type Press = {
  panel: Element
  tag: Tag
  /** Loads the adapters; a function of the page, which knows their addresses. */
  lazy: LoadAdapter
  kit: Kit
  answer: Shown
  items: readonly CardItem[]
  /** Key of the button's state. */
  key: string
  chosen: ReadonlyMap<string, string>
  states: Map<string, AddState>
  announce: (text: string) => void
}

/** Adds the items and shows the progress; resolves to true when they are in the cart. */
export async function press(press: Press): Promise<boolean> {
  const { chosenOf, say } = press.kit
  const { panel, tag, lazy, answer, items, key, chosen, states, announce } = press
  if (states.get(key) === 'adding') return false
  const { recommendation_id, placement } = answer
  const { texts, discount_code } = answer.panel
  const titles = items.map(({ title }) => title).join(', ')
  const tell = (state: AddState, more = '') => {
    states.set(key, state)
    announce(`${say(texts, state)}: ${titles}${more && `. ${more}`}`)
  }
  const rest = () => {
    states.delete(key)
    announce('')
  }
  const lines = items.map(
    (item): Line => ({
      item_id: item.item_id,
      variant_id: chosenOf(item, chosen).variant_id,
      title: item.title,
      quantity: 1,
      properties: { _rec_id: recommendation_id, _rec_placement: placement },
    }),
  )
  try {
    const adding = addLines(panel, lines, tag, lazy, items.length > 1 ? discount_code : undefined)
    // Not announced if the shop has cancelled at once, or nothing can add.
    if ((await Promise.race([adding, ON_ITS_WAY])) === ON_ITS_WAY) tell('adding')
    const how = await adding
    if (how !== TAKEN && how !== NOBODY) {
      tell('added')
      const detail = { items: items.map(({ item_id }) => item_id) }
      panel.dispatchEvent(new CustomEvent('rec:added', { detail, bubbles: true, composed: true }))
      setTimeout(
        guarded(() => states.get(key) === 'added' && rest()),
        ADDED_STANDS,
      )
      return true
    }
    rest()
    // Otherwise the shopper continues on the item's own page.
    if (how === NOBODY) window.location.assign(items[0]?.url ?? '')
  } catch (refusal) {
    tell('failed', refusal instanceof Error ? refusal.message : '')
  }
  return false
}

const ON_ITS_WAY = 0
