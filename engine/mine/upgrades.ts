import { sixDigits } from '../numbers/round.ts'
import type { Baskets } from './baskets.ts'
import { Counter } from './counter.ts'
import { ALIKE, type Families } from './families.ts'
import type { Goods } from './goods.ts'
import type { Likeness } from './likeness.ts'
import { Switches } from './switches.ts'
import type { Bands } from './tails.ts'
import type { Trend } from './trend.ts'

/** What a share of all sales counts beside one customer who switched: 200 and 1,000 do as well. */
const SALES = 200
/** What an item is worth whose text has nothing in common. */
const NO_TEXT = 0.05
/** How much a co-bought cosine of 1 counts beside the same text. */
const SHARED = 2
/** How little the merchant's own links to an item say of its worth. */
const LINKED = 0.1

/** One item that could be taken instead of the seed. */
export type Alternative = {
  item: number
  score: number
  switches: number
  /** Price over the seed's, less 1; undefined when either has none. */
  step: number | undefined
  /** Is it of the seed's family? Otherwise only alike. */
  ofFamily: boolean
}

/** Scores what could be taken instead of one seed after the other. */
export class Alternatives {
  readonly switches: Switches
  private readonly counter: Counter
  private readonly baskets: Baskets
  private readonly goods: Goods
  private readonly families: Families
  private readonly likeness: Likeness
  private readonly links: Uint32Array
  private readonly trend: Trend | undefined
  private scored = 0

  /** @param links how many items the merchant links to each */
  constructor(
    baskets: Baskets,
    goods: Goods,
    families: Families,
    likeness: Likeness,
    links: Uint32Array,
    trend: Trend | undefined,
  ) {
    this.baskets = baskets
    this.goods = goods
    this.families = families
    this.likeness = likeness
    this.links = links
    this.trend = trend
    this.counter = new Counter(baskets, 0)
    this.switches = new Switches(baskets)
  }

  /** Grows with what was done. In order lines: tells when to let others work. */
  get work(): number {
    return this.counter.work + this.switches.work + 20 * this.scored
  }

  /** All that may be suggested instead of the seed, best first; of equals the smaller step, then the smaller number. */
  of(seed: number, places: Uint32Array): Alternative[] {
    this.counter.count(places)
    this.switches.count(places)
    const found: Alternative[] = []
    for (const item of this.families.membersOf(seed)) {
      if (this.goods.offered[item]) found.push(this.scoreOf(seed, item))
    }
    this.scored += found.length
    const far = ({ step }: Alternative) => (step === undefined ? Number.MAX_VALUE : Math.abs(step))
    return found
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || far(a) - far(b) || a.item - b.item)
  }

  private scoreOf(seed: number, item: number): Alternative {
    const { baskets, goods, counter } = this
    const switches = this.switches.times[item] ?? 0
    const closeness = this.families.closeness(seed, item, switches)
    const text = this.likeness.of(seed, item)
    const both = counter.cappedOf(item)
    const shared =
      both === 0 ? 0 : (SHARED * both) / Math.sqrt(baskets.ordersOf(seed) * baskets.ordersOf(item))
    // One sale more than it had: a new item is worth little, not nothing; without any orders all are worth the same.
    const sales = (baskets.ordersOf(item) + 1) / (baskets.lines + baskets.items)
    const linked = (1 + (this.links[item] ?? 0)) ** LINKED
    const near = closeness > 0 ? closeness : text >= ALIKE ? text : 0
    const trend = this.trend?.of(item) ?? 1
    const score = near * (text + shared + NO_TEXT) * (switches + SALES * sales) * linked * trend
    const own = goods.prices[seed] ?? 0
    const price = goods.prices[item] ?? 0
    const step = own > 0 && price > 0 ? sixDigits(price / own - 1) : undefined
    return { item, score: sixDigits(score), switches, step, ofFamily: closeness > 0 }
  }

  /** Lets go of the arrays. */
  close(): void {
    this.counter.close()
    this.switches.close()
  }
}

/** The best of a family within the narrow band of price steps, and where it has few of the wide one too; best first. */
export function inBands(found: readonly Alternative[], { narrow, wide }: Bands, most: number): Alternative[] {
  const within = ({ step, ofFamily }: Alternative, [from, to]: readonly [number, number]) =>
    ofFamily && step !== undefined && step >= from && step <= to
  const inner = found.filter((one) => within(one, narrow)).slice(0, most)
  const outer = found.filter((one) => within(one, wide) && !within(one, narrow)).slice(0, most - inner.length)
  const kept = new Set([...inner, ...outer])
  return found.filter((one) => kept.has(one))
}
