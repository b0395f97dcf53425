import { normalBeyond, normalQuantile } from '../numbers/normal.ts'

/** A number, how sure it is, and whether it could be chance. */
export type Estimate = {
  value: number
  /** Standard error. */
  error: number
  /** 95 % interval, unless said otherwise. */
  low: number
  high: number
  /** Chance of a value so far from 0 were there nothing; 1 when nothing is known. */
  p: number
}

/**
 * The interval of an estimate that is normal, as means of many are. Values that are all alike, or one alone, tell nothing
 * of how they vary: then any value may be chance.
 * @param alpha share of intervals that miss
 */
export function normalEstimate(value: number, variance: number, alpha = 0.05): Estimate {
  const error = Math.sqrt(variance)
  const reach = normalQuantile(1 - alpha / 2) * error
  const p = error > 0 ? normalBeyond(value / error) : 1
  return { value, error, low: value - reach, high: value + reach, p }
}
