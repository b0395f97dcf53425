import { chiSquareAbove } from '../numbers/gamma.ts'

/** A p-value below this is a sample ratio mismatch: the results of the experiment are not valid. */
export const MISMATCH = 0.001

/**
 * Sample ratio mismatch test: Pearson's chi-square test of the visitors of each arm against the planned shares.
 * @param visitors visitors of each arm
 * @param shares   planned share of each arm; they need not add up to 1
 * @returns p-value; 1 when there are no visitors
 * @see A. Fabijan et al. (2019), KDD, for causes of a mismatch
 */
export function sampleRatio(visitors: readonly number[], shares: readonly number[]): number {
  const all = visitors.reduce((sum, one) => sum + one, 0)
  const whole = shares.reduce((sum, one) => sum + one, 0)
  if (all === 0 || visitors.length < 2) return 1
  const distance = visitors.reduce((sum, seen, at) => {
    const expected = (all * (shares[at] ?? 0)) / whole
    return sum + (seen - expected) ** 2 / expected
  }, 0)
  return chiSquareAbove(distance, visitors.length - 1)
}
