import { MAX_COMPANIONS } from '../../vocabulary/lists.ts'
import { addedShare } from '../data/base-rate.ts'
import type { Baskets } from '../data/baskets.ts'
import type { MinedCompanion } from '../data/mined-list.ts'
import { calibrated } from '../numbers/logistic.ts'
import { sixDigits } from '../numbers/round.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import type { ColdStart } from './backoff/cold-start.ts'
import { cartWeight, levelOf, pageScore } from './blend.ts'
import type { ScoreComponents } from './score-components.ts'
import type { CartBlend, PageBlend } from './settings.ts'

/** Companions of a list that are selected for the product page, which never shows more; the others are the best for carts. */
const FOR_THE_PAGE = 24
/** Factor that puts a companion behind all others where the page's blend gives it no score. */
const LAST = 1e-6
/** Most that look-alikes count in the list of a new item: where only the title is known, they must not fill the page. */
const MAX_SIMILAR_OF_NEW = 0.5
type Blends = { page: PageBlend; cart: CartBlend }

/** Makes the lists of items, one after the other. */
export class CompanionLists {
  private readonly components: ScoreComponents
  private readonly baskets: Baskets
  private readonly blends: Blends
  /** Blends for items without orders: their lists rest on backoff in any case. */
  private readonly blendsOfNew: Blends
  private readonly coldStart: ColdStart | undefined
  private readonly forPage = new TopKHeap(FOR_THE_PAGE)
  private readonly forCart = new TopKHeap(MAX_COMPANIONS)
  private readonly forRest = new TopKHeap(MAX_COMPANIONS)
  /** Cart weight and page score of the current seed's companions. */
  private readonly weights: Float64Array
  private readonly scores: Float64Array
  /** 1 for what the current list holds already. */
  private readonly isChosen: Uint8Array

  constructor(baskets: Baskets, components: ScoreComponents, blends: Blends, coldStart?: ColdStart) {
    const { items, arena } = baskets
    this.baskets = baskets
    this.components = components
    this.blends = blends
    this.coldStart = coldStart
    this.blendsOfNew = {
      page: { ...blends.page, similar: Math.min(MAX_SIMILAR_OF_NEW, blends.page.similar ?? 0) },
      cart: { ...blends.cart, similar: true },
    }
    this.weights = arena.float64(items)
    this.scores = arena.float64(items)
    this.isChosen = arena.uint8(items)
  }

  /**
   * The companions of an item, best for the product page first: the 24 best for the page and the best for carts, at most 50
   * together. Yields now and then.
   * @param orders as `ScoreComponents.ordersToCount` returns them
   */
  *ofItem(item: number, orders: Uint32Array): Generator<undefined, MinedCompanion[]> {
    const { components, forPage, forCart } = this
    const seed_orders = this.baskets.ordersOf(item)
    const { page, cart } = seed_orders === 0 ? this.blendsOfNew : this.blends
    const wanted = { lookAlike: (page.similar ?? 0) > 0, mixture: cart.similar === true }
    yield* components.load(item, orders, wanted)
    forPage.clear()
    forCart.clear()
    const popularity = page.popularity / Math.max(1, this.baskets.orders)
    let isKnown = false
    for (let at = 0; at < components.size; at += 1) {
      const other = components.candidates[at] ?? 0
      isKnown ||= components.isInformed(other)
      const item_orders = this.baskets.ordersOf(other)
      const co_orders = components.coOrders[other] ?? 0
      const added = addedShare(co_orders, item_orders, seed_orders, this.baskets)
      const weight = added * cartWeight(components, cart, other)
      const score = added * (pageScore(components, page, other) + popularity * item_orders)
      this.weights[other] = weight
      this.scores[other] = score > 0 ? score : this.lastScore(other, weight)
      const isLent = page.similar != null && components.isFromBackoff(other)
      if (components.isSupported[other] === 1 || (score > 0 && (isLent || page.prior !== 0)))
        forPage.offer(other, this.scores[other] ?? 0)
      if (weight !== 0) forCart.offer(other, weight)
    }
    // Best sellers alone are the list of the shop.
    return isKnown ? this.chosen(item, seed_orders, page) : []
  }

  /** A score behind all others: by share for a supported companion, by weight for one that only carts need. */
  private lastScore(other: number, weight: number): number {
    return this.components.isSupported[other] === 1
      ? LAST * this.components.shareOf(other)
      : LAST * LAST * Math.abs(weight)
  }

  private chosen(seed: number, seed_orders: number, blend: PageBlend): MinedCompanion[] {
    const { scores, weights, isChosen, forRest } = this
    const page = this.bestForPage(seed, seed_orders)
    for (const item of page) isChosen[item] = 1
    forRest.clear()
    const { numbers } = this.forCart.sort()
    for (let at = 0; at < numbers.length && page.length + forRest.size < MAX_COMPANIONS; at += 1) {
      const item = numbers[at] ?? 0
      if (isChosen[item] === 0) forRest.offer(item, scores[item] ?? 0)
    }
    for (const item of page) isChosen[item] = 0
    const rest = forRest.sort().numbers
    for (let at = 0; at < rest.length; at += 1) page.push(rest[at] ?? 0)
    const found: MinedCompanion[] = []
    for (const item of page) found.push(this.companion(item, scores[item] ?? 0, weights[item] ?? 0, blend))
    return found
  }

  /** The best companions for the product page, best first. */
  private bestForPage(seed: number, seed_orders: number): number[] {
    const { scores, coldStart } = this
    const bought: number[] = []
    const { numbers } = this.forPage.sort()
    for (let at = 0; at < numbers.length; at += 1) bought.push(numbers[at] ?? 0)
    // What is known of a new item is too little to recommend another new item with it.
    if (!coldStart || seed_orders === 0) return bought
    const score = (item: number) => scores[item] ?? 0
    const isBefore = (item: number, own: number, other: number) =>
      own > score(other) || (own === score(other) && item < other)
    for (const fresh of coldStart.of(seed, bought, score)) {
      scores[fresh.item] = fresh.score
      let place = bought.length
      while (place > 0 && isBefore(fresh.item, fresh.score, bought[place - 1] ?? 0)) place -= 1
      bought.splice(place, 0, fresh.item)
    }
    if (bought.length > FOR_THE_PAGE) bought.length = FOR_THE_PAGE
    return bought
  }

  private companion(item: number, score: number, weight: number, page: PageBlend): MinedCompanion {
    const { components } = this
    const level = levelOf(components, page, item)
    const companion: MinedCompanion = {
      item,
      score: sixDigits(page.calibration ? calibrated(score, page.calibration) : score),
      cart_weight: sixDigits(weight),
      co_orders: components.coOrders[item] ?? 0,
      item_orders: this.baskets.ordersOf(item),
    }
    if (level === 'similar') companion.borrowed = true
    if (level === 'shop') companion.popular = true
    return companion
  }
}
