/**
 * Complementary error function by the continued fraction of its tail and the series around 0, relative error below 1e-13.
 * @see M. Abramowitz, I. Stegun (1964), Handbook of Mathematical Functions, 7.1.6 and 7.1.14
 */
function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let n = 1; n < 80; n += 1) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  }
  let fraction = 0
  for (let n = 60; n > 0; n -= 1) fraction = n / 2 / (x + fraction)
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction))
}

/** Upper tail probability of the standard normal distribution. */
export const normalAbove = (z: number): number => erfc(z / Math.SQRT2) / 2

/** Two-sided p-value of a z-score. */
export const normalBeyond = (z: number): number => erfc(Math.abs(z) / Math.SQRT2)

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/**
 * Quantile of the standard normal distribution, by Newton's method; 12 digits.
 * @param p 0 < p < 1
 * @throws {RangeError} outside
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`No quantile of ${p}.`)
  if (p > 0.5) return -normalQuantile(1 - p)
  // Hastings' start (Abramowitz and Stegun 26.2.23) is within 4.5e-4.
  const t = Math.sqrt(-2 * Math.log(p))
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  )
  for (let step = 0; step < 4; step += 1) z -= (normalAbove(-z) - p) / density(z)
  return z
}
