import type { Thresholds } from './support.ts'

/** What a list is made of. Each is a weight; 0 leaves the part out. */
export type Blend = {
  /** The local ridge (engine/mine/ridge.ts). */
  ridge: number
  /** The mixture (engine/mine/mixture.ts). */
  mixture: number
  /** The size-weighted share. */
  share: number
  /** The share of all orders that hold the companion. */
  popularity: number
}

/** How a product page's list is made. An order of n things has n^-size_exponent votes in the share. */
export type PageBlend = Blend & {
  size_exponent: number
  /**
   * What items of few orders borrow from similar ones (engine/mine/backoff.ts), with so much on top for look-alikes
   * themselves; null for nothing. Only where an order has one vote in all: `size_exponent` 1.
   */
  similar?: number | null | undefined
}

/** How a cart's weights are made. */
export type CartBlend = Blend & {
  /** Best sellers are candidates of every cart, by their popularity alone. */
  best_sellers?: boolean | undefined
  /** Items of few orders borrow from similar ones here too. */
  similar?: boolean | undefined
}

/** How a run can be told to count. `min_customers` null: 2 below 3,000 orders, else 3. */
export type MineSettings = {
  min_co_orders: number
  min_customers: number | null
  /** Without them the defaults below. */
  page?: PageBlend | undefined
  cart?: CartBlend | undefined
}

/** The size-weighted share, with what similar items lend: the best single list; tuning finds where another is better. */
export const DEFAULT_PAGE: PageBlend = {
  size_exponent: 1,
  ridge: 0,
  mixture: 0,
  share: 1,
  popularity: 0,
  similar: 0,
}

/** Ridge, mixture and a little popularity: better than any of them alone on each of four shops. */
export const DEFAULT_CART: CartBlend = { ridge: 1, mixture: 1.5, share: 0, popularity: 0.5 }

/** Orders from which a shop is large enough to ask for a third customer behind each pair. */
const MANY_ORDERS = 3_000
const [FEW_CUSTOMERS, MORE_CUSTOMERS] = [2, 3]

/** The thresholds of a shop with that many orders. */
export const thresholdsFor = (
  settings: Pick<MineSettings, 'min_co_orders' | 'min_customers'>,
  orders: number,
): Thresholds => ({
  min_co_orders: settings.min_co_orders,
  min_customers: settings.min_customers ?? (orders < MANY_ORDERS ? FEW_CUSTOMERS : MORE_CUSTOMERS),
})

/** The number of customers that tuning tries beside the usual one. */
export const otherCustomers = (min_customers: number): number =>
  min_customers > FEW_CUSTOMERS ? FEW_CUSTOMERS : MORE_CUSTOMERS

/**
 * What one order that holds an item adds to the item's score in any cart: the popularity of the blend, and what the
 * mixture gives to chance.
 * @param orders all orders; lines: all items of all orders
 */
export const popularityOf = (
  cart: Pick<Blend, 'popularity' | 'mixture'>,
  { orders, lines }: { orders: number; lines: number },
): number => (orders === 0 ? 0 : cart.popularity / orders + cart.mixture / Math.max(1, lines))
