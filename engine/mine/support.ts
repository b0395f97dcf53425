/** What a pair needs before it counts as evidence. */
export type Thresholds = { min_co_orders: number; min_customers: number }

/** Orders without the companion that every seed is given beforehand: shrinks what was seen a few times. */
export const PRIOR_ORDERS = 5
