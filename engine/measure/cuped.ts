import type { Moments, Pairs } from './moments.ts'

/**
 * CUPED: subtracts from each visitor's value what the visitor's own past predicts, so that the arms differ less by who was
 * in them: y − θ (x − x̄), with θ and x̄ of both arms together. The variance falls by the squared correlation of x and y.
 * @param arms y during the experiment, x before it; no arm may be empty
 * @returns moments of the adjusted values of each arm, θ, and the share of the variance that is left
 * @see A. Deng, Y. Xu, R. Kohavi, T. Walker (2013), WSDM, section 3
 */
export function cuped(arms: readonly Pairs[]): { arms: Moments[]; theta: number; left: number } {
  const sum = (of: (arm: Pairs) => number) => arms.reduce((all, arm) => all + of(arm), 0)
  const [xx, yx, yy] = [sum(({ x }) => x.squares), sum(({ products }) => products), sum(({ y }) => y.squares)]
  const theta = xx > 0 ? yx / xx : 0
  const center =
    sum(({ x }) => x.n * x.mean) /
    Math.max(
      1,
      sum(({ x }) => x.n),
    )
  const adjusted = arms.map(({ y, x, products }) => ({
    n: y.n,
    mean: y.mean - theta * (x.mean - center),
    squares: Math.max(0, y.squares - 2 * theta * products + theta * theta * x.squares),
  }))
  const left = yy > 0 ? adjusted.reduce((all, { squares }) => all + squares, 0) / yy : 1
  return { arms: adjusted, theta, left }
}
