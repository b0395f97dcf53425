import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newcombe, poissonInterval, wilson } from '../../../engine/numbers/intervals.ts'
import { always } from '../../always.ts'

it('equals the calculation by hand for 8 of 10', () => {
  const { low, high } = wilson(8, 10)
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.4902', '0.9433'])
})

it('without observations the interval is 0 to 1', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
})

it('2 of 2 is not certain, and 0 of 2 is not impossible', () => {
  // z² / (n + z²) with n = 2 and z² = 3.8415.
  expect(wilson(2, 2).low).toBeCloseTo(2 / 5.8415, 4)
  expect(wilson(2, 2).high).toBe(1)
  expect(wilson(0, 2).high).toBeCloseTo(3.8415 / 5.8415, 4)
  expect(wilson(0, 2).low).toBe(0)
})

const counts = fc
  .integer({ min: 1, max: 100_000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)))

it('always contains the observed share, within 0 and 1', () => {
  const holds = fc.property(counts, ([hits, trials]) => {
    const { low, high } = wilson(hits, trials)
    expect(low).toBeGreaterThanOrEqual(0)
    expect(low).toBeLessThanOrEqual(hits / trials + 1e-12)
    expect(high).toBeGreaterThanOrEqual(hits / trials - 1e-12)
    expect(high).toBeLessThanOrEqual(1)
  })
  always(holds, 1_000)
})

it('ten times the orders make it narrower', () => {
  const width = (hits: number, trials: number) => wilson(hits, trials).high - wilson(hits, trials).low
  expect(width(80, 100)).toBeLessThan(width(8, 10) / 2)
})

it.each([
  [3, 2],
  [-1, 2],
  [0.5, 2],
  [1, 1.5],
  [Number.NaN, 2],
])('%d of %d is not a valid count', (hits, trials) => {
  expect(() => wilson(hits, trials)).toThrow(RangeError)
})

// Newcombe (1998), Table II, method 10.
it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 10, 0.6075, 1],
])('the difference of %i of %i and %i of %i', (hits_a, trials_a, hits_b, trials_b, from, to) => {
  const { low, high } = newcombe(hits_a, trials_a, hits_b, trials_b)
  expect([low, high]).toEqual([expect.closeTo(from, 4), expect.closeTo(to, 4)])
})

it.each([
  // Exact (Garwood 1936), by SciPy: chi2.ppf(0.025, 2k) / 2 and chi2.ppf(0.975, 2k + 2) / 2.
  [5, 1.6235, 11.6683],
  [20, 12.2165, 30.8884],
  [100, 81.364, 121.6272],
])('the interval of a count of %d is the exact one, nearly', (count, low, high) => {
  const found = poissonInterval(count)
  expect(Math.abs(found.low / low - 1)).toBeLessThan(0.01)
  expect(Math.abs(found.high / high - 1)).toBeLessThan(0.01)
})

it('no click in 200 views may still be a rate of about 2 in 100', () => {
  expect(poissonInterval(0).low).toBe(0)
  expect(poissonInterval(0).high).toBeCloseTo(3.69, 1)
})
