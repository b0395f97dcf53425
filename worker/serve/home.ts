import type { Store } from '../store/open.ts'
import { readHome, readRange } from '../store/serving/home.ts'
import { type Candidates, pinnedCards } from './candidates.ts'
import { type Card, cardOf, NO_EVIDENCE } from './card.ts'
import { rulesOf, type ShopRules } from './rules.ts'

/**
 * The candidates of a page without an item or a cart: the shop's current best sellers, in one round trip; for a shop without orders a
 * selection of its range, in another.
 */
export async function homeCandidates(store: Store, known: ShopRules): Promise<Candidates> {
  const { shop, model_id, bestSellers, rules, pinned } = await readHome(store, known)
  const popular = bestSellers.flatMap((row) => {
    const { score, co_orders, seed_orders, item_orders, family } = row
    const evidence = { score, co_orders, seed_orders, item_orders, family, seed_item_id: '' }
    return cardOf(row, { source: 'bestseller', ...evidence, parts: { shop: score } })
  })
  const candidates = popular.length > 0 ? popular : await rangeCandidates(store, known)
  return {
    ...{ shop, model_id, family_lift: undefined },
    unknown: [],
    seeds: { item_id: '', price: null, families: new Set(), titles: new Map() },
    rules: rulesOf(store, known, rules),
    pinned: pinnedCards(pinned),
    panels: { complementary: { candidates, filters: [] } },
  }
}

async function rangeCandidates(store: Store, known: ShopRules): Promise<Card[]> {
  const rows = await readRange(store, known)
  return rows.flatMap((row, at) => {
    const score = 1 / (1 + at)
    return cardOf(row, {
      ...NO_EVIDENCE,
      source: 'catalogue',
      score,
      seed_item_id: '',
      parts: { catalogue: score },
    })
  })
}
