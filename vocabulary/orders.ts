import { MAX_AMOUNT } from './limits.ts'

/** States of an order. */
export const ORDER_STATUSES = ['paid', 'pending', 'cancelled', 'refunded', 'test'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** Orders that are mined and valued. The others are stored, so that a later file can correct them. */
export const COUNTED_STATUSES = ['paid', 'pending'] as const satisfies readonly OrderStatus[]

/** Whether an order of this status is mined and valued. */
export const isCounted = (status: OrderStatus): boolean =>
  (COUNTED_STATUSES as readonly OrderStatus[]).includes(status)

/**
 * Where an order was placed. `phone` and `draft` are entered by staff: by telephone, or in any other way. Decisions have channels
 * of their own.
 */
export const ORDER_CHANNELS = ['web', 'pos', 'phone', 'marketplace', 'subscription', 'draft'] as const
export type OrderChannel = (typeof ORDER_CHANNELS)[number]

/** A market of an order: a country code, or the shop system's own name of a market. */
export const MARKET_NAME = /^[\w-]{2,64}$/

/** Whether so many pieces at this price are an amount. @param price minor units of one piece */
export const isAmount = (quantity: number, price: number | null | undefined): boolean =>
  quantity * (price ?? 0) <= MAX_AMOUNT

/** Lines below which an order fits into a row, whatever its references, discounts and refunds. */
export const SURELY_FITS = 500
