import type { Baskets } from '../data/baskets.ts'
import { InvertedIndex } from '../data/inverted-index.ts'
import type { MinedList } from '../data/mined-list.ts'
import type { SimilarItems } from '../text/similar-items.ts'
import { Backoff } from './backoff/backoff.ts'
import type { CategoryTables } from './backoff/category-backoff.ts'
import { ColdStart } from './backoff/cold-start.ts'
import { CompanionLists } from './companions.ts'
import type { PairModels } from './pairs/fit.ts'
import { SLICE_LINES } from './pairs/pair-counter.ts'
import type { Prior } from './pairs/prior.ts'
import { ScoreComponents } from './score-components.ts'
import { DEFAULT_CART, DEFAULT_PAGE, type MineSettings, supportThresholds } from './settings.ts'

/** Cost of a list as a number of counted lines, for pauses of about 2 ms. */
const LIST_WORK = 3_000

/** What the lists of items are made of, besides the orders: numbers only, which several threads may read. */
export type ListSources = Pick<PairModels, 'ridge' | 'mixture' | 'supported'> & {
  settings: MineSettings
  prior: Prior
  similar: SimilarItems | undefined
  tables: CategoryTables
  /** 1 for an item that may be recommended without orders. */
  isNew: Uint8Array
}

/** Makes the lists of items. A list depends on its item alone, so that they can be made in parts, in any thread. */
export class ItemLists {
  private readonly baskets: Baskets
  private readonly sources: ListSources
  private readonly components: ScoreComponents
  private readonly companions: CompanionLists

  constructor(baskets: Baskets, sources: ListSources) {
    const { settings, prior, similar, tables, isNew, supported, mixture } = sources
    const blends = { page: settings.page ?? DEFAULT_PAGE, cart: settings.cart ?? DEFAULT_CART }
    const { size_exponent } = blends.page
    const thresholds = supportThresholds(settings, baskets.orders)
    const counted = size_exponent === DEFAULT_PAGE.size_exponent ? supported : undefined
    const components = new ScoreComponents(baskets, thresholds, size_exponent, sources, prior, counted)
    components.backoff = new Backoff(baskets, mixture, similar, tables)
    const coldStart = similar && new ColdStart(baskets, similar, (item) => isNew[item] === 1)
    this.baskets = baskets
    this.sources = sources
    this.components = components
    this.companions = new CompanionLists(baskets, components, blends, coldStart?.any ? coldStart : undefined)
  }

  /** The lists of the items from `from` to just before `to`, without empty ones. Yields undefined now and then. */
  *of(from: number, to: number): Generator<MinedList | undefined, void> {
    const { baskets, components, companions } = this
    const { similar } = this.sources
    const index = new InvertedIndex(baskets, to)
    let work = 0
    for (let item = from; item < to; item += 1) {
      const seed_orders = baskets.ordersOf(item)
      if (seed_orders === 0 && !similar?.lengths[item]) continue
      const orders = yield* components.ordersToCount(item, index)
      const found = yield* companions.ofItem(item, orders)
      if (found.length > 0) yield { kind: 'item', key: item, seed_orders, companions: found }
      work += LIST_WORK + orders.length
      if (work > SLICE_LINES) {
        work = 0
        yield undefined
      }
    }
    index.close()
  }
}
