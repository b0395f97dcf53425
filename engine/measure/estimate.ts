import { normalBeyond, normalQuantile } from '../numbers/normal.ts'

/** An estimate with its uncertainty. */
export type Estimate = {
  value: number
  /** Standard error. */
  error: number
  /** 95 % interval, unless said otherwise. */
  low: number
  high: number
  /** Two-sided p-value of the hypothesis that the true value is 0; 1 when the variance is 0. */
  p: number
}

/**
 * The estimate and interval of a value that is normally distributed, as means of many values are. With a variance of 0 (all
 * values equal, or only one value) nothing is known about the spread, so p is 1.
 * @param alpha share of intervals that miss the true value
 */
export function normalEstimate(value: number, variance: number, alpha = 0.05): Estimate {
  const error = Math.sqrt(variance)
  const reach = normalQuantile(1 - alpha / 2) * error
  const p = error > 0 ? normalBeyond(value / error) : 1
  return { value, error, low: value - reach, high: value + reach, p }
}
