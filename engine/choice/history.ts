import { type FamilyFacts, MAX_HISTORY } from './family-facts.ts'
import type { Purchases } from './purchases.ts'

/** Half-life of a purchase in a person's habits, days. */
const HABIT_HALF_LIFE = 180

/**
 * What a person has bought before a purchase or a day, by family. One object is filled for one person after the other, so that no
 * memory is taken for each.
 */
export class History {
  /** Purchases so far. */
  purchases = 0
  /** Families of the history, in the order of their first purchase. */
  readonly bought: number[] = []
  /** Number of purchases of each family, those by age, and days of the first and last of them. */
  readonly counts: Float64Array
  readonly faded: Float64Array
  readonly firsts: Float64Array
  readonly lasts: Float64Array
  /** Sum of `faded`. */
  fadedSum = 0
  /** Mean of ln(price) over the purchases; NaN without prices. */
  logPrice = Number.NaN
  /** Brands that were bought, without 0. */
  readonly brands = new Set<number>()
  /** Day for which the history is. */
  day = 0

  constructor(families: number) {
    this.counts = new Float64Array(families)
    this.faded = new Float64Array(families)
    this.firsts = new Float64Array(families)
    this.lasts = new Float64Array(families)
  }

  /** Reads the first `count` purchases of a person, as they are seen on a day. */
  read(purchases: Purchases, person: number, count: number, day: number): void {
    this.clear()
    this.day = day
    this.purchases = count
    const first = purchases.heads[person] ?? 0
    let [prices, priced] = [0, 0]
    for (let at = first; at < first + count; at += 1) {
      const when = purchases.days[at] ?? 0
      const weight = 2 ** ((when - day) / HABIT_HALF_LIFE)
      const price = purchases.logPrices[at] ?? Number.NaN
      if (!Number.isNaN(price)) {
        prices += price
        priced += 1
      }
      const end = purchases.starts[at + 1] ?? 0
      for (let line = purchases.starts[at] ?? 0; line < end; line += 1) {
        this.addFamily(purchases.families[line] ?? 0, when, weight)
        const brand = purchases.brands[line] ?? 0
        if (brand > 0) this.brands.add(brand)
      }
    }
    this.logPrice = prices / priced
  }

  /** The latest families of the history, whose companions count. */
  get leading(): number[] {
    if (this.bought.length <= MAX_HISTORY) return this.bought
    const latest = [...this.bought].sort((a, b) => (this.lasts[b] ?? 0) - (this.lasts[a] ?? 0) || a - b)
    return latest.slice(0, MAX_HISTORY)
  }

  /** Days after which the person buys the family again: the own mean gap, shrunken to that of all with the weight of two gaps. */
  gapOf(family: number, facts: FamilyFacts): number {
    const gaps = (this.counts[family] ?? 0) - 1
    const own = (this.lasts[family] ?? 0) - (this.firsts[family] ?? 0)
    return Math.max(1, (own + 2 * (facts.gap[family] ?? 1)) / (gaps + 2))
  }

  private addFamily(family: number, day: number, weight: number): void {
    if (this.counts[family] === 0) {
      this.bought.push(family)
      this.firsts[family] = day
    }
    this.counts[family] = (this.counts[family] ?? 0) + 1
    this.faded[family] = (this.faded[family] ?? 0) + weight
    this.lasts[family] = day
    this.fadedSum += weight
  }

  private clear(): void {
    for (const family of this.bought) {
      this.counts[family] = 0
      this.faded[family] = 0
    }
    this.bought.length = 0
    this.brands.clear()
    this.fadedSum = 0
  }
}
