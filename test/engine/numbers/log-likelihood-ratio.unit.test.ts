import { expect, it } from 'vitest'
import { logLikelihoodRatio, xLogX } from '../../../engine/numbers/log-likelihood-ratio.ts'

it('equals the calculation by hand', () => {
  // Dunning's "the swiss" table, 110 / 2442 / 111 / 29114: 270.72 in his paper's table 2.
  expect(logLikelihoodRatio(110, 2552, 221, 31_777)).toBeCloseTo(270.72, 1)
})

it('is 0 for independent items', () => {
  expect(logLikelihoodRatio(2, 10, 20, 100)).toBeCloseTo(0, 10)
})

it('n ln n is 0 for 0, and the same from the table and computed', () => {
  expect([0, 1].map(xLogX)).toEqual([0, 0])
  for (const n of [2, 4_095, 4_096, 1e9]) expect(xLogX(n)).toBe(n * Math.log(n))
})
