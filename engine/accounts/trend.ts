/** Two-sided 95 % quantile of the standard normal. */
const Z = 1.959964
/** Points from which the interval means something: with fewer no slope of any data lies outside. */
export const MIN_POINTS = 5

/** A robust slope a step with its 95 % interval. */
export type Slope = { value: number; low: number; high: number }

/**
 * Theil–Sen slope: the median of the slopes between all pairs of equally spaced values, with the interval of P. Sen by the variance of
 * Kendall's statistic, n (n − 1) (2n + 5) / 18. A single odd value does not move it.
 * @returns undefined for fewer than five values
 * @see P. Sen (1968), Estimates of the Regression Coefficient Based on Kendall's Tau, JASA 63, 1379–1389
 */
export function robustSlope(values: readonly number[]): Slope | undefined {
  const n = values.length
  if (n < MIN_POINTS) return undefined
  const slopes: number[] = []
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / (j - i))
  }
  slopes.sort((a, b) => a - b)
  const reach = Z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const at = (place: number) => slopes[Math.max(0, Math.min(slopes.length - 1, place))] ?? 0
  const middle = slopes.length / 2
  return {
    value: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2,
    // The M₁-th and the (M₂ + 1)-th slope, counted from 1; whole places outwards.
    low: at(Math.floor((slopes.length - reach) / 2) - 1),
    high: at(Math.ceil((slopes.length + reach) / 2)),
  }
}
