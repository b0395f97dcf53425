/** Lanczos' coefficients for g = 7, n = 9: 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x). @param x > 0 @see C. Lanczos (1964), SIAM J. Numer. Anal. B 1, 86–96 */
export function logGamma(x: number): number {
  const t = x + 6.5
  const sum = LANCZOS.reduce((all, c, at) => all + (at === 0 ? c : c / (x - 1 + at)), 0)
  return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** Arguments from which the asymptotic series of ψ has 15 digits. */
const ASYMPTOTIC = 10

/** ψ(x), the derivative of ln Γ(x). @param x > 0 @see M. Abramowitz, I. Stegun (1964), 6.3.5 and 6.3.18 */
export function digamma(x: number): number {
  let [shifted, sum] = [x, 0]
  for (; shifted < ASYMPTOTIC; shifted += 1) sum -= 1 / shifted
  const f = 1 / (shifted * shifted)
  const series =
    f * (1 / 12 - f * (1 / 120 - f * (1 / 252 - f * (1 / 240 - f * (1 / 132 - (f * 691) / 32_760)))))
  return sum + Math.log(shifted) - 1 / (2 * shifted) - series
}

/**
 * Upper tail probability of the chi-square distribution: the regularised upper incomplete gamma function, by its series for
 * small x and by its continued fraction for large x.
 * @param freedom degrees of freedom, ≥ 1
 * @see W. Press et al. (2007), Numerical Recipes, 6.2
 */
export function chiSquareAbove(x: number, freedom: number): number {
  if (x <= 0) return 1
  const a = freedom / 2
  const half = x / 2
  const scale = Math.exp(a * Math.log(half) - half - logGamma(a))
  if (half < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; term > sum * 1e-16; n += 1) {
      term *= half / (a + n)
      sum += term
    }
    return 1 - scale * sum
  }
  let fraction = 0
  for (let n = 300; n > 0; n -= 1) fraction = (n * (n - a)) / (half + 2 * n + 1 - a - fraction)
  return scale / (half + 1 - a - fraction)
}
