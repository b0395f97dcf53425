/** What is known of a number of values: how many, their mean, and the sum of squares around it. */
export type Moments = { readonly n: number; readonly mean: number; readonly squares: number }

/** Of two measures of the same visitors: each of them, and the sum of products around both means. */
export type Pairs = { readonly y: Moments; readonly x: Moments; readonly products: number }

/**
 * Moments of some values and of further ones that are 0: of 100,000 visitors few buy, and only those need be read.
 * @param zeros values that are 0, ≥ 0
 */
export function momentsOf(values: Iterable<number>, zeros = 0): Moments {
  const pairs: [number, number][] = []
  for (const value of values) pairs.push([value, 0])
  return pairsOf(pairs, zeros).y
}

/** The same of pairs. @param zeros pairs of which both are 0 */
export function pairsOf(values: Iterable<readonly [y: number, x: number]>, zeros = 0): Pairs {
  const list = [...values]
  const n = list.length + zeros
  if (n === 0) return { y: NOTHING, x: NOTHING, products: 0 }
  const my = list.reduce((sum, [y]) => sum + y, 0) / n
  const mx = list.reduce((sum, [, x]) => sum + x, 0) / n
  let yy = zeros * my * my
  let xx = zeros * mx * mx
  let yx = zeros * my * mx
  for (const [y, x] of list) {
    yy += (y - my) ** 2
    xx += (x - mx) ** 2
    yx += (y - my) * (x - mx)
  }
  return { y: { n, mean: my, squares: yy }, x: { n, mean: mx, squares: xx }, products: yx }
}

const NOTHING: Moments = { n: 0, mean: 0, squares: 0 }

/** Moments of hits among trials, each 1 or 0. */
export const momentsOfHits = (hits: number, trials: number): Moments =>
  trials === 0 ? NOTHING : { n: trials, mean: hits / trials, squares: hits * (1 - hits / trials) }

/** Of two groups put together. @see T. Chan, G. Golub, R. LeVeque (1983), Am. Stat. 37, 242–247 */
export function together(a: Moments, b: Moments): Moments {
  const n = a.n + b.n
  if (n === 0) return NOTHING
  const gap = b.mean - a.mean
  return {
    n,
    mean: a.mean + (gap * b.n) / n,
    squares: a.squares + b.squares + (gap * gap * a.n * b.n) / n,
  }
}

/** Sample variance; 0 of fewer than two. */
export const varianceOf = ({ n, squares }: Moments): number => (n < 2 ? 0 : squares / (n - 1))

/** Variance of the mean. */
export const errorOf = (moments: Moments): number => (moments.n === 0 ? 0 : varianceOf(moments) / moments.n)
