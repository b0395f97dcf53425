import { BEST_SELLERS_KEY, CURRENT_BEST_SELLERS_KEY, type ListKind } from '../../vocabulary/lists.ts'
import type { Baskets } from '../data/baskets.ts'
import { findSimilar } from '../text/similar-items.ts'
import { Loans } from './backoff.ts'
import { bestSellers, sellersNow } from './best-sellers.ts'
import { poolCategories } from './category-backoff.ts'
import { Newcomers } from './cold-start.ts'
import { Companions, type MinedCompanion } from './companions.ts'
import { learn } from './fit.ts'
import type { PairCounts } from './neighbours.ts'
import { WORK_A_SLICE } from './pair-counter.ts'
import { Parts } from './score-components.ts'
import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings, thresholdsFor } from './settings.ts'

/** Below so many orders similar items and categories know too little themselves to lend (docs/METHOD.md, "Few orders"). */
const FEWEST_TO_LEND = 200

/** A list takes as long as so many lines. */
const LIST_WORK = 3_000

/** A list as mined: its key by number or name, its companions by number. */
export type MinedList = {
  kind: ListKind
  /** Number of the item, path of the category; of the shop '' for its best sellers, 'now' for what sells just now. */
  key: number | string
  seed_orders: number
  companions: MinedCompanion[]
}

/**
 * Mines lists of items in the order of their numbers, then of categories by name, then of the shop; a list that would be
 * empty is left out. Between lists it yields undefined whenever about 2 ms of work are done: the caller lets others run.
 * @param categories category path of each item, '' for none
 * @param titles     title of each item, '' for none: with them items of few orders, and of none, borrow from similar ones
 * @param isNew      of an item without orders: may it be suggested? without it all of them may
 * @returns how many pairs met the thresholds, and how many stand in three orders or more; from either side
 */
export function* mine(
  baskets: Baskets,
  categories: readonly string[],
  settings: MineSettings,
  titles: readonly string[] = [],
  isNew: (item: number) => boolean = () => true,
): Generator<MinedList | undefined, PairCounts> {
  const thresholds = thresholdsFor(settings, baskets.orders)
  const blends = { page: settings.page ?? DEFAULT_PAGE, cart: settings.cart ?? DEFAULT_CART }
  const taught = yield* learn(baskets, thresholds)
  const { mixture, vouched } = taught
  const lends = baskets.orders >= FEWEST_TO_LEND
  const similar = lends && titles.length > 0 ? yield* findSimilar(baskets, titles) : undefined
  const { size_exponent } = blends.page
  const known = size_exponent === DEFAULT_PAGE.size_exponent ? vouched : undefined
  const parts = new Parts(baskets, thresholds, size_exponent, taught, known)
  const pooled = yield* poolCategories(baskets, categories, parts, mixture)
  parts.loans = new Loans(baskets, mixture, similar, lends ? pooled.pool : undefined)
  const newcomers = similar && new Newcomers(baskets, similar, isNew)
  const companions = new Companions(baskets, parts, blends, newcomers?.any ? newcomers : undefined)
  const inverse = baskets.byItem()
  let work = 0
  for (let item = 0; item < baskets.items; item += 1) {
    const seed_orders = baskets.ordersOf(item)
    if (seed_orders === 0 && (similar?.lengths[item] ?? 0) === 0) continue
    const places = yield* parts.placesOf(item, inverse)
    const found = yield* companions.ofItem(item, places)
    if (found.length > 0) yield { kind: 'item', key: item, seed_orders, companions: found }
    work += LIST_WORK + places.length
    if (work > WORK_A_SLICE) {
      work = 0
      yield undefined
    }
  }
  inverse.close()
  for (const list of pooled.lists) yield { kind: 'category', ...list }
  for (const [key, sellers] of [
    [BEST_SELLERS_KEY, bestSellers] as const,
    [CURRENT_BEST_SELLERS_KEY, sellersNow] as const,
  ]) {
    const companions = sellers(baskets)
    if (companions.length > 0) yield { kind: 'shop', key, seed_orders: baskets.orders, companions }
  }
  return taught.counted
}
