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
const SUM_BITS = 30
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

/** Numbers of a candidate in the arrays below: its item, its share, its credit. Side by side, they are read at once. */
const WORDS = 3

class Mixture {
  work = 0
  private readonly baskets: Baskets
  /** Holds the first guess until the end. */
  private readonly support: Shortlists
  private readonly hits: Hits
  /** Where the candidates of an item begin. */
  private readonly begins: Uint32Array
  /** Items and credits as whole numbers, and in between the shares: two views of the same bytes. */
  private readonly words: Int32Array
  private readonly shares: Float32Array
  private readonly masses: Float64Array
  private readonly totals: Float64Array
  /** What explains each item of the order in hand, and then 1 / that; 0 for all others. */
  private readonly explained: Float64Array

  constructor(baskets: Baskets, support: Shortlists) {
    const { items } = baskets
    this.baskets = baskets
    this.support = support
    this.begins = new Uint32Array(items + 1)
    for (let item = 0; item < items; item += 1) {
      this.begins[item + 1] = (this.begins[item] ?? 0) + WORDS * (support.lengths[item] ?? 0)
    }
    this.words = new Int32Array(this.begins[items] ?? 0)
    this.shares = new Float32Array(this.words.buffer)
    this.masses = new Float64Array(items)
    this.totals = new Float64Array(items)
    this.explained = new Float64Array(items)
    baskets.bytes.take(...this.arrays())
    this.copy((at, from) => {
      this.words[at] = support.items[from] ?? 0
      this.shares[at + 1] = support.values[from] ?? 0
    })
    this.hits = new Hits(baskets, support, this.begins, WORDS)
  }

  /** Begins a round: what each item explains in all. */
  begin(): void {
    const { begins, words, shares, masses } = this
    this.totals.fill(0)
    for (let item = 0; item < this.baskets.items; item += 1) {
      let mass = 0
      const to = begins[item + 1] ?? 0
      for (let at = begins[item] ?? 0; at < to; at += WORDS) {
        mass += shares[at + 1] ?? 0
        words[at + 2] = 0
      }
      masses[item] = mass
    }
    this.hits.rewind()
  }

  /** Shares the items of one order out among those that explain them. */
  explain(place: number): void {
    const { baskets, explained, masses, totals } = this
    const { held, heads, lines } = baskets
    const from = heads[2 * place] ?? 0
    const to = heads[2 * place + 2] ?? 0
    if (to - from < 2) return
    let mass = BACKGROUND
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = (BACKGROUND * baskets.ordersOf(item)) / lines
      mass += masses[item] ?? 0
    }
    this.work += this.hits.find(from, to)
    this.credit(from, to)
    const total = Math.round(((to - from) / mass) * UNIT)
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = 0
      totals[item] = (totals[item] ?? 0) + total
    }
  }

  private credit(from: number, to: number): void {
    const { explained, words, shares } = this
    const { held } = this.baskets
    const { at, of, found } = this.hits
    for (let hit = 0; hit < found; hit += 1) {
      const entry = at[hit] ?? 0
      const other = words[entry] ?? 0
      explained[other] = (explained[other] ?? 0) + (shares[entry + 1] ?? 0)
    }
    // One division an item, not one a pair.
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      explained[item] = 1 / (explained[item] ?? 1)
    }
    let before = -1
    let unit = 0
    for (let hit = 0; hit < found; hit += 1) {
      const entry = at[hit] ?? 0
      const item = of[hit] ?? 0
      if (item !== before) unit = this.unitOf(item)
      before = item
      const share = (shares[entry + 1] ?? 0) * (explained[words[entry] ?? 0] ?? 0)
      words[entry + 2] = (words[entry + 2] ?? 0) + ((share * unit + 0.5) | 0)
    }
  }

  /** Ends a round: the credit becomes the next guess. */
  end(): void {
    const { support, words, shares, totals } = this
    this.copy((at, from, item) => {
      const doubt = (totals[item] ?? 0) / UNIT + PRIOR
      const credit = (words[at + 2] ?? 0) / this.unitOf(item)
      shares[at + 1] = (credit + PRIOR * (support.values[from] ?? 0)) / doubt
    })
  }

  /** As fine as 32 bits allow for an item in that many orders. */
  private unitOf(item: number): number {
    return 2 ** (SUM_BITS - 32 + Math.clz32(this.baskets.ordersOf(item)))
  }

  /** Leaves the fitted shares in the shortlists. */
  close(): void {
    this.copy((at, from) => {
      this.support.values[from] = this.shares[at + 1] ?? 0
    })
    this.hits.close()
    this.baskets.bytes.free(...this.arrays())
  }

  /** For every candidate: where it stands here, where in the shortlists, and whose it is. */
  private copy(each: (at: number, from: number, item: number) => void): void {
    const { lengths, stride } = this.support
    for (let item = 0; item < lengths.length; item += 1) {
      const begin = this.begins[item] ?? 0
      const length = lengths[item] ?? 0
      for (let place = 0; place < length; place += 1) each(begin + WORDS * place, item * stride + place, item)
    }
  }

  private arrays() {
    const { begins, words, masses, totals, explained } = this
    return [begins, words, masses, totals, explained]
  }
}
