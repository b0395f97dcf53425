import { expect, it } from 'vitest'
import { momentsOf } from '../../../engine/measure/moments.ts'
import { shrunkenAverage } from '../../../engine/uplift/prior.ts'

const side = (...outcomes: number[]) => ({
  outcomes: momentsOf(outcomes),
  sizes: outcomes.reduce((sum, outcome) => sum + Math.abs(outcome), 0),
})
const VALUES = { isBinary: false, isContrast: false }

it('a single value on each side says nothing about the noise, so the average is the prior', () => {
  // A quarter of the mean outcome 7.
  expect(shrunkenAverage(side(10), side(4), VALUES)).toBeCloseTo(7 / 4, 12)
  expect(shrunkenAverage(side(10), side(4), { ...VALUES, isContrast: true })).toBe(0)
})

it('without customers on one side the average is the prior', () => {
  expect(shrunkenAverage(side(8, 4), side(), VALUES)).toBeCloseTo(6 / 4, 12)
})
