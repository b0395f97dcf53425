import type { DecisionRow } from '../../schema/decisions/decisions.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { translationFor } from '../serve/answer-item.ts'
import type { Card } from '../serve/card.ts'
import { readLanding } from '../store/decisions/landing.ts'
import type { Store } from '../store/open.ts'
import { showable } from './propose.ts'
import { wholeUrl } from './whole-url.ts'

/**
 * The address where the link of a decision leads now: the page of its item, or of an alternative while the item cannot be sold.
 * Undefined when there is neither.
 * @param at place of the item in the decision, from 0
 */
export async function landingOf(
  store: Store,
  shop: Shop,
  { item_ids, content }: Pick<DecisionRow, 'item_ids' | 'content'>,
  at: number,
): Promise<string | undefined> {
  const item_id = item_ids[at] ?? item_ids[0]
  if (item_id === undefined) return undefined
  const { own, stand_ins } = await readLanding(store, item_id)
  const page = { question: { locale: content.locale }, shop }
  const urlOf = (card: Card) => translationFor(card, page)?.url ?? card.url
  const sold = [...(own ? [own] : []), ...stand_ins].flatMap((row) => showable([row])).map(urlOf)
  // The page of an item that is sold out says more than none.
  const all = [...sold, own?.url, content.items[at]?.url, content.url]
  return all.map((url) => wholeUrl(url, shop)).find((url) => url !== undefined)
}
