/** Numbers of a customer that a condition can compare. Money in minor units, times in days, scores 1 to 5, shares 0 to 1. */
export const CUSTOMER_NUMBERS = [
  'orders',
  'total_spent',
  'average_order_value',
  'margin',
  'return_rate',
  'discount_share',
  'average_item_price',
  'days_since_first_order',
  'days_since_last_order',
  'days_between_orders',
  'probability_active',
  'orders_90_days',
  'spent_365_days',
  'recency_score',
  'frequency_score',
  'monetary_score',
  'satisfaction',
  'age',
] as const
export type CustomerNumber = (typeof CUSTOMER_NUMBERS)[number]

/** Levels of a condition, each `all`, `any` or `not` with its list counting two. */
export const MAX_CONDITION_DEPTH = 16

/** The time of a yes that was given without one, UTC milliseconds: it is older than any other word, so that it undoes no refusal. */
export const UNDATED_OPT_IN = 1

/** Number of all guests in shop systems. */
const GUEST = '0'
/** Whether a customer id, trimmed, names nobody. */
export const isGuest = (customer_id: string): boolean => customer_id === '' || customer_id === GUEST
