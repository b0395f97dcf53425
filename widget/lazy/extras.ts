import { ELEMENT } from '../page/element.ts'
import type { Page } from '../page/page.ts'
import type { Wish } from '../page/question.ts'
import type { Shown } from '../view/shown.ts'

// What pages need that do not name their item, whose panel the tag inserts, or that render answers themselves; and the debug mode.
export { explain } from './debug.ts'
export { itemIdOf } from './json-ld.ts'

/** Appends a panel to the element of `data-target`; none if there is no such element. */
export function insertPanel({ dataset, attributes }: HTMLScriptElement): void {
  const panel = document.createElement(ELEMENT)
  // `data-item-id` becomes the element's `item-id`; unknown attributes have no effect.
  for (const { name, value } of attributes) {
    if (name.startsWith('data-')) panel.setAttribute(name.slice(5), value)
  }
  document.querySelector(dataset.target ?? '')?.append(panel)
}

/** The answer as data, for pages that render it themselves; null for every kind of failure. */
export async function recommend(page: Page, asked: Partial<Wish>): Promise<Shown | null> {
  const wish = { placement: 'product', item_id: '', cart_item_ids: '', intent: '', limit: '', ...asked }
  const { subject, kind } = page.questionOf(wish)
  const [answer] = await page.ask(subject, [kind])
  return answer ?? null
}
