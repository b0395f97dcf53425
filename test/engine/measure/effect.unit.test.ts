import { expect, it } from 'vitest'
import { difference, lift, ratioDifference, ratioOf } from '../../../engine/measure/effect.ts'
import { merged, momentsOf, pairsOf, varianceOf } from '../../../engine/measure/moments.ts'

const digits = (...values: (number | undefined)[]) => values.map((value) => value?.toFixed(4))

it('zeros need not be listed', () => {
  expect(momentsOf([3, 5, 8, 13], 2)).toEqual(momentsOf([3, 5, 8, 13, 0, 0]))
})

it('two merged groups equal one group', () => {
  const both = merged(momentsOf([3, 5, 8]), momentsOf([13, 0]))
  const whole = momentsOf([3, 5, 8, 13, 0])
  expect(both.mean).toBeCloseTo(whole.mean, 12)
  expect(varianceOf(both)).toBeCloseTo(varianceOf(whole), 12)
})

it('equals the difference calculated by SciPy', () => {
  const { value, error, low } = difference(momentsOf([3, 5, 8, 13], 2), momentsOf([1, 2, 2, 9], 1))
  expect(digits(value, error, low)).toEqual(['2.0333', '2.6015', '-3.0655'])
})

it('a lift as calculated by hand: means 110 and 100, standard errors 2 and 1', () => {
  // Of 100 values: squares = variance × 99, variance = error² × 100.
  const group = (mean: number, error: number) => ({ n: 100, mean, squares: error ** 2 * 100 * 99 })
  const found = lift(group(110, 2), group(100, 1))
  // Of the logarithm: √(0.01² + (2 / 110)²) = 0.020750; × 1.1 = 0.022825; exp(ln 1.1 ± 1.96 × 0.020750) − 1
  expect(digits(found?.value, found?.error, found?.low, found?.high)).toEqual([
    ...['0.1000', '0.0228'],
    ...['0.0562', '0.1457'],
  ])
})

it('there is no lift over a mean close to zero', () => {
  expect(lift(momentsOf([5], 99), momentsOf([1], 99))).toBeUndefined()
  const clear = momentsOf([5, 6, 7, 8], 0)
  expect(lift(momentsOf([1], 99), clear)).toBeUndefined()
  expect(lift(momentsOf([-5, -6], 0), clear)).toBeUndefined()
})

it('a ratio of sums is not the mean of ratios', () => {
  // Revenue and orders of four visitors: 60 for 4 orders.
  const found = ratioOf(
    pairsOf([
      [10, 1],
      [20, 1],
      [30, 2],
      [0, 0],
    ]),
  )
  // Residuals y − 15x: −5, 5, 0, 0; variance 50/3; / 4 / 1²
  expect(digits(found?.value, found?.error)).toEqual(['15.0000', '2.0412'])
})

it('without orders there is no revenue per order', () => {
  expect(ratioOf(pairsOf([], 10))).toBeUndefined()
  expect(ratioDifference(pairsOf([[5, 1]], 9), pairsOf([], 10))).toBeUndefined()
})

it('one value per arm, or equal values, may be chance', () => {
  expect(difference(momentsOf([1600]), momentsOf([600])).p).toBe(1)
  expect(ratioDifference(pairsOf([[1600, 1]], 19), pairsOf([[600, 1]], 19))?.p).toBe(1)
})
