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
export type TotalsFragment = { stated?: StatedTotals; sums?: LineSums }

const concat = <T>(a: T[] | undefined, b: T[] | undefined): T[] | undefined =>
  a && b ? [...a, ...b] : (a ?? b)

/** What the price of one piece may be off in all: it is rounded when the source divides, half a unit for each piece. */
export const roundingOf = (pieces: number): number => (pieces > 1 ? Math.ceil(pieces) / 2 : 0)

/** The sums of both. */
export function addSums(a: LineSums | undefined, b: LineSums | undefined): LineSums | undefined {
  if (!a || !b) return a ?? b
  const fees = (a.fees ?? 0) + (b.fees ?? 0)
  const discounts = concat(a.discounts, b.discounts)
  const refunds = concat(a.refunds, b.refunds)
  return {
    goods: a.goods === null || b.goods === null ? null : a.goods + b.goods,
    rounding: a.rounding + b.rounding,
    ...(fees !== 0 && { fees }),
    ...(discounts && { discounts }),
    ...(refunds && { refunds }),
  }
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
 * Combines what several rows say; the result does not depend on their order. Rows repeat an amount or leave it out. If two differ,
 * the higher counts; of names the alphabetically first, of channels the first of the list; coupons are collected.
 */
export function mergeStated(all: readonly StatedTotals[]): StatedTotals {
  const merged: StatedTotals = {}
  for (const name of MONEY) {
    const given = all.map((one) => one[name]).filter((amount) => amount !== undefined)
    if (given.length > 0) merged[name] = Math.max(...given)
  }
  const included = all.map(({ tax_included }) => tax_included).filter((one) => one !== undefined)
  if (included.length > 0) merged.tax_included = included.some(Boolean)
  if (all.some(({ unreadable }) => unreadable)) merged.unreadable = true
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
