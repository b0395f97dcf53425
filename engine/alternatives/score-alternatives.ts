import type { Baskets } from '../data/baskets.ts'
import type { Goods } from '../data/item-features.ts'
import { Counter } from '../mine/pair-counter.ts'
import { sixDigits } from '../numbers/round.ts'
import { Best } from '../numbers/top-k-heap.ts'
import type { Likeness } from '../text/item-similarity.ts'
import { type BandSettings, BestInBands, stepTo } from './best-in-bands.ts'
import { ALIKE, type Families } from './families.ts'
import type { Ranked } from './ranked-rows.ts'
import { Switches } from './switches.ts'
import type { Trend } from './trend.ts'

export const MOST_UPGRADES = 8
export const MOST_DOWNGRADES = 6
export const MOST_RELATED = 12
/** What a share of all sales counts beside one customer who switched: 200 and 1,000 do as well. */
const SALES = 200
/** What an item is worth whose text has nothing in common. */
const NO_TEXT = 0.05
/** How much a co-bought cosine of 1 counts beside the same text. */
const SHARED = 2
/** How little the merchant's own links to an item say of its worth. */
const LINKED = 0.1
/** Of equals the one whose price is nearer comes first. */
const NEARER = 1e-9
/** Stands for the price of what may not be suggested. */
const NOT_OFFERED = -1
/** Order lines in the time that a candidate takes. */
const LINES_A_CANDIDATE = 25

/** What could be taken instead of one item: each best first. */
export type Alternatives = { upgrade: Ranked[]; downgrade: Ranked[]; related: Ranked[] }

/** Scores what could be taken instead of one seed after the other. */
export class Upgrades {
  readonly switches: Switches
  private readonly counter: Counter
  private readonly baskets: Baskets
  private readonly goods: Goods
  private readonly families: Families
  private readonly likeness: Likeness
  /** What speaks for each item whatever the seed: links to it, and whether it is still sold. */
  private readonly favour: Float64Array
  /** In minor units; 0 for none. */
  private readonly prices: Float64Array
  private readonly upgrade: BestInBands
  private readonly downgrade: BestInBands
  private readonly related = new Best(MOST_RELATED)
  private scored = 0

  /** @param links how many items the merchant links to each */
  constructor(
    baskets: Baskets,
    goods: Goods,
    families: Families,
    likeness: Likeness,
    links: Uint32Array,
    bands: BandSettings,
    trend: Trend | undefined,
  ) {
    this.baskets = baskets
    this.goods = goods
    this.families = families
    this.likeness = likeness
    this.upgrade = new BestInBands(bands.upgrade, MOST_UPGRADES)
    this.downgrade = new BestInBands(bands.downgrade, MOST_DOWNGRADES)
    this.counter = new Counter(baskets, 0)
    this.switches = new Switches(baskets)
    this.favour = Float64Array.from(links, (count, item) => (1 + count) ** LINKED * (trend?.of(item) ?? 1))
    this.prices = Float64Array.from(goods.prices, (price, item) =>
      goods.offered[item] ? (price ?? 0) : NOT_OFFERED,
    )
    baskets.bytes.take(this.favour, this.prices)
  }

  /** Grows with what was done, in order lines: tells when to let others work. */
  get work(): number {
    return this.counter.work + this.switches.work + LINES_A_CANDIDATE * this.scored
  }

  /** @param places orders with the seed, growing */
  of(seed: number, places: Uint32Array): Alternatives {
    const { upgrade, downgrade, related, prices } = this
    this.counter.count(places)
    this.switches.count(places)
    upgrade.clear()
    downgrade.clear()
    related.clear()
    const own = this.goods.prices[seed] ?? 0
    const members = this.families.membersOf(seed, this.switches)
    this.scored += members.length
    for (let at = 0; at < members.length; at += 1) {
      const item = members[at] ?? 0
      const price = prices[item] ?? NOT_OFFERED
      if (price === NOT_OFFERED) continue
      const text = this.likeness.of(seed, item)
      const closeness = this.families.closeness(seed, item, text, this.switches.times[item] ?? 0)
      const near = closeness > 0 ? closeness : text >= ALIKE ? text : 0
      if (near === 0) continue
      const worth = near * this.worthOf(seed, item, text)
      related.offer(item, worth)
      if (closeness === 0 || own === 0 || price === 0) continue
      const step = stepTo(own, price)
      const score = worth * (1 - NEARER * Math.min(1, Math.abs(step)))
      upgrade.offer(item, step, score)
      downgrade.offer(item, step, score)
    }
    const { numbers, scores } = related.sort()
    return {
      upgrade: upgrade.sort().map((one) => this.ranked(one)),
      downgrade: downgrade.sort().map((one) => this.ranked(one)),
      related: Array.from(numbers, (item, at) => this.ranked({ item, score: scores[at] ?? 0 })),
    }
  }

  private worthOf(seed: number, item: number, text: number): number {
    const { baskets } = this
    const orders = baskets.ordersOf(item)
    const both = this.counter.cappedOf(item)
    const shared = both === 0 ? 0 : (SHARED * both) / Math.sqrt(baskets.ordersOf(seed) * orders)
    // One sale more than it had: a new item is worth little, not nothing; without any orders all are worth the same.
    const sales = (SALES * (orders + 1)) / (baskets.lines + baskets.items)
    const switches = this.switches.times[item] ?? 0
    return (text + shared + NO_TEXT) * (switches + sales) * (this.favour[item] ?? 0)
  }

  private ranked({ item, score }: { item: number; score: number }): Ranked {
    return { item, score: sixDigits(score), switches: this.switches.times[item] ?? 0 }
  }

  /** Lets go of the arrays. */
  close(): void {
    this.counter.close()
    this.switches.close()
    this.baskets.bytes.free(this.favour, this.prices)
  }
}
