import type { Baskets } from '../data/baskets.ts'
import { NO_GROUP } from '../data/inverted-index.ts'
import type { Mixture } from './mixture.ts'

/** The mean mixture of the items of a group, weighted by their orders; one group after the other, in the same arrays. */
export class Means {
  /** Companions of any of the items; the first `seen` of them. */
  readonly touched: Uint32Array
  seen = 0
  private readonly sums: Float64Array
  private orders = 0
  private readonly baskets: Baskets
  private readonly mixture: Mixture
  /** Items of the groups, one group after the other, growing within each; and where they end. */
  private readonly members: Uint32Array
  private readonly ends: Uint32Array

  constructor(baskets: Baskets, mixture: Mixture, groupOf: Uint32Array, groups: number) {
    this.baskets = baskets
    this.mixture = mixture
    this.touched = new Uint32Array(baskets.items)
    this.sums = new Float64Array(baskets.items)
    this.members = new Uint32Array(baskets.items)
    this.ends = new Uint32Array(groups + 1)
    const { ends } = this
    for (const group of groupOf) if (group !== NO_GROUP) ends[group + 1] = (ends[group + 1] ?? 0) + 1
    for (let group = 0; group < groups; group += 1)
      ends[group + 1] = (ends[group + 1] ?? 0) + (ends[group] ?? 0)
    const next = ends.slice()
    for (const [item, group] of groupOf.entries()) {
      if (group === NO_GROUP) continue
      const place = next[group] ?? 0
      this.members[place] = item
      next[group] = place + 1
    }
    baskets.bytes.take(...this.arrays())
  }

  /** Adds up the mixtures of a group, in place of those before. */
  count(group: number): void {
    for (let at = 0; at < this.seen; at += 1) this.sums[this.touched[at] ?? 0] = 0
    this.seen = 0
    this.orders = 0
    for (let at = this.ends[group] ?? 0; at < (this.ends[group + 1] ?? 0); at += 1) {
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

  /** Lets go of the arrays. */
  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [this.touched, this.sums, this.members, this.ends]
  }
}
