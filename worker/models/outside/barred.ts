import type { OutsideFacts } from '../../../schema/models/outside.ts'
import { allExclusions, type ExclusionCells } from '../../store/catalogue/exclusions.ts'
import { allHeldPairs, type HeldPairCells } from '../../store/models/held-pairs.ts'
import type { Store } from '../../store/open.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Barred } from './list-filter.ts'

/** What of a model is not served here, and what it makes known besides its lists. */
export type Decided = { barred: Barred; held: HeldPairCells[]; found: ExclusionCells[] }

const keyOf = (item_id: string, companion_id: string) => JSON.stringify([item_id, companion_id])

/**
 * Reads what the merchant has decided. A pair that waits for a decision stays withheld if the model has not seen the orders after it was
 * withheld; else the model says whether it is still suspicious, as a run here would.
 * @param at UTC milliseconds at which the model was sent
 */
export async function readBarred(
  store: Store,
  catalogue: Catalogue,
  { counts, held: stated, found }: OutsideFacts,
  at: number,
): Promise<Decided> {
  const items = new Set(catalogue.ids)
  const categories = new Set(catalogue.categories)
  const decided = await allExclusions(store)
  const pairs = await allHeldPairs(store)
  const isKnown = ({ item_id, companion_id }: Pick<HeldPairCells, 'item_id' | 'companion_id'>) =>
    items.has(item_id) && items.has(companion_id)
  const seenUntil = counts.last_order_at ?? 0
  const waiting = pairs.filter(({ status, held_at }) => status === 'waiting' && held_at > seenUntil)
  const held = new Map<string, HeldPairCells>()
  for (const { shop_id: _, ...pair } of waiting) held.set(keyOf(pair.item_id, pair.companion_id), pair)
  for (const pair of stated.filter(isKnown))
    held.set(keyOf(pair.item_id, pair.companion_id), { ...pair, status: 'waiting', held_at: at })
  const withheld = new Set(
    [...waiting, ...pairs.filter(({ status }) => status === 'refused')].map(({ item_id, companion_id }) =>
      keyOf(item_id, companion_id),
    ),
  )
  return {
    barred: {
      isItem: (item_id) => items.has(item_id),
      isCategory: (category) => categories.has(category),
      isExcluded: (item_id) => decided.get(item_id) === 'excluded',
      isWithheld: (item_id, companion_id) => withheld.has(keyOf(item_id, companion_id)),
    },
    held: [...held.values()],
    found: found
      .filter(({ item_id }) => items.has(item_id))
      .map(({ item_id, signals }) => ({ item_id, signals, status: 'found', at })),
  }
}
