import type { PriceBands } from '../../vocabulary/price-bands.ts'
import type { Arena } from '../data/arena.ts'
import type { Baskets } from '../data/baskets.ts'
import type { ItemFeatures } from '../data/item-features.ts'
import { PairCounter } from '../mine/pairs/pair-counter.ts'
import { sixDigits } from '../numbers/round.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import { priceDifference } from '../rank/price-bands.ts'
import type { ItemSimilarity } from '../text/item-similarity.ts'
import { MAX_DOWNGRADES, MAX_RELATED, MAX_UPGRADES } from './alternative.ts'
import { BestInBands } from './best-in-bands.ts'
import type { Families } from './families.ts'
import type { Ranked } from './ranked-rows.ts'
import { Switches } from './switches.ts'
import type { Trend } from './trend.ts'
import type { ViewedItem } from './viewed-together.ts'

/** Weight of a share of all sales, in customers who switched: 200 and 1,000 do as well. */
const SALES_WEIGHT = 200
/** Text similarity that every item has at least, so that an item without common words is not worthless. */
const TEXT_FLOOR = 0.05
/** Weight of a co-occurrence cosine of 1, in texts that are the same. */
const CO_OCCURRENCE_WEIGHT = 2
/** Exponent of the number of links to an item: the merchant's links say little about its worth. */
const LINK_EXPONENT = 0.1
/** Discount per relative price difference, so that of equal scores the nearer price comes first. */
const NEARER = 1e-9
/** Stands for the price of an item that may not be recommended. */
const NOT_OFFERED = -1
/** Orders with both from which two items of different families are companions. */
const MIN_COMPANION_ORDERS = 2
/** Order lines that can be counted in the time that a candidate takes. */
const CANDIDATE_WORK = 25

/** What could be taken instead of one item: each list best first. */
export type ScoredAlternatives = { upgrade: Ranked[]; downgrade: Ranked[]; related: Ranked[] }

export type ScorerSource = {
  baskets: Baskets
  features: ItemFeatures
  families: Families
  similarity: ItemSimilarity
  /** How many items the merchant links to each item. */
  linkCounts: Uint32Array
  bands: PriceBands
  trend: Trend | undefined
}

/**
 * Scores what could be taken instead of one seed after the other: docs/METHOD.md, "Alternatives".
 *
 *     score = family · (text + 2 · co-occurrence cosine + 0.05) · (switches + 200 · share of sales) · (1 + links)^0.1 · trend
 */
export class AlternativeScorer {
  readonly switches: Switches
  private readonly counter: PairCounter
  private readonly arena: Arena
  private readonly source: ScorerSource
  /** Factor of each item whatever the seed: links to it, and its trend. */
  private readonly factors: Float64Array
  /** In minor units; 0 for none. */
  private readonly prices: Float64Array
  private readonly upgrade: BestInBands
  private readonly downgrade: BestInBands
  private readonly related = new TopKHeap(MAX_RELATED)
  private scored = 0

  constructor(source: ScorerSource) {
    const { baskets, features, linkCounts, bands, trend } = source
    const arena = baskets.arena.scope()
    this.source = source
    this.arena = arena
    this.upgrade = new BestInBands(bands.upgrade, MAX_UPGRADES)
    this.downgrade = new BestInBands(bands.downgrade, MAX_DOWNGRADES)
    this.counter = new PairCounter(baskets, 0)
    this.switches = new Switches(baskets)
    const factorOf = (count: number, item: number) => (1 + count) ** LINK_EXPONENT * (trend?.of(item) ?? 1)
    this.factors = arena.adopt(Float64Array.from(linkCounts, factorOf))
    const priceOf = (price: number | null, item: number) =>
      features.offered[item] ? (price ?? 0) : NOT_OFFERED
    this.prices = arena.adopt(Float64Array.from(features.prices, priceOf))
  }

  /** Work so far, in order lines: tells when to pause. */
  get work(): number {
    return this.counter.work + this.switches.work + CANDIDATE_WORK * this.scored
  }

  /** @param orders with the seed, ascending */
  of(seed: number, orders: Uint32Array): ScoredAlternatives {
    const { upgrade, downgrade, related, prices } = this
    const { features, families, similarity } = this.source
    this.counter.count(orders)
    this.switches.count(orders)
    upgrade.clear()
    downgrade.clear()
    related.clear()
    const own = features.prices[seed] ?? 0
    const members = families.membersOf(seed, this.switches)
    this.scored += members.length
    for (let at = 0; at < members.length; at += 1) {
      const item = members[at] ?? 0
      const price = prices[item] ?? NOT_OFFERED
      if (price === NOT_OFFERED) continue
      const text = similarity.of(seed, item)
      const closeness = families.closeness(seed, item, text, this.switches.times[item] ?? 0)
      const near = closeness > 0 ? closeness : families.areAlike(seed, item, text, 0) ? text : 0
      if (near === 0) continue
      const score = near * this.scoreOf(seed, item, text)
      related.offer(item, score)
      if (closeness === 0 || own === 0 || price === 0) continue
      const difference = priceDifference(own, price)
      const discounted = score * (1 - NEARER * Math.min(1, Math.abs(difference)))
      upgrade.offer(item, difference, discounted)
      downgrade.offer(item, difference, discounted)
    }
    const { numbers, scores } = related.sort()
    return {
      upgrade: upgrade.sort().map((one) => this.ranked(one)),
      downgrade: downgrade.sort().map((one) => this.ranked(one)),
      related: Array.from(numbers, (item, at) => this.ranked({ item, score: scores[at] ?? 0 })),
    }
  }

  /** Those of the viewed items that may be suggested instead of the seed which was scored last, with their switches. */
  replacementsAmong(seed: number, viewed: readonly ViewedItem[]): (ViewedItem & { switches: number })[] {
    const { families } = this.source
    const isSame = (item: number) => families.familyOf(item) === families.familyOf(seed)
    return (
      viewed
        .filter(({ item }) => (this.prices[item] ?? NOT_OFFERED) !== NOT_OFFERED)
        // Items of two families that are bought together go with each other, and somebody who opens both looks for both.
        .filter(({ item }) => this.counter.cappedOrders(item) < MIN_COMPANION_ORDERS || isSame(item))
        .map((one) => ({ ...one, switches: this.switches.times[one.item] ?? 0 }))
    )
  }

  private scoreOf(seed: number, item: number, text: number): number {
    const { baskets } = this.source
    const orders = baskets.ordersOf(item)
    const both = this.counter.cappedOrders(item)
    const cosine = both === 0 ? 0 : (CO_OCCURRENCE_WEIGHT * both) / Math.sqrt(baskets.ordersOf(seed) * orders)
    // One sale more than it had, so that a new item has a small score instead of none, and all are equal without orders.
    const sales = (SALES_WEIGHT * (orders + 1)) / (baskets.lines + baskets.items)
    const switches = this.switches.times[item] ?? 0
    return (text + cosine + TEXT_FLOOR) * (switches + sales) * (this.factors[item] ?? 0)
  }

  private ranked({ item, score }: { item: number; score: number }): Ranked {
    return { item, score: sixDigits(score), switches: this.switches.times[item] ?? 0 }
  }

  /** Releases the arrays. */
  close(): void {
    this.counter.close()
    this.switches.close()
    this.arena.releaseAll()
  }
}
