import type { MarginRate } from './margin-rates.ts'
import type { WalletShare } from './wallet.ts'

/** Two-sided 95 % quantile of the standard normal. */
const Z = 1.959964

/** A value with its 95 % interval. */
export type Estimate = { value: number; low: number; high: number }

/** A probability with the standard error of its log odds. */
export type Chance = { probability: number; error: number }

/** Student's 95 % quantile by the first term of its expansion (Abramowitz, Stegun 1964, 26.7.5): within 2 % from 9 degrees on. */
const student = (degrees: number): number => Z + (Z ** 3 + Z) / (4 * Math.max(1, degrees))

/**
 * Expected margin of a year from an opening: probability · what the account would spend · margin rate.
 *
 * The interval combines three independent errors. Probability and spend are above 0, so their relative errors are combined on the
 * logarithm (delta method): (1 − p) · error of the log odds, and error of the share / (share · (1 − share)) times Student's
 * quantile. The margin rate may be below 0: its distance is added by squares, as in Newcombe's intervals.
 * @param spend a year's spend at the share, minor units, ≥ 0
 * @see G. Zou, A. Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics in Medicine 27
 */
export function expectedMargin(
  { probability, error }: Chance,
  spend: number,
  { share, error: shareError, accounts }: WalletShare,
  margin: MarginRate,
): Estimate {
  const volume = probability * spend
  const ofChance = Z * (1 - probability) * error
  const ofShare = (student(accounts - 1) * shareError) / (share * (1 - share))
  const reach = Math.hypot(ofChance, ofShare)
  // Beyond e³ the interval says no more than "unknown"; infinities must not leave.
  const factor = Math.exp(Math.min(3, reach))
  const [below, above] = [volume * (1 - 1 / factor), volume * (factor - 1)]
  const value = volume * margin.rate
  const ofRate = Z * volume * margin.error
  const [down, up] = margin.rate >= 0 ? [below, above] : [above, below]
  return {
    value,
    low: value - Math.hypot(margin.rate * down, ofRate),
    high: value + Math.hypot(margin.rate * up, ofRate),
  }
}
