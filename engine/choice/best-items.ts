import { historyScore } from '../customer/purchase-history.ts'

/**
 * Weights of the shares of all orders and of the companions of what the person bought, beside the person's own purchases. Chosen on the
 * customers for choosing of Ta-Feng's divisions (bench/known/next-basket.ts): companions gain nothing there.
 */
const WEIGHTS = { popularity: 2, companions: 0.1 }

/** An item with its score for a person; only the order of scores means anything. */
export type ScoredItem = { item: number; score: number }

/** What is sold most, and what is bought with what, by item number. */
export type ItemFacts = {
  /** Candidates of everybody with their shares of all orders. */
  popular: readonly (readonly [item: number, share: number])[]
  companionsOf(item: number): readonly (readonly [item: number, weight: number])[]
  /** Share of all orders that hold an item of a history. */
  shareOf(item: number): number
}

/**
 * The items that a person is likeliest to buy in the next purchase, best first: own purchases (engine/customer/purchase-history.ts) + 0.1 ·
 * companions of each of them + 2 · share of all orders. Of equal scores the smaller number is first.
 * @param bought times of the purchases of each item, UTC milliseconds
 * @param orders the person's number of orders
 */
export function bestItems(
  bought: ReadonlyMap<number, readonly number[]>,
  orders: number,
  now: number,
  { popular, companionsOf, shareOf }: ItemFacts,
  weights = WEIGHTS,
): ScoredItem[] {
  const scores = new Map<number, number>()
  const add = (item: number, score: number) => scores.set(item, (scores.get(item) ?? 0) + score)
  for (const [item, times] of bought) {
    const own = historyScore(times, orders, now, false)
    add(item, own)
    if (weights.companions === 0) continue
    for (const [other, weight] of companionsOf(item)) add(other, weights.companions * own * weight)
  }
  const shares = new Map(popular)
  for (const item of shares.keys()) add(item, 0)
  return [...scores]
    .map(([item, score]) => ({
      item,
      score: score + weights.popularity * (shares.get(item) ?? shareOf(item)),
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
}
