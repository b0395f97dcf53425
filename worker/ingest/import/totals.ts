import type { LineDiscount, LineRefund } from '../../../schema/orders/orders.ts'
import { MAX_COUPONS } from '../../../vocabulary/limits.ts'
import { ORDER_CHANNELS, type OrderChannel } from '../../../vocabulary/orders.ts'

/** What a row or message says about the order as a whole; money in minor units. Left out: it does not say. */
export type StatedTotals = {
  /** All lines before discounts, also those that are no goods. */
  subtotal?: number
  /** The same after discounts. */
  discounted?: number
  discount?: number
  shipping?: number
  tax?: number
  tax_included?: boolean
  /** Without lines that are no goods. */
  fees?: number
  total?: number
  refunded?: number
  coupons?: string[]
  channel?: OrderChannel
  account?: string
  market?: string
  /** A cell of the totals could not be read, and is treated as empty. */
  unreadable?: true
  /** A discount is below 1 and may be a part of the price: 0.2 for 20 %. It counts only if the order adds up with it. */
  fraction?: true
}

/** Sums over lines as ordered, in minor units. Unlike StatedTotals they are added over the rows of an order. */
export type LineSums = {
  /** Lines of goods before discounts; null when the price of one is unknown. */
  goods: number | null
  /** Minor units by which `goods` may be off: half a unit for each amount that the source has rounded. */
  rounding: number
  /** Lines that are no goods; left out when there are none. */
  fees?: number
  discounts?: LineDiscount[]
  refunds?: LineRefund[]
}

/** The part of a fragment from which the totals of its order are made. */
export type TotalsFragment = {
  stated?: StatedTotals
  /** Number of rows that state it; left out for one. */
  times?: number
  /** Of its rows one says nothing, or their goods cost different amounts. */
  uneven?: true
  sums?: LineSums
}

/** What the price of one piece may be off in all: it is rounded when the source divides, half a unit for each piece. */
export const roundingOf = (pieces: number): number => (pieces > 1 ? Math.ceil(pieces) / 2 : 0)

/** Adds the second to the first, in place: an order may have thousands of rows. */
export function addSums(all: LineSums, more: LineSums): void {
  const { goods, rounding, fees = 0, discounts = [], refunds = [] } = more
  all.goods = all.goods === null || goods === null ? null : all.goods + goods
  all.rounding += rounding
  const sum = (all.fees ?? 0) + fees
  if (sum === 0) delete all.fees
  else all.fees = sum
  if (discounts.length > 0) {
    all.discounts ??= []
    for (const one of discounts) all.discounts.push(one)
  }
  if (refunds.length > 0) {
    all.refunds ??= []
    for (const one of refunds) all.refunds.push(one)
  }
}

/** The sums of all; undefined for none. */
export function sumsOfAll(list: readonly (LineSums | undefined)[]): LineSums | undefined {
  const given = list.filter((one) => one !== undefined)
  if (given.length === 0) return undefined
  const all: LineSums = { goods: 0, rounding: 0 }
  for (const one of given) addSums(all, one)
  return all
}

/** The stated amounts. */
export const MONEY = [
  'subtotal',
  'discounted',
  'discount',
  'shipping',
  'tax',
  'fees',
  'total',
  'refunded',
] as const

/**
 * Combines what several rows say, except for the amounts (worker/ingest/import/per-line.ts); the result does not depend on their
 * order. Of names the alphabetically first counts, of channels the first of the list; coupons are collected.
 */
export function mergeStated(all: readonly StatedTotals[]): StatedTotals {
  const merged: StatedTotals = {}
  const included = all.map(({ tax_included }) => tax_included).filter((one) => one !== undefined)
  if (included.length > 0) merged.tax_included = included.some(Boolean)
  if (all.some(({ unreadable }) => unreadable)) merged.unreadable = true
  if (all.some(({ fraction }) => fraction)) merged.fraction = true
  const coupons = all.flatMap((one) => one.coupons ?? [])
  if (all.some((one) => one.coupons)) merged.coupons = [...new Set(coupons)].sort().slice(0, MAX_COUPONS)
  const channel = ORDER_CHANNELS.find((name) => all.some((one) => one.channel === name))
  if (channel) merged.channel = channel
  for (const name of ['account', 'market'] as const) {
    const [first] = all.flatMap((one) => one[name] ?? []).sort()
    if (first !== undefined) merged[name] = first
  }
  return merged
}
