/** A function's value at a point, and its gradient there. */
export type Valued = { value: number; gradient: readonly number[] }

/** Length of the gradient, relative to the value, at which a minimum is found. */
const FLAT = 1e-9
/** Decrease of a step, relative to the value, below which rounding decides. */
const STILL = 1e-13
const MAX_STEPS = 300
const MAX_HALVINGS = 40
/** Share of the decrease by the gradient that a step must bring (L. Armijo 1966). */
const ENOUGH = 1e-4
/** Longest step in any direction: the parameters are logarithms, and a factor of e² is far. */
const LONGEST = 2

/**
 * Minimises a smooth function by BFGS with backtracking, deterministically. Yields after each step.
 * @param at where to start
 * @see J. Nocedal, S. Wright (2006), Numerical Optimization, algorithm 6.1
 */
export function* minimize(
  of: (at: readonly number[]) => Valued,
  start: readonly number[],
): Generator<undefined, { at: number[]; value: number }> {
  let at = [...start]
  let here = of(at)
  let inverse = identity(at.length)
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (lengthOf(here.gradient) <= FLAT * Math.max(1, Math.abs(here.value))) break
    let direction = inverse.map((row) => -dot(row, here.gradient))
    if (dot(direction, here.gradient) >= 0) {
      inverse = identity(at.length)
      direction = here.gradient.map((one) => -one)
    }
    const moved = search(of, at, here, direction)
    if (!moved) break
    inverse = updated(inverse, subtract(moved.at, at), subtract(moved.there.gradient, here.gradient))
    const decrease = here.value - moved.there.value
    at = moved.at
    here = moved.there
    yield undefined
    if (decrease <= STILL * Math.abs(here.value)) break
  }
  return { at, value: here.value }
}

/** The first point along the direction that is low enough; undefined when there is none. */
function search(
  of: (at: readonly number[]) => Valued,
  at: readonly number[],
  here: Valued,
  direction: readonly number[],
): { at: number[]; there: Valued } | undefined {
  const slope = dot(direction, here.gradient)
  let size = Math.min(1, LONGEST / Math.max(...direction.map(Math.abs)))
  for (let halvings = 0; halvings < MAX_HALVINGS; halvings += 1) {
    const next = at.map((one, n) => one + size * (direction[n] ?? 0))
    const there = of(next)
    if (there.value <= here.value + ENOUGH * size * slope) return { at: next, there }
    size /= 2
  }
  return undefined
}

/** The inverse Hessian after a step; as before when the function did not curve upwards along it. */
function updated(inverse: number[][], step: readonly number[], change: readonly number[]): number[][] {
  const curvature = dot(step, change)
  if (curvature <= 1e-12) return inverse
  const turned = inverse.map((row) => dot(row, change))
  const factor = (1 + dot(turned, change) / curvature) / curvature
  return inverse.map((row, i) =>
    row.map((one, j) => {
      const [si = 0, sj = 0, ti = 0, tj = 0] = [step[i], step[j], turned[i], turned[j]]
      return one + factor * si * sj - (si * tj + ti * sj) / curvature
    }),
  )
}

const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, n) => sum + one * (b[n] ?? 0), 0)
const subtract = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((one, n) => one - (b[n] ?? 0))
const lengthOf = (a: readonly number[]): number => Math.sqrt(dot(a, a))
