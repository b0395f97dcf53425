import type { SupportThresholds } from './pairs/support.ts'

/** Weights of the score components; 0 leaves a component out. */
export type BlendWeights = {
  /** Local ridge (engine/mine/pairs/ridge.ts). */
  ridge: number
  /** Mixture (engine/mine/pairs/mixture.ts). */
  mixture: number
  /** Size-weighted share of the votes. */
  share: number
  /** Share of all orders that hold the companion. */
  popularity: number
}

/** Blend of product pages. An order of n things has n^-size_exponent votes in the share. */
export type PageBlend = BlendWeights & {
  size_exponent: number
  /**
   * Backoff to similar items and categories for items with few orders (engine/mine/backoff/backoff.ts): the weight of look-alikes
   * themselves, ≥ 0; null for no backoff. Only with `size_exponent` 1.
   */
  similar?: number | null | undefined
}

/** Blend of carts. */
export type CartBlend = BlendWeights & {
  /** Best sellers are candidates of every cart, by their popularity alone. */
  best_sellers?: boolean | undefined
  /** Items with few orders use backoff in carts too. */
  similar?: boolean | undefined
}

/** How a run mines. `min_customers` null: 2 below 3,000 orders, else 3. */
export type MineSettings = {
  min_co_orders: number
  min_customers: number | null
  /** Without them the defaults below. */
  page?: PageBlend | undefined
  cart?: CartBlend | undefined
}

/** The size-weighted share with backoff: the best single blend of four shops; tuning finds where another is better. */
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

/** Orders from which a shop has enough to require a third customer of each pair. */
const MANY_ORDERS = 3_000
const [FEW_CUSTOMERS, MORE_CUSTOMERS] = [2, 3]

/** The support that pairs need in a shop with this number of orders. */
export const supportThresholds = (
  settings: Pick<MineSettings, 'min_co_orders' | 'min_customers'>,
  orders: number,
): SupportThresholds => ({
  min_co_orders: settings.min_co_orders,
  min_customers: settings.min_customers ?? (orders < MANY_ORDERS ? FEW_CUSTOMERS : MORE_CUSTOMERS),
})

/** The other number of customers that tuning tries. */
export const otherMinCustomers = (min_customers: number): number =>
  min_customers > FEW_CUSTOMERS ? FEW_CUSTOMERS : MORE_CUSTOMERS

/**
 * What each order that holds an item adds to the item's score in any cart: the popularity of the blend, and what the mixture
 * leaves to chance.
 * @param counts all orders; lines: all items of all orders
 */
export const popularityOf = (
  cart: Pick<BlendWeights, 'popularity' | 'mixture'>,
  { orders, lines }: { orders: number; lines: number },
): number => (orders === 0 ? 0 : cart.popularity / orders + cart.mixture / Math.max(1, lines))
