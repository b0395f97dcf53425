import { chiSquareAbove } from '../numbers/gamma.ts'

/** Below this chance the arms are not as they were drawn, and nothing that is measured means anything. */
export const MISMATCH = 0.001

/**
 * Are the arms as large as they were to be? Pearson's chi-square test of the visitors against the shares.
 * @param visitors of each arm
 * @param shares   that the arms were drawn with; need not add up to 1
 * @returns chance of such numbers were all as it should be; 1 when nobody came
 * @see A. Fabijan et al. (2019), KDD, on what causes a mismatch
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
