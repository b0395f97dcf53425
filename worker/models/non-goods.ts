import { isTypeOfNonGoods, nonGoodsInName } from '../../engine/text/non-goods.ts'
import type { NonGoodsSignal } from '../../schema/catalogue/exclusions.ts'
import type { DescribedItem } from '../store/catalogue/items.ts'
import type { MinedOrder } from '../store/orders/orders.ts'
import type { Catalogue } from './catalogue.ts'

/** Weight of each signal; an item is no goods from WEIGHT_OF_NON_GOODS on. A name alone can be wrong, but not a whole name. */
const WEIGHT: Readonly<Record<NonGoodsSignal, number>> = {
  name: 2,
  word_in_name: 1,
  type_or_brand: 1,
  no_page_or_picture: 1,
  cheap: 1,
  varying_price: 1,
  in_many_orders: 1,
}
const WEIGHT_OF_NON_GOODS = 2

/** Share of the items with a page and a picture from which one without them is unusual. */
const USUALLY_COMPLETE = 0.8
/** Part of the median price below which an item is cheap. */
const CHEAP = 1 / 20
/** Share of all orders that hold an item from which it is in many. */
const MANY_ORDERS = 0.1
/** Coefficient of variation of an item's price over its lines from which it varies; price cuts stay below. */
const VARYING = 0.5
/** Lines without which nothing is said about prices, and orders without which nothing is said about shares. */
const MIN_LINES = 20
/** Items in doubt whose orders are counted; a shop has few services. */
const MAX_SUSPECTS = 2_000

type Suspect = { signals: NonGoodsSignal[]; orders: number; lines: number; sum: number; squares: number }

/**
 * Finds items of the catalogue that are no goods, such as postage or protection. A name can mislead either way, so several signs of
 * the catalogue and of the orders are put together; an item without any sign in its name, type or brand is goods.
 */
export class NonGoods {
  private readonly suspects = new Map<number, Suspect>()
  private readonly prices: number[] = []
  private readonly isBare: boolean[] = []
  private orders = 0

  /** Notes an item of the catalogue; in the order of their numbers. */
  note(item: DescribedItem): void {
    const number = this.isBare.length
    this.isBare.push(!(item.url && item.image_url))
    if (item.price) this.prices.push(item.price)
    const signals: NonGoodsSignal[] = []
    const strength = nonGoodsInName(item.title)
    if (strength > 0) signals.push(strength === 2 ? 'name' : 'word_in_name')
    if ([item.product_type, item.category, item.brand].some((text) => text && isTypeOfNonGoods(text)))
      signals.push('type_or_brand')
    if (signals.length === 0 || this.suspects.size >= MAX_SUSPECTS) return
    this.suspects.set(number, { signals, orders: 0, lines: 0, sum: 0, squares: 0 })
    this.priceOf.set(number, item.price)
  }

  private readonly priceOf = new Map<number, number | null>()

  /** Counts an order. */
  add({ lines }: Pick<MinedOrder, 'lines'>, catalogue: Catalogue): void {
    this.orders += 1
    if (this.suspects.size === 0) return
    const seen = new Set<Suspect>()
    for (const [reference, , price] of lines) {
      const suspect = this.suspects.get(catalogue.numberOf(reference))
      if (!suspect) continue
      seen.add(suspect)
      if (price === null) continue
      suspect.lines += 1
      suspect.sum += price
      suspect.squares += price * price
    }
    for (const suspect of seen) suspect.orders += 1
  }

  /** The items that are no goods, by number, with what tells so. */
  found(): Map<number, NonGoodsSignal[]> {
    const found = new Map<number, NonGoodsSignal[]>()
    const bare = this.isBare.filter(Boolean).length
    const isUsuallyComplete = bare <= (1 - USUALLY_COMPLETE) * this.isBare.length
    const cheap = CHEAP * median(this.prices)
    for (const [number, suspect] of this.suspects) {
      const price = this.priceOf.get(number) ?? null
      const signals: NonGoodsSignal[] = [
        ...suspect.signals,
        ...(isUsuallyComplete && this.isBare[number] ? (['no_page_or_picture'] as const) : []),
        ...(price !== null && price <= cheap ? (['cheap'] as const) : []),
        ...(suspect.lines >= MIN_LINES && variation(suspect) > VARYING ? (['varying_price'] as const) : []),
        ...(this.orders >= MIN_LINES && suspect.orders >= MANY_ORDERS * this.orders
          ? (['in_many_orders'] as const)
          : []),
      ]
      const weight = signals.reduce((sum, signal) => sum + WEIGHT[signal], 0)
      if (weight >= WEIGHT_OF_NON_GOODS) found.set(number, signals)
    }
    return found
  }
}

/** Standard deviation of the price by its mean; 0 without a price. */
function variation({ lines, sum, squares }: Suspect): number {
  const mean = sum / lines
  return mean === 0 ? 0 : Math.sqrt(Math.max(0, squares / lines - mean * mean)) / mean
}

/** 0 for none. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
