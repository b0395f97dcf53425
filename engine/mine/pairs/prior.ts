import { MAX_FALLBACK_COMPANIONS } from '../../../vocabulary/lists.ts'
import type { Arena } from '../../data/arena.ts'
import { type Baskets, FULL_WEIGHT } from '../../data/baskets.ts'
import { topK } from '../../numbers/top-k.ts'

/** Sums over orders are in whole units, so that they do not depend on the order of the orders; 2⁻¹⁶ leaves room for the largest. */
const UNIT = 2 ** 16

/**
 * What is bought with an item of which nothing else is known: the votes for each item in the orders of a random order line, per
 * order. It is the mean of all rows of the co-occurrence matrix, each weighted by the orders of its item, and so the mean of the
 * Dirichlet prior of every row (docs/METHOD.md, "One score").
 *
 *     prior_j = Σ over orders with j of (items of the order - 1) · votes / Σ over orders of their items
 */
export class Prior {
  /** By item number, in the unit of the votes of a seed's orders / orders of the seed. */
  readonly shares: Float64Array
  /** Best sellers, which are candidates of every page. */
  readonly popular: readonly number[]
  /** 1 for these. */
  readonly isPopular: Uint8Array
  private readonly weights: Uint32Array | Float64Array

  /** @param exponent an order of n things has n^-exponent votes @param popular as `popularItems` returns them */
  constructor(baskets: Baskets, exponent: number, popular: readonly number[]) {
    this.popular = popular
    this.shares = sharesOf(baskets, exponent, baskets.arena)
    this.weights = weightsOf(baskets)
    this.isPopular = baskets.arena.uint8(baskets.items)
    for (const item of popular) this.isPopular[item] = 1
  }

  shareOf(item: number): number {
    return this.shares[item] ?? 0
  }

  /** Orders that hold the item, each by its weight: what its votes are a share of. */
  ordersOf(item: number): number {
    return (this.weights[item] ?? 0) / FULL_WEIGHT
  }
}

/** The 24 items that are bought most with others, best first. */
export function popularItems(baskets: Baskets): number[] {
  const arena = baskets.arena.scope()
  const shares = sharesOf(baskets, 0, arena)
  const bought = Array.from(shares.keys()).filter((item) => (shares[item] ?? 0) > 0)
  const popular = topK(bought, MAX_FALLBACK_COMPANIONS, (item) => shares[item] ?? 0)
  arena.releaseAll()
  return popular
}

/** Sum of the weights of each item's orders, in steps of 1 / 255. */
function weightsOf(baskets: Baskets): Uint32Array | Float64Array {
  const { items, orders, heads, orderItems, arena } = baskets
  const weights = FULL_WEIGHT * orders < 2 ** 32 ? arena.uint32(items) : arena.float64(items)
  for (let order = 0; order < orders; order += 1) {
    const weight = baskets.weightOf(order)
    const to = heads[2 * order + 2] ?? 0
    for (let line = heads[2 * order] ?? 0; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      weights[item] = (weights[item] ?? 0) + weight
    }
  }
  return weights
}

function sharesOf(baskets: Baskets, exponent: number, arena: Arena): Float64Array {
  const { items, orders, heads, orderItems } = baskets
  const sums = arena.float64(items)
  let lines = 0
  for (let order = 0; order < orders; order += 1) {
    const from = heads[2 * order] ?? 0
    const to = heads[2 * order + 2] ?? 0
    const weight = baskets.weightOf(order)
    const votes = (to - from - 1) * weight * Math.round(UNIT * baskets.sizeOf(order) ** -exponent)
    lines += (to - from) * weight
    for (let line = from; line < to; line += 1) {
      const item = orderItems[line] ?? 0
      sums[item] = (sums[item] ?? 0) + votes
    }
  }
  for (let item = 0; item < items; item += 1) sums[item] = (sums[item] ?? 0) / UNIT / Math.max(1, lines)
  return sums
}
