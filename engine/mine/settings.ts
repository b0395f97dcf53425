import type { Calibration } from '../numbers/logistic.ts'
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
  /** Pseudo-orders of what is bought with any item (engine/mine/pairs/prior.ts); by default as in DEFAULT_PAGE. */
  prior?: number | undefined
  /** How a score becomes a probability; without it scores are what they are. */
  calibration?: Calibration | undefined
}

/** Blend of carts. */
export type CartBlend = BlendWeights & {
  /** Best sellers are candidates of every cart, by their popularity alone. */
  best_sellers?: boolean | undefined
  /** Items with few orders use backoff in carts too. */
  similar?: boolean | undefined
  /** Pseudo-orders of an item that say nothing: with n orders of its own its weights count n / (n + prior); without it in full. */
  prior?: number | undefined
  /** How a score becomes a probability; without it scores are what they are. */
  calibration?: Calibration | undefined
}

/** How a run mines. `min_customers` null: 2 below 3,000 orders, else 3. */
export type MineSettings = {
  min_co_orders: number
  min_customers: number | null
  /** Without them the defaults below. */
  page?: PageBlend | undefined
  cart?: CartBlend | undefined
}

/** The size-weighted share, shrunk to similar items, category and best sellers: the best single blend of many shops and sizes
 * (docs/METHOD.md, "Where the defaults come from"); tuning finds where another is better. */
export const DEFAULT_PAGE: PageBlend = {
  size_exponent: 1,
  ridge: 0,
  mixture: 0,
  share: 1,
  popularity: 0,
  similar: 0.5,
  prior: 40,
}

/** Ridge, mixture and best sellers, an item's weights by its orders: the best single blend of many shops and sizes. */
export const DEFAULT_CART: CartBlend = {
  ridge: 1,
  mixture: 1.5,
  share: 0,
  popularity: 0.5,
  best_sellers: true,
  prior: 5,
}

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

/** Orders below which tuning may show pairs of a single order: there is hardly any other in such a shop. */
const SMALL_SHOP = 1_000

/** The other support that tuning tries: in a small shop none, in others two customers instead of three or the other way round. */
export const otherThresholds = (
  { min_co_orders, min_customers }: SupportThresholds,
  orders: number,
): SupportThresholds =>
  orders < SMALL_SHOP
    ? { min_co_orders: 1, min_customers: 1 }
    : { min_co_orders, min_customers: min_customers > FEW_CUSTOMERS ? FEW_CUSTOMERS : MORE_CUSTOMERS }

/**
 * What each order that holds an item adds to the item's score in any cart: the popularity of the blend, and what the mixture
 * leaves to chance.
 * @param counts all orders; lines: all items of all orders
 */
export const popularityOf = (
  cart: Pick<BlendWeights, 'popularity' | 'mixture'>,
  { orders, lines }: { orders: number; lines: number },
): number => (orders === 0 ? 0 : cart.popularity / orders + cart.mixture / Math.max(1, lines))
