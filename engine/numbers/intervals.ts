/** Two-sided 95 % quantile of the standard normal. */
const Z = 1.959964

/**
 * Wilson's score interval (95 %) of a proportion. Unlike the normal approximation it is not empty for 2 of 2. Used for
 * evidence; ranking uses the shrunk score.
 *
 * @param hits   integer, 0 ≤ hits ≤ trials
 * @param trials integer; 0 gives [0, 1]
 * @throws {RangeError} for impossible counts
 * @see E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209–212
 */
export function wilson(hits: number, trials: number): { low: number; high: number } {
  const possible = Number.isInteger(hits) && Number.isInteger(trials) && hits >= 0 && hits <= trials
  if (!possible) throw new RangeError(`No orders give ${hits} of ${trials}.`)
  if (trials === 0) return { low: 0, high: 1 }
  const share = hits / trials
  const shrink = Z ** 2 / trials
  const middle = (share + shrink / 2) / (1 + shrink)
  const reach = (Z * Math.sqrt((share * (1 - share) + shrink / 4) / trials)) / (1 + shrink)
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) } // rounding leaves -5e-17
}

/**
 * The difference of two independent proportions with Newcombe's 95 % interval, which combines the two Wilson intervals (method 10 in
 * Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998).
 * @param hits_a  ≤ trials_a, whole numbers; trials > 0
 */
export function newcombe(
  hits_a: number,
  trials_a: number,
  hits_b: number,
  trials_b: number,
): { value: number; low: number; high: number } {
  return difference(
    { value: hits_a / trials_a, ...wilson(hits_a, trials_a) },
    { value: hits_b / trials_b, ...wilson(hits_b, trials_b) },
  )
}

/** An estimate with its 95 % interval. */
type Estimate = { value: number; low: number; high: number }

/**
 * The difference a − b of two independent estimates; its 95 % interval combines those of the two, which need not be symmetric.
 * @see G. Y. Zou, A. Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27, 1693–1702
 */
export function difference(a: Estimate, b: Estimate): Estimate {
  const value = a.value - b.value
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  }
}

/**
 * 95 % interval of the mean of a Poisson count, by Byar's approximation, which is within 1 % of the exact one from 5 on.
 * @param count whole, ≥ 0; 0 gives a lower end of 0
 * @see K. Rothman, J. Boice (1979), Epidemiologic Analysis with a Programmable Calculator, NIH 79-1649
 */
export function poissonInterval(count: number): { low: number; high: number } {
  const end = (of: number, reach: number) => of * (1 - 1 / (9 * of) + reach / (3 * Math.sqrt(of))) ** 3
  return { low: count === 0 ? 0 : Math.max(0, end(count, -Z)), high: end(count + 1, Z) }
}
