/** Count, mean, and sum of squared deviations from the mean. */
export type Moments = { readonly n: number; readonly mean: number; readonly squares: number }

/** Moments of two measures of the same visitors, and the sum of the products of their deviations. */
export type Pairs = { readonly y: Moments; readonly x: Moments; readonly products: number }

/**
 * Moments of a sample in which most values are 0: few visitors buy, and only those who do are read.
 * @param zeros number of further values that are 0, ≥ 0
 */
export function momentsOf(values: Iterable<number>, zeros = 0): Moments {
  const pairs: [number, number][] = []
  for (const value of values) pairs.push([value, 0])
  return pairsOf(pairs, zeros).y
}

/** Moments of pairs of values. @param zeros number of further pairs (0, 0) */
export function pairsOf(values: Iterable<readonly [y: number, x: number]>, zeros = 0): Pairs {
  const list = [...values]
  const n = list.length + zeros
  if (n === 0) return { y: EMPTY, x: EMPTY, products: 0 }
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

const EMPTY: Moments = { n: 0, mean: 0, squares: 0 }

/** Moments of two samples together. @see T. Chan, G. Golub, R. LeVeque (1983), Am. Stat. 37, 242–247 */
export function merged(a: Moments, b: Moments): Moments {
  const n = a.n + b.n
  if (n === 0) return EMPTY
  const gap = b.mean - a.mean
  return {
    n,
    mean: a.mean + (gap * b.n) / n,
    squares: a.squares + b.squares + (gap * gap * a.n * b.n) / n,
  }
}

/** Sample variance; 0 for fewer than two values. */
export const varianceOf = ({ n, squares }: Moments): number => (n < 2 ? 0 : squares / (n - 1))

/** Variance of the mean (the squared standard error). */
export const errorOf = (moments: Moments): number => (moments.n === 0 ? 0 : varianceOf(moments) / moments.n)
