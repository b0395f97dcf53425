import { solveCholesky } from '../numbers/cholesky.ts'
import type { Customers } from './campaign.ts'
import { type DualPoint, smoothedDual } from './dual.ts'
import { BUDGET, type Limits, withBounds } from './limits.ts'

/** Each smoothing is this part of the one before: the minimum moves little enough for few steps of Newton. */
const COOLING = 0.35
/** Steps at one smoothing; most need four to eight. */
const MAX_STEPS = 40
/** Expected decrease, relative to the value, at which a minimum is good enough. */
const STILL = 1e-8
/** Damping relative to the diagonal, at first, at least and at most. */
const FIRST_DAMPING = 0.01
const LEAST_DAMPING = 1e-6
const MOST_DAMPING = 1e8
/** Factor between two dampings. */
const HARDER = 8
/** Customers that are enough for a smoothing of 1: coarse prices need fewer customers, since more of them are undecided. */
const ENOUGH = 200
/** Part of the curvature that all customers together could give, in place of none. */
const FLOOR = 1e-6
/** Price of a minimum at most, in the largest value of any option: a contact that displaces a thousand of the best is not made. */
const MOST_BONUS = 1000

/**
 * Prices λ ≥ 0 of the limits that minimise the smoothed dual function: Newton's method with damping (D. Marquardt 1963) within the
 * bounds (D. Bertsekas 1982, SIAM J. Control Optim. 20, 221–246), while the smoothing falls from `from` to `to`.
 * @param start prices to start from; not changed @param most largest prices
 */
export function findPrices(
  customers: Customers,
  limits: Limits,
  start: Float64Array,
  { from, to, most }: { from: number; to: number; most?: Float64Array },
): Float64Array {
  const caps = capsOf(customers, limits).map((cap, limit) => Math.min(cap, most?.[limit] ?? cap))
  let prices: Float64Array = start.map((price, limit) => Math.min(price, caps[limit] ?? 0))
  const all = customers.keys.length
  if (all === 0) return prices
  for (let smoothing = from; ; smoothing = Math.max(to, smoothing * COOLING)) {
    const count = smoothing <= to ? all : Math.min(all, Math.ceil(ENOUGH / smoothing))
    const bounds = limits.bounds.map((bound) => (bound * count) / Math.max(1, all))
    prices = descend(customers, count, withBounds(limits, bounds), prices, caps, smoothing)
    if (smoothing <= to) return prices
  }
}

function descend(
  customers: Customers,
  count: number,
  limits: Limits,
  start: Float64Array,
  caps: Float64Array,
  smoothing: number,
): Float64Array {
  const scales = curvatureScales(customers, count)
  let prices = start
  let point = smoothedDual(customers, count, limits, prices, smoothing)
  let damping = FIRST_DAMPING
  for (let step = 0; step < MAX_STEPS && damping < MOST_DAMPING; step += 1) {
    const next = newtonStep(prices, point, caps, scales, damping)
    const expected = !next
      ? -1
      : next.reduce(
          (sum, price, limit) => sum + ((prices[limit] ?? 0) - price) * (point.gradient[limit] ?? 0),
          0,
        )
    // Prices that were stopped by a bound can turn the direction upwards; a shorter step is closer to the gradient.
    if (!next || expected < 0) {
      damping *= HARDER
      continue
    }
    if (expected <= STILL * Math.abs(point.value)) break
    const there = smoothedDual(customers, count, limits, next, smoothing)
    // A tenth of what the slope promises is enough; less means that the quadratic model does not hold so far.
    if (point.value - there.value >= expected / 10) {
      prices = next
      point = there
      damping = Math.max(LEAST_DAMPING, damping / HARDER)
    } else {
      damping *= HARDER
    }
  }
  return prices
}

/** The minimum of the damped quadratic model over the prices that are not held by a bound; undefined if it takes more damping. */
function newtonStep(
  prices: Float64Array,
  point: DualPoint,
  caps: Float64Array,
  scales: { budget: number; count: number },
  damping: number,
): Float64Array | undefined {
  const held = prices.map((price, limit) => {
    const slope = point.gradient[limit] ?? 0
    const cap = caps[limit] ?? 0
    return cap === 0 || (price <= 0 && slope >= 0) || (price >= cap && slope <= 0) ? 1 : 0
  })
  const next = prices.slice()
  // Each price that reaches a bound is held there, and the others are found again.
  for (;;) {
    const free = [...held.keys()].filter((limit) => held[limit] === 0)
    const move = solve(free, held, prices, next, point, scales, damping)
    if (!move) return undefined
    let isInside = true
    for (const [row, limit] of free.entries()) {
      const price = (prices[limit] ?? 0) + (move[row] ?? 0)
      const stopped = Math.min(caps[limit] ?? 0, Math.max(0, price))
      next[limit] = stopped
      if (stopped !== price) {
        held[limit] = 1
        isInside = false
      }
    }
    if (isInside) return next
  }
}

/** Moves of the free prices, given the moves of those that are held; undefined if rounding leaves no minimum. */
function solve(
  free: readonly number[],
  held: Float64Array,
  prices: Float64Array,
  next: Float64Array,
  { gradient, hessian }: DualPoint,
  scales: { budget: number; count: number },
  damping: number,
): Float64Array | undefined {
  const size = prices.length
  const matrix = new Float64Array(free.length ** 2)
  const right = Float64Array.from(free, (limit) => -(gradient[limit] ?? 0))
  for (const [row, a] of free.entries()) {
    for (const [column, b] of free.entries()) {
      matrix[row * free.length + column] = hessian[a * size + b] ?? 0
    }
    const own = (hessian[a * size + a] ?? 0) + FLOOR * (a === BUDGET ? scales.budget : scales.count)
    matrix[row * free.length + row] = own * (1 + damping)
    for (const [b, isHeld] of held.entries()) {
      const moved = (next[b] ?? 0) - (prices[b] ?? 0)
      if (isHeld === 1 && moved !== 0) right[row] = (right[row] ?? 0) - (hessian[a * size + b] ?? 0) * moved
    }
  }
  try {
    return solveCholesky(matrix, right)
  } catch {
    // `solveCholesky` throws for one reason only: the matrix is not positive definite.
    return undefined
  }
}

/** Second derivatives if every customer were undecided: n a² / (mean largest value). */
function curvatureScales(customers: Customers, count: number): { budget: number; count: number } {
  const typical = typicalPrices(customers, count)
  const curvature = count / typical.count
  return { budget: curvature * (typical.count / typical.budget) ** 2, count: curvature }
}

/** Prices at which limits matter: the mean of the customers' largest values, and that for each minor unit of a mean cost. */
export function typicalPrices(
  { starts, values, costs }: Customers,
  customers: number,
): { budget: number; count: number } {
  let sum = 0
  for (let customer = 0; customer < customers; customer += 1) {
    let most = 0
    const to = starts[customer + 1] ?? 0
    for (let entry = starts[customer] ?? 0; entry < to; entry += 1) most = Math.max(most, values[entry] ?? 0)
    sum += most
  }
  const entries = starts[customers] ?? 0
  let cost = 0
  for (let entry = 0; entry < entries; entry += 1) cost += costs[entry] ?? 0
  const count = Math.max(1e-9, sum / Math.max(1, customers))
  return { budget: count / Math.max(1e-6, cost / Math.max(1, entries)), count }
}

/** Largest prices: 0 for what is no limit, and bounded for minimums, which may be out of reach. */
function capsOf({ values, starts, keys }: Customers, { bounds, firstSegment }: Limits): Float64Array {
  let most = 0
  const entries = starts[keys.length] ?? 0
  for (let entry = 0; entry < entries; entry += 1) most = Math.max(most, Math.abs(values[entry] ?? 0))
  return bounds.map((bound, limit) => {
    if (bound === Number.POSITIVE_INFINITY) return 0
    return limit >= firstSegment ? MOST_BONUS * most : Number.MAX_VALUE
  })
}
