import type { Arena } from '../../data/arena.ts'
import type { Baskets } from '../../data/baskets.ts'
import { NO_GROUP } from '../../data/inverted-index.ts'
import { toOffsets } from '../../data/sparse-rows.ts'
import type { Mixture } from '../pairs/mixture.ts'

/** Mean mixture of the items of a category, weighted by their orders; one category after the other, in the same arrays. */
export class CategoryMeans {
  /** Companions of any of the items; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  private readonly sums: Float64Array
  private orders = 0
  private readonly baskets: Baskets
  private readonly arena: Arena
  private readonly mixture: Mixture
  /** Items of category c: `members` from `starts[c]` to just before `starts[c + 1]`, ascending. */
  private readonly members: Uint32Array
  private readonly starts: Uint32Array<ArrayBuffer>

  constructor(baskets: Baskets, mixture: Mixture, groupOf: Uint32Array, groups: number) {
    const { items } = baskets
    const arena = baskets.arena.scope()
    this.baskets = baskets
    this.arena = arena
    this.mixture = mixture
    this.touched = arena.uint32(items)
    this.sums = arena.float64(items)
    this.members = arena.uint32(items)
    this.starts = arena.uint32(groups + 1)
    const { starts } = this
    for (const group of groupOf) if (group !== NO_GROUP) starts[group + 1] = (starts[group + 1] ?? 0) + 1
    const next = toOffsets(starts)
    for (const [item, group] of groupOf.entries()) {
      if (group === NO_GROUP) continue
      const place = next[group] ?? 0
      this.members[place] = item
      next[group] = place + 1
    }
  }

  /** Adds up the mixtures of a category, in place of those before. */
  count(group: number): void {
    for (let at = 0; at < this.seen; at += 1) this.sums[this.touched[at] ?? 0] = 0
    this.seen = 0
    this.orders = 0
    for (let at = this.starts[group] ?? 0; at < (this.starts[group + 1] ?? 0); at += 1) {
      const item = this.members[at] ?? 0
      const orders = this.baskets.ordersOf(item)
      this.orders += orders
      this.add(item, orders)
    }
  }

  private add(item: number, orders: number): void {
    const { support, shares } = this.mixture
    const { items, lengths, stride } = support.lists
    const end = item * stride + (lengths[item] ?? 0)
    for (let at = item * stride; at < end; at += 1) {
      const other = items[at] ?? 0
      const before = this.sums[other] ?? 0
      const more = orders * (shares[at] ?? 0)
      if (before === 0 && more > 0) this.touched[this.seen++] = other
      this.sums[other] = before + more
    }
  }

  /** The mean for one companion. */
  of(other: number): number {
    return (this.sums[other] ?? 0) / Math.max(1, this.orders)
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
  }
}
