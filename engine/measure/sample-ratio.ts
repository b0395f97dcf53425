import { chiSquareAbove } from '../numbers/gamma.ts'

/** A p-value below this is a sample ratio mismatch: the results of the experiment are not valid. */
export const MISMATCH = 0.001

/** Cochran's rule: with fewer expected visitors in an arm the chi-square test finds mismatches that are none (W. G. Cochran 1954). */
const MIN_EXPECTED = 5

/**
 * Sample ratio mismatch test: Pearson's chi-square test of the visitors of each arm against the planned shares.
 * @param visitors visitors of each arm
 * @param shares   planned share of each arm; they need not add up to 1
 * @returns p-value; 1 while an arm would have fewer than 5 visitors, which tell nothing
 * @see A. Fabijan et al. (2019), KDD, for causes of a mismatch
 */
export function sampleRatio(visitors: readonly number[], shares: readonly number[]): number {
  const all = visitors.reduce((sum, one) => sum + one, 0)
  const whole = shares.reduce((sum, one) => sum + one, 0)
  if (visitors.length < 2 || Math.min(...shares) * all < MIN_EXPECTED * whole) return 1
  const distance = visitors.reduce((sum, seen, at) => {
    const expected = (all * (shares[at] ?? 0)) / whole
    return sum + (seen - expected) ** 2 / expected
  }, 0)
  return chiSquareAbove(distance, visitors.length - 1)
}
