import { BEST_SELLERS_KEY, CURRENT_BEST_SELLERS_KEY } from '../../vocabulary/lists.ts'
import type { Baskets } from '../data/baskets.ts'
import type { MinedList } from '../data/mined-list.ts'
import { findSimilarItems } from '../text/similar-items.ts'
import { buildCategoryBackoff, type CategoryList } from './backoff/category-backoff.ts'
import { bestSellers, currentBestSellers } from './best-sellers.ts'
import type { ListSources } from './item-lists.ts'
import { fitPairModels, type PairModels } from './pairs/fit.ts'
import type { PairCounts } from './pairs/neighbours.ts'
import { PairCounter } from './pairs/pair-counter.ts'
import { Prior } from './pairs/prior.ts'
import { DEFAULT_PAGE, type MineSettings, supportThresholds } from './settings.ts'
import { alone, type Work } from './work.ts'

/**
 * Mines the lists of items in the order of their numbers, then of categories by name, then of the shop; lists that would be
 * empty are left out. Between lists it yields undefined whenever about 2 ms of work are done, so that the caller can let
 * others run. All its arrays are released at the end, also when the caller stops early.
 * @param categories category path of each item, '' for none
 * @param titles     title of each item, '' for none; with titles, items with few orders or none use backoff to similar items
 * @param isNew      whether an item without orders may be recommended; without it all of them may
 * @param work       does the long steps, by default in this thread
 * @returns how many pairs are supported, and how many are in three orders or more; counted from either side
 */
export function* mine(
  orders: Baskets,
  categories: readonly string[],
  settings: MineSettings,
  titles: readonly string[] = [],
  isNew: (item: number) => boolean = () => true,
  work: Work = alone,
): Generator<MinedList | undefined, PairCounts> {
  const baskets = orders.scoped()
  try {
    const thresholds = supportThresholds(settings, baskets.orders)
    const models = yield* fitPairModels(baskets, thresholds, work)
    const { sources, categoryLists } = yield* listSources(
      baskets,
      { categories, titles, isNew },
      settings,
      models,
    )
    yield* work.lists(baskets, sources)
    yield* sharedLists(baskets, categoryLists)
    return models.pairCounts
  } finally {
    baskets.arena.releaseAll()
  }
}

type Described = {
  categories: readonly string[]
  titles: readonly string[]
  isNew: (item: number) => boolean
}

/** What lists are made of beside the pairs: the prior, similar titles, and categories, whose own lists are made on the way. */
function* listSources(
  baskets: Baskets,
  { categories, titles, isNew }: Described,
  settings: MineSettings,
  models: PairModels,
): Generator<undefined, { sources: ListSources; categoryLists: CategoryList[] }> {
  const { ridge, mixture, supported, popular } = models
  const { size_exponent } = settings.page ?? DEFAULT_PAGE
  const thresholds = supportThresholds(settings, baskets.orders)
  const prior = new Prior(baskets, size_exponent, popular)
  const similar = titles.length > 0 ? yield* findSimilarItems(baskets, titles) : undefined
  const counter = new PairCounter(baskets, size_exponent)
  const { tables, lists } = yield* buildCategoryBackoff(baskets, categories, counter, thresholds, mixture)
  counter.close()
  const news = baskets.arena.uint8(baskets.items)
  for (let item = 0; item < baskets.items; item += 1) news[item] = isNew(item) ? 1 : 0
  const sources = { settings, ridge, mixture, supported, prior, similar, tables, isNew: news }
  return { sources, categoryLists: lists }
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
