import type { Store } from '../store/open.ts'
import { readHome } from '../store/serving/home.ts'
import type { Candidates } from './candidates.ts'
import { cardOf } from './card.ts'

/** The candidates of a page without an item or a cart: the shop's current best sellers. One round trip. */
export async function homeCandidates(store: Store): Promise<Candidates> {
  const { shop, model_id, bestSellers } = await readHome(store)
  const candidates = bestSellers.flatMap((row) => {
    const { score, co_orders, seed_orders, item_orders, family } = row
    const evidence = { score, co_orders, seed_orders, item_orders, family, seed_item_id: '' }
    return cardOf(row, { source: 'bestseller', ...evidence, parts: { shop: score } })
  })
  return {
    ...{ shop, model_id, family_lift: undefined },
    unknown: [],
    seeds: { item_id: '', price: null, families: new Set(), titles: new Map() },
    panels: { complementary: { candidates, filters: [] } },
  }
}
