/** Support that a pair of items needs before it counts as evidence and may be shown. */
export type SupportThresholds = { min_co_orders: number; min_customers: number }

/** Pseudo-count of orders of every seed that hold none of its companions: shrinks shares that rest on a few orders. */
export const PRIOR_ORDERS = 5
