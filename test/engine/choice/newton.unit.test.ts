import { expect, it } from 'vitest'
import { minimizeConvex } from '../../../engine/choice/newton.ts'
import { drained } from './drained.ts'

/** The minimum of a function of one number without a penalty. @param of its value, first and second derivative */
const minimumOf = (of: (x: number) => readonly [value: number, first: number, second: number]): number => {
  // biome-ignore lint/correctness/useYield: a small sum needs no pause.
  const summed = function* ([x = 0]: Float64Array): Generator<undefined, ReturnType<typeof curved>> {
    return curved(of(x))
  }
  return drained(minimizeConvex(1, summed, { l2: 0, isFree: () => true }))[0] ?? Number.NaN
}

const curved = ([value, first, second]: readonly [number, number, number]) => ({
  ...{ value, gradient: Float64Array.of(first), hessian: Float64Array.of(second) },
})

it('a minimum is found where whole Newton steps would run away from it', () => {
  // ln cosh(x − 3) is nearly straight at 0: the first whole step would go to 100.
  const found = minimumOf((x) => [Math.log(Math.cosh(x - 3)), Math.tanh(x - 3), 1 / Math.cosh(x - 3) ** 2])
  expect(found).toBeCloseTo(3, 4)
})

it('a start from which no step leads down is the minimum', () => {
  // |x| has its minimum in a kink, where the slope to the right is 1.
  expect(minimumOf((x) => [Math.abs(x), x >= 0 ? 1 : -1, 1])).toBe(0)
})
