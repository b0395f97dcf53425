/** Relative size of a term from which on the series has ended. */
const NEGLIGIBLE = 1e-13
/** Terms of the series at most; at z = 0.999 it ends after about 30,000. */
const MAX_TERMS = 100_000

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) by its series, whose terms are all positive here, so that nothing cancels.
 * @param a, b, c > 0
 * @param z 0 ≤ z < 1
 * @see M. Abramowitz, I. Stegun (1964), 15.1.1
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [term, sum] = [1, 1]
  for (let n = 0; n < MAX_TERMS; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (term < sum * NEGLIGIBLE && n > a) break
  }
  return sum
}
