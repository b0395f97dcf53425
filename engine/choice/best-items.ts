import { historyScore } from '../customer/purchase-history.ts'

/** Weight of the share of all orders beside the person's own purchases, chosen on the customers for choosing of Ta-Feng's divisions. */
const POPULARITY = 2
/**
 * Weight of companions inside a family, where only items that could replace each other compete. In a whole basket they lower recall
 * (0.1501 to 0.1493 on Ta-Feng), because they add what the person does not buy.
 */
export const INSIDE_FAMILY = 0.1

/** Candidates of everybody, the most bought items: with all items of Ta-Feng as candidates recall is the same. */
export const POPULAR_ITEMS = 200
/** Companions of an item that count, those with the largest weights. */
export const COMPANIONS = 10

/** An item with its score for a person; only the order of scores means anything. */
export type ScoredItem = { item: number; score: number }

/** What is sold most, and what is bought with what, by item number. */
export type ItemFacts = {
  /** Candidates of everybody with their shares of all orders; the others' shares are too small to count. */
  popular: readonly (readonly [item: number, share: number])[]
  /** Cart weights of what is bought with an item (docs/METHOD.md), above 0. */
  companionsOf(item: number): readonly (readonly [item: number, weight: number])[]
}

/**
 * The items that a person is likeliest to buy in the next purchase, best first: own purchases (engine/customer/purchase-history.ts) + 2 ·
 * share of all orders + a weight · the companions of each own purchase. Of equal scores the smaller number is first.
 * @param bought times of the purchases of each item, UTC milliseconds
 * @param orders the person's number of orders
 * @param companions weight of companions
 */
export function bestItems(
  bought: ReadonlyMap<number, readonly number[]>,
  orders: number,
  now: number,
  known: ItemFacts,
  companions = 0,
): ScoredItem[] {
  const scores = new Map<number, number>()
  const add = (item: number, score: number) => scores.set(item, (scores.get(item) ?? 0) + score)
  for (const [item, times] of bought) {
    const own = historyScore(times, orders, now, false)
    add(item, own)
    if (companions === 0) continue
    for (const [other, weight] of known.companionsOf(item)) add(other, companions * own * weight)
  }
  const shares = new Map(known.popular)
  for (const item of shares.keys()) add(item, 0)
  return [...scores]
    .map(([item, score]) => ({
      item,
      score: score + POPULARITY * (shares.get(item) ?? 0),
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
}
