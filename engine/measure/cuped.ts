import type { Moments, Pairs } from './moments.ts'

/**
 * Takes off each visitor's value what its own past foretells, so that the arms differ less by who came: y − θ (x − x̄), θ
 * and x̄ of both arms together. The variance falls by the squared correlation of past and present.
 * @param arms y of the experiment, x of the time before; one entry an arm, of which none may be empty
 * @returns moments of the adjusted values, arm by arm, θ, and the share of the variance that is left
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
