import { popularOrders, type ShopSize } from '../data/base-rate.ts'
import { type Calibration, calibrated } from '../numbers/logistic.ts'
import { sixDigits } from '../numbers/round.ts'

/** What a model says about carts. Keys are item ids when serving and item numbers while tuning. */
export type CartModel<Key> = {
  /** Calls `add` for every companion of a cart item, with the weight that the item adds to it. */
  eachCompanion(item: Key, add: (companion: Key, weight: number) => void): void
  /** Orders of the window that hold the item. */
  ordersOf(item: Key): number
  /** What each order that holds an item adds to the item's score in any cart, ≥ 0 (engine/mine/settings.ts). */
  popularity: number
  /** Candidates of every cart by their popularity alone; empty where tuning found that they do not belong in carts. */
  bestSellers: readonly Key[]
}

/** Scores by item; a Map, or a dense table while tuning. */
export type CartScores<Key> = { get(item: Key): number | undefined; set(item: Key, score: number): unknown }

/**
 * Scores every candidate of a cart: the weights that the cart items add, and once the candidate's own popularity. Serving,
 * the accuracy check of a new model and tuning all use this function, so all three judge the same carts.
 *
 *     score(j) = popularity · orders(j) + Σ over cart items i of weight(i, j)
 *
 * Adding weights keeps the strength of each piece of evidence, which merging ranked lists would lose.
 * @param cart   in an order that is the same each time, because sums of fractions depend on it
 * @param scores empty; filled with the score of every candidate, the cart's own items and scores ≤ 0 included
 */
export function sumCart<Key>(cart: readonly Key[], model: CartModel<Key>, scores: CartScores<Key>): void {
  const add = (item: Key, weight: number): void => {
    const before = scores.get(item)
    scores.set(item, (before ?? model.popularity * model.ordersOf(item)) + weight)
  }
  for (const item of cart) model.eachCompanion(item, add)
  for (const item of model.bestSellers) add(item, 0)
}

/** The list of one cart item. */
export type CartList = {
  key: string
  seed_orders: number
  companions: readonly {
    item_id: string
    cart_weight: number
    co_orders: number
    item_orders: number
    borrowed?: true | undefined
    popular?: true | undefined
  }[]
}

/** The lists of a cart's items, and what the model says about popularity. */
export type CartLists = {
  lists: readonly CartList[]
  /**
   * Size of the shop, where what nearly every order holds has no popularity in carts; absent where tuning found that best sellers
   * belong in carts.
   */
  size?: ShopSize | undefined
  popularity: number
  bestSellers: readonly { item_id: string; item_orders: number }[]
  /** How a score becomes a probability. */
  calibration?: Calibration | undefined
}

/**
 * A candidate of a cart with the evidence of the cart item that adds most to it. For a best seller that no cart item
 * names, `seed_item_id` is '' and there is no evidence.
 */
export type CartScore = {
  item_id: string
  /** > 0, six digits. */
  score: number
  seed_item_id: string
  co_orders: number
  seed_orders: number
  item_orders: number
  /** True when the strongest weight rests on the orders of similar items. */
  borrowed?: true
}

/** Candidates of a cart with a score above 0, best first, equal scores by id. The cart's own items are among them. */
export function scoreCart({ lists, size, popularity, bestSellers, calibration }: CartLists): CartScore[] {
  const byKey = new Map(lists.map((list) => [list.key, list]))
  const sorted = [...byKey.values()].sort((a, b) => byText(a.key, b.key))
  const evidence = new Map<string, Omit<CartScore, 'score'> & { weight: number }>()
  for (const { item_id, item_orders } of bestSellers)
    evidence.set(item_id, bestSellerOf(item_id, item_orders))
  for (const list of sorted) noteEvidence(evidence, list)
  const scores = new Map<string, number>()
  sumCart(
    sorted.map(({ key }) => key),
    {
      eachCompanion: (key, add) => {
        for (const { item_id, cart_weight } of byKey.get(key)?.companions ?? []) add(item_id, cart_weight)
      },
      ordersOf: (item_id) => popularOrders(evidence.get(item_id)?.item_orders ?? 0, size),
      popularity,
      bestSellers: bestSellers.map(({ item_id }) => item_id),
    },
    scores,
  )
  const probability = (score: number) => (calibration ? calibrated(score, calibration) : score)
  return [...evidence.values()]
    .map(({ weight: _, ...known }) => ({
      ...known,
      score: sixDigits(probability(scores.get(known.item_id) ?? 0)),
    }))
    .filter(({ score }) => score > 0)
    .sort(byScore)
}

const bestSellerOf = (
  item_id: string,
  item_orders: number,
): Omit<CartScore, 'score'> & { weight: number } => ({
  ...{ item_id, item_orders, seed_item_id: '', co_orders: 0, seed_orders: 0 },
  weight: Number.NEGATIVE_INFINITY,
})

function noteEvidence(
  evidence: Map<string, Omit<CartScore, 'score'> & { weight: number }>,
  { key: seed_item_id, seed_orders, companions }: CartList,
): void {
  for (const companion of companions) {
    const { item_id, cart_weight: weight, co_orders, item_orders, borrowed, popular } = companion
    const before = evidence.get(item_id)
    if (before && weight <= before.weight) continue
    // A pair without support is no evidence: the best seller is named as such, unless another item of the cart names it.
    if (popular && co_orders === 0) {
      if (!before) evidence.set(item_id, bestSellerOf(item_id, item_orders))
      continue
    }
    const counts = { co_orders, seed_orders, item_orders }
    evidence.set(item_id, { item_id, ...counts, seed_item_id, ...(borrowed && { borrowed }), weight })
  }
}

/** The scores with a known customer's purchase history added (engine/customer/purchase-history.ts), best first. */
export const withHistory = (
  scored: readonly CartScore[],
  history: ReadonlyMap<string, number>,
): CartScore[] =>
  scored
    .map((one) => ({ ...one, score: sixDigits(one.score + (history.get(one.item_id) ?? 0)) }))
    .sort(byScore)

const byText = (a: string, b: string): number => (a < b ? -1 : 1)
const byScore = (a: CartScore, b: CartScore): number => b.score - a.score || byText(a.item_id, b.item_id)
