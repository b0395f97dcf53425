import { BEST_SELLERS_KEY, CURRENT_BEST_SELLERS_KEY } from '../../vocabulary/lists.ts'
import type { Baskets } from '../data/baskets.ts'
import { InvertedIndex } from '../data/inverted-index.ts'
import type { MinedList } from '../data/mined-list.ts'
import { findSimilarItems } from '../text/similar-items.ts'
import { Backoff } from './backoff/backoff.ts'
import { buildCategoryBackoff, type CategoryList } from './backoff/category-backoff.ts'
import { ColdStart } from './backoff/cold-start.ts'
import { bestSellers, currentBestSellers } from './best-sellers.ts'
import { CompanionLists } from './companions.ts'
import { fitPairModels } from './pairs/fit.ts'
import type { PairCounts } from './pairs/neighbours.ts'
import { SLICE_LINES } from './pairs/pair-counter.ts'
import { Prior } from './pairs/prior.ts'
import { ScoreComponents } from './score-components.ts'
import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings, supportThresholds } from './settings.ts'

/** Cost of a list as a number of counted lines, for pauses of about 2 ms. */
const LIST_WORK = 3_000

/**
 * Mines the lists of items in the order of their numbers, then of categories by name, then of the shop; lists that would be
 * empty are left out. Between lists it yields undefined whenever about 2 ms of work are done, so that the caller can let
 * others run. All its arrays are released at the end, also when the caller stops early.
 * @param categories category path of each item, '' for none
 * @param titles     title of each item, '' for none; with titles, items with few orders or none use backoff to similar items
 * @param isNew      whether an item without orders may be recommended; without it all of them may
 * @returns how many pairs are supported, and how many are in three orders or more; counted from either side
 */
export function* mine(
  orders: Baskets,
  categories: readonly string[],
  settings: MineSettings,
  titles: readonly string[] = [],
  isNew: (item: number) => boolean = () => true,
): Generator<MinedList | undefined, PairCounts> {
  const baskets = orders.scoped()
  try {
    const thresholds = supportThresholds(settings, baskets.orders)
    const blends = { page: settings.page ?? DEFAULT_PAGE, cart: settings.cart ?? DEFAULT_CART }
    const { size_exponent } = blends.page
    const models = yield* fitPairModels(baskets, thresholds)
    const prior = new Prior(baskets, size_exponent, models.popular)
    const similar = titles.length > 0 ? yield* findSimilarItems(baskets, titles) : undefined
    const counted = size_exponent === DEFAULT_PAGE.size_exponent ? models.supported : undefined
    const components = new ScoreComponents(baskets, thresholds, size_exponent, models, prior, counted)
    const { tables, lists } = yield* buildCategoryBackoff(
      ...([baskets, categories, components.counter, thresholds, models.mixture] as const),
    )
    components.backoff = new Backoff(baskets, models.mixture, similar, tables)
    const coldStart = similar && new ColdStart(baskets, similar, isNew)
    const companions = new CompanionLists(baskets, components, blends, coldStart?.any ? coldStart : undefined)
    const hasList = (item: number) => baskets.ordersOf(item) > 0 || (similar?.lengths[item] ?? 0) > 0
    yield* itemLists(baskets, components, companions, hasList)
    yield* sharedLists(baskets, lists)
    return models.pairCounts
  } finally {
    baskets.arena.releaseAll()
  }
}

function* itemLists(
  baskets: Baskets,
  components: ScoreComponents,
  companions: CompanionLists,
  hasList: (item: number) => boolean,
): Generator<MinedList | undefined, void> {
  const index = new InvertedIndex(baskets)
  let work = 0
  for (let item = 0; item < baskets.items; item += 1) {
    if (!hasList(item)) continue
    const orders = yield* components.ordersToCount(item, index)
    const found = yield* companions.ofItem(item, orders)
    const seed_orders = baskets.ordersOf(item)
    if (found.length > 0) yield { kind: 'item', key: item, seed_orders, companions: found }
    work += LIST_WORK + orders.length
    if (work > SLICE_LINES) {
      work = 0
      yield undefined
    }
  }
}

/** The lists that only fill a panel up: of categories, and of the shop. */
function* sharedLists(baskets: Baskets, categories: readonly CategoryList[]): Generator<MinedList, void> {
  for (const list of categories) yield { kind: 'category', ...list }
  const ofShop = [
    [BEST_SELLERS_KEY, bestSellers(baskets)],
    [CURRENT_BEST_SELLERS_KEY, currentBestSellers(baskets)],
  ] as const
  for (const [key, companions] of ofShop) {
    if (companions.length > 0) yield { kind: 'shop', key, seed_orders: baskets.orders, companions }
  }
}
