import { MAX_COMPANIONS } from '../../vocabulary/lists.ts'
import type { Baskets } from '../data/baskets.ts'
import { sixDigits } from '../numbers/round.ts'
import { Best } from '../numbers/top-k-heap.ts'
import type { Newcomers } from './cold-start.ts'
import type { Parts } from './score-components.ts'
import type { CartBlend, PageBlend } from './settings.ts'

/** Of these, so many are the best for the product page, which never shows more; the best for the cart fill the rest. */
const FOR_THE_PAGE = 24
/** Where the page's blend has nothing to say for a pair, it comes last. */
const LAST = 1e-6
/** Where nothing is known but the title, look-alikes must not fill the page. */
const MOST_ALIKE_OF_NEW = 0.5
/** Below so many orders an item's own companions foretell less than those of similar items. */
const OWN_ORDERS = 30

/** One companion by its number. */
export type MinedCompanion = {
  item: number
  /** Product page, > 0; only the order means anything. */
  score: number
  /** What the seed in a cart adds to its score: below 0 it only scores. */
  cart_weight: number
  /** 0 where the pair does not count as evidence. */
  co_orders: number
  item_orders: number
  /** True when the score rests on what is bought with similar items, or with the category. */
  borrowed?: true
}

/** Scores of one companion under a page's and a cart's blend. */
export const pageScore = (parts: Parts, page: PageBlend, other: number): number => {
  const { share, mixed, alike, ridge, mixture } = parts
  const similar = page.similar ?? null
  const own = similar === null ? (share[other] ?? 0) : (mixed[other] ?? 0) + similar * (alike[other] ?? 0)
  return page.ridge * (ridge[other] ?? 0) + page.mixture * (mixture[other] ?? 0) + page.share * own
}
export const cartWeight = (parts: Parts, cart: CartBlend, other: number): number => {
  const { share, ridge, mixture, lent } = parts
  const explained = (mixture[other] ?? 0) + (cart.similar ? (lent[other] ?? 0) : 0)
  return cart.ridge * (ridge[other] ?? 0) + cart.mixture * explained + cart.share * (share[other] ?? 0)
}

type Blends = { page: PageBlend; cart: CartBlend }

/** Makes the list of one seed after the other. */
export class Companions {
  readonly parts: Parts
  private readonly baskets: Baskets
  private readonly blends: Blends
  /** How the lists of items without orders are made: they borrow in any case. */
  private readonly ofNew: Blends
  private readonly newcomers: Newcomers | undefined
  private readonly forPage = new Best(FOR_THE_PAGE)
  private readonly forCart = new Best(MAX_COMPANIONS)
  private readonly forRest = new Best(MAX_COMPANIONS)
  /** Of the companions of the seed in hand. */
  private readonly weights: Float64Array
  private readonly scores: Float64Array
  /** 1 for what the list in hand holds already. */
  private readonly isChosen: Uint8Array

  constructor(baskets: Baskets, parts: Parts, blends: Blends, newcomers?: Newcomers) {
    this.baskets = baskets
    this.parts = parts
    this.blends = blends
    this.newcomers = newcomers
    this.ofNew = {
      page: { ...blends.page, similar: Math.min(MOST_ALIKE_OF_NEW, blends.page.similar ?? 0) },
      cart: { ...blends.cart, similar: true },
    }
    this.weights = new Float64Array(baskets.items)
    this.scores = new Float64Array(baskets.items)
    this.isChosen = new Uint8Array(baskets.items)
    baskets.bytes.take(this.weights, this.scores, this.isChosen)
  }

  /**
   * The companions of an item, best for the product page first: the 24 best for it and the best for the cart, 50 at most.
   * Yields now and then.
   */
  *ofItem(item: number, places: Uint32Array): Generator<undefined, MinedCompanion[]> {
    const { parts, forPage, forCart } = this
    const seed_orders = this.baskets.ordersOf(item)
    const { page, cart } = seed_orders === 0 ? this.ofNew : this.blends
    const wanted = { alike: (page.similar ?? 0) > 0, mixture: cart.similar === true }
    yield* parts.layOut(item, places, wanted)
    forPage.clear()
    forCart.clear()
    const perOrder = page.popularity / Math.max(1, this.baskets.orders)
    for (let at = 0; at < parts.size; at += 1) {
      const other = parts.candidates[at] ?? 0
      const weight = cartWeight(parts, cart, other)
      const score = pageScore(parts, page, other) + perOrder * this.baskets.ordersOf(other)
      this.weights[other] = weight
      this.scores[other] = score > 0 ? score : this.lastScore(other, weight)
      if (parts.vouched[other] === 1 || score > 0) forPage.offer(other, this.scores[other] ?? 0)
      if (weight !== 0) forCart.offer(other, weight)
    }
    return this.chosen(item, seed_orders)
  }

  /** Lets go of the arrays. */
  close(): void {
    this.baskets.bytes.free(this.weights, this.scores, this.isChosen)
  }

  /** Behind all others: by share what counts as evidence, by weight what only a cart wants. */
  private lastScore(other: number, weight: number): number {
    return this.parts.vouched[other] === 1
      ? LAST * (this.parts.share[other] ?? 0)
      : LAST * LAST * Math.abs(weight)
  }

  private chosen(seed: number, seed_orders: number): MinedCompanion[] {
    const { scores, weights, isChosen, forRest } = this
    const page = this.pageOf(seed, seed_orders)
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
    const isYoung = seed_orders < OWN_ORDERS && this.blends.page.similar != null
    const found: MinedCompanion[] = []
    for (const item of page) found.push(this.named(item, scores[item] ?? 0, weights[item] ?? 0, isYoung))
    return found
  }

  /** The best for the product page, best first. */
  private pageOf(seed: number, seed_orders: number): number[] {
    const { scores, newcomers } = this
    const bought: number[] = []
    const { numbers } = this.forPage.sort()
    for (let at = 0; at < numbers.length; at += 1) bought.push(numbers[at] ?? 0)
    // What nobody has bought says too little to bring in another such item.
    if (!newcomers || seed_orders === 0) return bought
    const score = (item: number) => scores[item] ?? 0
    const isBefore = (item: number, own: number, other: number) =>
      own > score(other) || (own === score(other) && item < other)
    const fresh = newcomers.of(seed, bought, score)
    for (const { item, score } of fresh) {
      scores[item] = score
      let place = bought.length
      while (place > 0 && isBefore(item, score, bought[place - 1] ?? 0)) place -= 1
      bought.splice(place, 0, item)
    }
    if (bought.length > FOR_THE_PAGE) bought.length = FOR_THE_PAGE
    return bought
  }

  private named(item: number, score: number, weight: number, isYoung: boolean): MinedCompanion {
    const { parts } = this
    const isBorrowed = parts.vouched[item] === 0 || (isYoung && parts.isLent(item))
    const companion: MinedCompanion = {
      item,
      score: sixDigits(score),
      cart_weight: sixDigits(weight),
      co_orders: parts.co[item] ?? 0,
      item_orders: this.baskets.ordersOf(item),
    }
    if (isBorrowed) companion.borrowed = true
    return companion
  }
}
