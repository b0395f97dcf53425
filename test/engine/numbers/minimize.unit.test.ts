import { expect, it } from 'vitest'
import { minimize, type Valued } from '../../../engine/numbers/minimize.ts'

/** The minimum that is found, and the steps to it. */
function minimumOf(of: (at: readonly number[]) => Valued, start: readonly number[]) {
  const search = minimize(of, start)
  for (let steps = 0; ; steps += 1) {
    const { done, value } = search.next()
    if (done) return { ...value, steps }
  }
}

/** Σ weight · |x − center|: as steep at the minimum as elsewhere, so its curvature says nothing. */
const wedge =
  (weights: readonly number[], center: readonly number[]) =>
  (at: readonly number[]): Valued => {
    const apart = at.map((one, n) => one - (center[n] ?? 0))
    return {
      value: apart.reduce((sum, one, n) => sum + (weights[n] ?? 0) * Math.abs(one), 0),
      gradient: apart.map((one, n) => (weights[n] ?? 0) * Math.sign(one)),
    }
  }

it('finds the minimum of a paraboloid', () => {
  const of = ([x = 0, y = 0]: readonly number[]): Valued => ({
    value: 7 + (x - 1) ** 2 + 10 * (y + 2) ** 2,
    gradient: [2 * (x - 1), 20 * (y + 2)],
  })
  const { at, value } = minimumOf(of, [5, 5])
  expect(at[0]).toBeCloseTo(1, 6)
  expect(at[1]).toBeCloseTo(-2, 6)
  expect(value).toBeCloseTo(7, 9)
  // From the minimum there is no step.
  expect(minimumOf(of, [1, -2])).toEqual({ at: [1, -2], value: 7, steps: 0 })
})

it('finds the minimum of a curved valley', () => {
  // H. Rosenbrock (1960), The Computer Journal 3, 175–184: 0 at (1, 1).
  const of = ([x = 0, y = 0]: readonly number[]): Valued => ({
    value: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
    gradient: [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  })
  const { at } = minimumOf(of, [-1.2, 1])
  expect(at[0]).toBeCloseTo(1, 4)
  expect(at[1]).toBeCloseTo(1, 4)
})

it('stays where every step along the gradient leads up', () => {
  // At its tip |x − 4| has no gradient; a caller may give that of either side.
  const tip = ([x = 0]: readonly number[]): Valued => ({ value: Math.abs(x - 4), gradient: [x < 4 ? -1 : 1] })
  expect(minimumOf(tip, [4])).toEqual({ at: [4], value: 0, steps: 0 })
})

it('goes on along the gradient where the estimated curvature leads up', () => {
  const { at, value } = minimumOf(wedge([752_584, 3], [2, 3 / 7]), [-1, -5])
  expect(at[0]).toBeCloseTo(2, 9)
  expect(at[1]).toBeCloseTo(3 / 7, 9)
  expect(value).toBeCloseTo(0, 9)
})
