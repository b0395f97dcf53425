import { MAX_FALLBACK_COMPANIONS } from '../../vocabulary/lists.ts'
import type { Baskets } from '../data/baskets.ts'
import { Inverse, NO_GROUP } from '../data/inverted-index.ts'
import { Shortlists } from '../data/padded-rows.ts'
import { sixDigits } from '../numbers/round.ts'
import { byCodePoint } from '../numbers/sort.ts'
import { Best } from '../numbers/top-k-heap.ts'
import { Means } from './category-means.ts'
import type { MinedCompanion } from './companions.ts'
import type { Mixture } from './mixture.ts'
import type { Parts } from './score-components.ts'

/** What the items of each category are bought with, all together, their own category included. */
export type Pool = {
  /** Category of each item, or NO_GROUP. */
  groupOf: Uint32Array
  /** By the share of the votes of the category's orders. */
  pages: Shortlists
  /** By the mean of its items' mixtures, weighted by their orders. */
  carts: Shortlists
}

/** A category's own list: companions of other categories, best first. */
export type PooledList = { key: string; seed_orders: number; companions: MinedCompanion[] }

/**
 * Counts the orders of each category, each order once, and keeps companions that the category as a whole has evidence for.
 * In its own category an item is a companion of the others only. Yields now and then.
 * @param categories path of each item, '' for none
 * @returns the categories' own lists, by name; those that would be empty are left out
 */
export function* poolCategories(
  baskets: Baskets,
  categories: readonly string[],
  parts: Parts,
  mixture: Mixture,
): Generator<undefined, { pool: Pool; lists: PooledList[] }> {
  const names = [...new Set(categories)].filter((name) => name !== '').sort(byCodePoint)
  const pooling = new Pooling(baskets, names, categories, parts, mixture)
  const inverse = new Inverse(baskets, names.length, pooling.pool.groupOf)
  const lists: PooledList[] = []
  for (const [group, key] of names.entries()) {
    yield* inverse.reach(group)
    const places = inverse.placesOf(group)
    yield* parts.counter.counting(places, pooling.members(group))
    const companions = pooling.keep(group, places.length)
    if (companions.length > 0) lists.push({ key, seed_orders: places.length, companions })
    yield undefined
  }
  inverse.close()
  pooling.close()
  return { pool: pooling.pool, lists }
}

class Pooling {
  readonly pool: Pool
  private readonly baskets: Baskets
  private readonly parts: Parts
  private readonly means: Means
  private readonly best = new Best(MAX_FALLBACK_COMPANIONS)

  constructor(
    baskets: Baskets,
    names: readonly string[],
    categories: readonly string[],
    parts: Parts,
    mixture: Mixture,
  ) {
    const numbers = new Map(names.map((name, number) => [name, number]))
    const group = (item: number) => numbers.get(categories[item] ?? '') ?? NO_GROUP
    this.baskets = baskets
    this.parts = parts
    this.pool = {
      groupOf: Uint32Array.from({ length: baskets.items }, (_, item) => group(item)),
      pages: new Shortlists(names.length, MAX_FALLBACK_COMPANIONS, baskets.items),
      carts: new Shortlists(names.length, MAX_FALLBACK_COMPANIONS, baskets.items),
    }
    const { groupOf, pages, carts } = this.pool
    baskets.bytes.take(groupOf, ...pages.arrays(), ...carts.arrays())
    this.means = new Means(baskets, mixture, groupOf, names.length)
  }

  members(group: number): (item: number) => boolean {
    const { groupOf } = this.pool
    return (item) => groupOf[item] === group
  }

  /** Keeps what was counted last; returns the best of other categories. */
  keep(group: number, seed_orders: number): MinedCompanion[] {
    const { parts, pool, means, best } = this
    const { touched, seen } = parts.counter
    const isMember = this.members(group)
    const share = (other: number) => parts.shareOf(other, seed_orders)
    const offer = (
      candidates: Uint32Array,
      most: number,
      accepts: (item: number) => boolean,
      score = share,
    ) => {
      best.clear()
      for (let at = 0; at < most; at += 1) {
        const other = candidates[at] ?? 0
        if (accepts(other) && parts.isEvidence(other)) best.offer(other, score(other))
      }
    }
    offer(touched, seen, () => true)
    pool.pages.set(group, best.kept(), share)
    means.count(group)
    const mean = (other: number) => means.of(other)
    offer(means.touched, means.seen, () => true, mean)
    pool.carts.set(group, best.kept(), mean)
    offer(touched, seen, (other) => !isMember(other))
    const { numbers, scores } = best.sort()
    return Array.from(numbers, (item, at) => ({
      item,
      score: sixDigits(scores[at] ?? 0),
      cart_weight: 0,
      co_orders: parts.counter.co[item] ?? 0,
      item_orders: this.baskets.ordersOf(item),
    }))
  }

  close(): void {
    this.means.close()
  }
}
