import { DAY } from '../../vocabulary/time.ts'

/** Pseudo-count of orders without the item: two orders do not tell how often somebody buys a thing. */
const PSEUDO_ORDERS = 10
/**
 * Weight beside calibrated scores, which are probabilities that the item is the one missing item of the cart: an order holds several
 * items, so the probability that it holds this one counts for less. The best of 0.1 to 1 on three shops (docs/METHOD.md).
 */
const WEIGHT = 0.3
/** A purchase of a year ago counts half: habits change, and within a year of orders nothing is lost by it (docs/METHOD.md). */
const HALF_LIFE = 365 * DAY

/**
 * What a known customer's own orders add to an item's score in a cart, 0 to 1: weight · Σ 2^(−age / 365 days) / (orders + 10). It
 * predicts what the customer buys anyway, which is right for a reminder and not for a discovery.
 * @param at           times of the orders that hold the item, UTC milliseconds; 0 for one without a date, which counts in full
 * @param orders       earlier orders of the customer
 * @param now          UTC milliseconds
 * @param isCalibrated whether the cart's scores are probabilities; sums of weights are larger, and the history counts in full
 */
export function historyScore(
  at: readonly number[],
  orders: number,
  now: number,
  isCalibrated: boolean,
): number {
  const times = at.reduce(
    (sum, time) => sum + (time === 0 ? 1 : 2 ** (Math.min(0, time - now) / HALF_LIFE)),
    0,
  )
  return ((isCalibrated ? WEIGHT : 1) * times) / (orders + PSEUDO_ORDERS)
}
