/** Two-sided 95 % quantile of the standard normal. */
const Z = 1.959964

/**
 * How sure is "8 of 10 orders also hold it"? Wilson's 95 % interval; the schoolbook's takes 2 of 2 for certain.
 * For evidence only: ranking has the shrunken score.
 *
 * @param hits   orders that hold both: whole, 0 ≤ hits ≤ trials
 * @param trials orders that hold the first; 0 gives [0, 1]
 * @throws {RangeError} when no orders could give these counts: our bug, not the caller's
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
