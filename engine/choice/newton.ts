import { solveCholesky } from '../numbers/cholesky.ts'

/**
 * Value, gradient and Hessian of a convex function at a point, each a sum over the cases in their order. The Hessian is by rows, size ×
 * size; only its lower half is read.
 */
export type Curved = { value: number; gradient: Float64Array; hessian: Float64Array }

/** Sums up a function at a point; yields about every 2 ms. */
export type Summed = (at: Float64Array) => Generator<undefined, Curved>

/** Decrease that a Newton step promises, relative to the value, below which the minimum is found. */
const ENOUGH = 1e-10
const MAX_STEPS = 30
const MAX_HALVINGS = 30

/** A penalty of `l2` / 2 · |x|² on the coordinates that are penalised. */
export type Penalty = { l2: number; isFree: (coordinate: number) => boolean }

/**
 * Minimises a convex function and a penalty by Newton's method with halved steps, deterministically.
 * @param size number of coordinates; the start is 0
 */
export function* minimizeConvex(
  size: number,
  of: Summed,
  { l2, isFree }: Penalty,
): Generator<undefined, Float64Array> {
  const penalised = function* (at: Float64Array): Generator<undefined, Curved> {
    const sum = yield* of(at)
    for (let k = 0; k < size; k += 1) {
      if (isFree(k)) continue
      sum.value += (l2 / 2) * (at[k] ?? 0) ** 2
      sum.gradient[k] = (sum.gradient[k] ?? 0) + l2 * (at[k] ?? 0)
      sum.hessian[k * size + k] = (sum.hessian[k * size + k] ?? 0) + l2
    }
    return sum
  }
  let at = new Float64Array(size)
  let here = yield* penalised(at)
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const move = solveCholesky(steadied(here.hessian, size), Float64Array.from(here.gradient))
    const promised = move.reduce((sum, one, k) => sum + one * (here.gradient[k] ?? 0), 0)
    if (promised <= ENOUGH * Math.max(1, Math.abs(here.value))) break
    let next = here
    let point = at
    let length = 1
    for (let halving = 0; halving < MAX_HALVINGS; halving += 1) {
      point = at.map((one, k) => one - length * (move[k] ?? 0))
      next = yield* penalised(point)
      if (next.value < here.value) break
      length /= 2
    }
    if (next.value >= here.value) break
    at = point
    here = next
  }
  return at
}

/** Share of its largest diagonal that is added to the Hessian's diagonal: a feature that never differs has no curvature. */
const STEADY = 1e-10

function steadied(hessian: Float64Array, size: number): Float64Array {
  let largest = 0
  for (let k = 0; k < size; k += 1) largest = Math.max(largest, hessian[k * size + k] ?? 0)
  const steady = hessian.slice()
  for (let k = 0; k < size; k += 1) {
    steady[k * size + k] = (steady[k * size + k] ?? 0) + STEADY * largest + Number.MIN_VALUE
  }
  return steady
}
