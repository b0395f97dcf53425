import type { Baskets } from './baskets.ts'
import { Hits } from './hits.ts'
import type { Shortlists } from './shortlists.ts'

/** Rounds of the search; ten are worse than four. */
const ROUNDS = 4
/** Orders of doubt that speak for the first guess. */
const PRIOR = 20
/** What popularity alone is worth beside the items of an order. */
export const BACKGROUND = 1
/** Sums run in whole units, so that they do not depend on the order of the orders: of one 2⁻²⁰, the other by its size. */
const UNIT = 2 ** 20
const SUM_BITS = 31
/** Candidates looked at between two pauses: about 2 ms of work. */
const WORK_A_SLICE = 1_000_000

/**
 * A mixture fitted by expectation and maximisation ("IBM model 1 for baskets"): every item of an order is explained by one
 * of the others or by popularity, and what one explains is no longer credited to the others. Four times, for each order o
 * of s items:
 *
 *     s_t = q_t + Σ e[i,t] ,  Z = 1 + Σ_i Σ_j e[i,j]        over the items i of o; i ≠ t
 *     num[i,t] += e[i,t] / s_t ,  den[i] += s / Z
 *     e[i,j] = (num[i,j] + 20 e₀[i,j]) / (den[i] + 20)
 *
 * where q_t is the item's share of all lines. In `support` the fitted shares take the place of the first guess e₀.
 * Yields now and then.
 * @see P. F. Brown et al. (1993), Computational Linguistics 19, 263–311; A. P. Dempster et al. (1977), J. R. Stat. Soc. B 39
 */
export function* fitMixture(baskets: Baskets, support: Shortlists): Generator<undefined, void> {
  const mixture = new Mixture(baskets, support)
  for (let round = 0; round < ROUNDS; round += 1) {
    mixture.begin()
    let rested = mixture.work
    for (let place = 0; place < baskets.orders; place += 1) {
      mixture.explain(place)
      if (mixture.work - rested > WORK_A_SLICE) {
        rested = mixture.work
        yield undefined
      }
    }
    mixture.end()
    yield undefined
  }
  mixture.close()
}

class Mixture {
  work = 0
  private readonly baskets: Baskets
  private readonly support: Shortlists
  private readonly hits: Hits
  private readonly first: Float32Array
  private readonly sums: Uint32Array
  private readonly masses: Float64Array
  private readonly totals: Float64Array
  /** What explains each item of the order in hand; 0 for all others. */
  private readonly explained: Float64Array

  constructor(baskets: Baskets, support: Shortlists) {
    this.baskets = baskets
    this.support = support
    this.first = support.values.slice()
    this.sums = new Uint32Array(support.values.length)
    this.masses = new Float64Array(baskets.items)
    this.totals = new Float64Array(baskets.items)
    this.explained = new Float64Array(baskets.items)
    baskets.bytes.take(...this.arrays())
    this.hits = new Hits(baskets, support)
  }

  /** Begins a round: what each item explains in all. */
  begin(): void {
    const { support, masses } = this
    this.sums.fill(0)
    this.totals.fill(0)
    for (let item = 0; item < this.baskets.items; item += 1) {
      let mass = 0
      const from = item * support.stride
      const to = from + (support.lengths[item] ?? 0)
      for (let at = from; at < to; at += 1) mass += support.values[at] ?? 0
      masses[item] = mass
    }
    this.hits.rewind()
  }

  /** Shares the items of one order out among those that explain them. */
  explain(place: number): void {
    const { baskets, explained, masses, totals } = this
    const { held, starts } = baskets
    const from = starts[place] ?? 0
    const to = starts[place + 1] ?? 0
    if (to - from < 2) return
    let mass = BACKGROUND
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = (BACKGROUND * baskets.ordersOf(item)) / baskets.lines
      mass += masses[item] ?? 0
    }
    this.work += this.hits.find(from, to, explained)
    this.credit()
    const total = Math.round(((to - from) / mass) * UNIT)
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = 0
      totals[item] = (totals[item] ?? 0) + total
    }
  }

  private credit(): void {
    const { explained, sums } = this
    const { items, values } = this.support
    const { at, of, found } = this.hits
    for (let hit = 0; hit < found; hit += 1) {
      const entry = at[hit] ?? 0
      const other = items[entry] ?? 0
      explained[other] = (explained[other] ?? 0) + (values[entry] ?? 0)
    }
    let before = -1
    let unit = 0
    for (let hit = 0; hit < found; hit += 1) {
      const entry = at[hit] ?? 0
      const item = of[hit] ?? 0
      if (item !== before) unit = this.unitOf(item)
      before = item
      const share = (values[entry] ?? 0) / (explained[items[entry] ?? 0] ?? 1)
      sums[entry] = (sums[entry] ?? 0) + Math.round(share * unit)
    }
  }

  /** Ends a round: the credit becomes the next guess. */
  end(): void {
    const { support, first, sums, totals } = this
    for (let item = 0; item < this.baskets.items; item += 1) {
      const unit = this.unitOf(item)
      const doubt = (totals[item] ?? 0) / UNIT + PRIOR
      const from = item * support.stride
      const to = from + (support.lengths[item] ?? 0)
      for (let at = from; at < to; at += 1) {
        support.values[at] = ((sums[at] ?? 0) / unit + PRIOR * (first[at] ?? 0)) / doubt
      }
    }
  }

  /** As fine as 32 bits allow for an item in that many orders. */
  private unitOf(item: number): number {
    return 2 ** (SUM_BITS - 32 + Math.clz32(this.baskets.ordersOf(item)))
  }

  close(): void {
    this.hits.close()
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    const { first, sums, masses, totals, explained } = this
    return [first, sums, masses, totals, explained]
  }
}
