/** n ln n is tabulated below this number: most counts of pairs are small. */
const LOOKED_UP = 4_096

const table = Float64Array.from({ length: LOOKED_UP }, (_, n) => (n === 0 ? 0 : n * Math.log(n)))

/** n ln n, and 0 for 0. */
export const xLogX = (n: number): number => (n < LOOKED_UP ? (table[n] ?? 0) : n * Math.log(n))

/**
 * Log-likelihood ratio (G²) of the 2 × 2 table of orders with both items, one, the other, or neither: evidence that the two
 * items are not bought independently. 0 for independent items.
 * @param both  orders with both
 * @param one   orders with the first; both ≤ one ≤ all
 * @param other orders with the second; both ≤ other ≤ all
 * @param all   all orders, > 0
 * @see T. Dunning (1993), Computational Linguistics 19, 61–74
 */
export function logLikelihoodRatio(both: number, one: number, other: number, all: number): number {
  const cells = xLogX(both) + xLogX(one - both) + xLogX(other - both) + xLogX(all - one - other + both)
  const sums = xLogX(one) + xLogX(all - one) + xLogX(other) + xLogX(all - other)
  return Math.max(0, 2 * (cells - sums + xLogX(all))) // rounding leaves -1e-10
}
