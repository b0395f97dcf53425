import { MAX_FALLBACK_COMPANIONS } from '../../../vocabulary/lists.ts'
import type { Baskets } from '../../data/baskets.ts'
import { InvertedIndex, NO_GROUP } from '../../data/inverted-index.ts'
import type { MinedCompanion } from '../../data/mined-list.ts'
import { PaddedRows } from '../../data/padded-rows.ts'
import { sixDigits } from '../../numbers/round.ts'
import { byCodePoint } from '../../numbers/sort.ts'
import { TopKHeap } from '../../numbers/top-k-heap.ts'
import type { Mixture } from '../pairs/mixture.ts'
import type { PairCounter } from '../pairs/pair-counter.ts'
import type { SupportThresholds } from '../pairs/support.ts'
import { CategoryMeans } from './category-means.ts'

/** What the items of each category are bought with, all items together, companions of the same category included. */
export type CategoryTables = {
  /** Category number of each item, or NO_GROUP. */
  groupOf: Uint32Array
  /** Orders of each category. */
  orders: Uint32Array
  /** Companions by the share of the votes of the category's orders. */
  pages: PaddedRows
  /** Companions by the mean of the mixtures of its items, weighted by their orders. */
  carts: PaddedRows
}

/** A category's own list: companions of other categories, best first. */
export type CategoryList = { key: string; seed_orders: number; companions: MinedCompanion[] }

/**
 * Counts the orders of each category, each order once, and keeps the companions that the category as a whole supports. A
 * member of the category counts as a companion only of the other members. Yields now and then.
 * @param categories path of each item, '' for none
 * @param counter    counts the votes; it may be in use for nothing else meanwhile
 * @returns the tables for backoff, and the categories' own lists by name, without those that would be empty
 */
export function* buildCategoryBackoff(
  baskets: Baskets,
  categories: readonly string[],
  counter: PairCounter,
  thresholds: SupportThresholds,
  mixture: Mixture,
): Generator<undefined, { tables: CategoryTables; lists: CategoryList[] }> {
  const names = [...new Set(categories)].filter((name) => name !== '').sort(byCodePoint)
  const builder = new TableBuilder(baskets, names, categories, counter, thresholds, mixture)
  const index = new InvertedIndex(baskets, names.length, builder.tables.groupOf)
  const lists: CategoryList[] = []
  for (const [group, key] of names.entries()) {
    yield* index.load(group)
    const orders = index.ordersOf(group)
    yield* counter.counting(orders, builder.membership(group))
    const companions = builder.keep(group, orders.length)
    if (companions.length > 0) lists.push({ key, seed_orders: orders.length, companions })
    yield undefined
  }
  index.close()
  builder.close()
  return { tables: builder.tables, lists }
}

class TableBuilder {
  readonly tables: CategoryTables
  private readonly baskets: Baskets
  private readonly counter: PairCounter
  private readonly thresholds: SupportThresholds
  private readonly means: CategoryMeans
  private readonly best = new TopKHeap(MAX_FALLBACK_COMPANIONS)

  constructor(
    baskets: Baskets,
    names: readonly string[],
    categories: readonly string[],
    counter: PairCounter,
    thresholds: SupportThresholds,
    mixture: Mixture,
  ) {
    const { items, arena } = baskets
    const numbers = new Map(names.map((name, number) => [name, number]))
    const groupOf = arena.uint32(items)
    for (let item = 0; item < items; item += 1)
      groupOf[item] = numbers.get(categories[item] ?? '') ?? NO_GROUP
    this.baskets = baskets
    this.counter = counter
    this.thresholds = thresholds
    this.tables = {
      groupOf,
      orders: arena.uint32(names.length),
      pages: new PaddedRows(names.length, MAX_FALLBACK_COMPANIONS, arena, items),
      carts: new PaddedRows(names.length, MAX_FALLBACK_COMPANIONS, arena, items),
    }
    this.means = new CategoryMeans(baskets, mixture, groupOf, names.length)
  }

  membership(group: number): (item: number) => boolean {
    const { groupOf } = this.tables
    return (item) => groupOf[item] === group
  }

  /** Keeps what was counted last; returns the best companions of other categories. */
  keep(group: number, seed_orders: number): MinedCompanion[] {
    const { counter, tables, means, best, thresholds } = this
    const { touched, seen } = counter
    tables.orders[group] = seed_orders
    const isMember = this.membership(group)
    const share = (other: number) => counter.shareOf(other, seed_orders)
    const offer = (
      candidates: Uint32Array,
      most: number,
      accepts: (item: number) => boolean,
      score = share,
    ) => {
      best.clear()
      for (let at = 0; at < most; at += 1) {
        const other = candidates[at] ?? 0
        if (accepts(other) && counter.isSupported(other, thresholds)) best.offer(other, score(other))
      }
    }
    offer(touched, seen, () => true)
    tables.pages.set(group, best.kept(), share)
    means.count(group)
    const mean = (other: number) => means.of(other)
    offer(means.touched, means.seen, () => true, mean)
    tables.carts.set(group, best.kept(), mean)
    offer(touched, seen, (other) => !isMember(other))
    const { numbers, scores } = best.sort()
    return Array.from(numbers, (item, at) => ({
      item,
      score: sixDigits(scores[at] ?? 0),
      cart_weight: 0,
      co_orders: counter.coOrders[item] ?? 0,
      item_orders: this.baskets.ordersOf(item),
    }))
  }

  /** Releases what only building needs. */
  close(): void {
    this.means.close()
  }
}
