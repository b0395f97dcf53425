import { expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { MISMATCH, sampleRatio } from '../../../engine/measure/sample-ratio.ts'

// From SciPy 1.17: stats.chisquare.
it.each([
  [[5_200, 4_800], [0.5, 0.5], 6.334248366623988e-5],
  [[8_998, 1_002], [0.9, 0.1], 0.9468470713992698],
  [[300, 310, 390], [1, 1, 1], 0.0006755387751938441],
])('%s of shares %s occur by chance with the known probability', (visitors, shares, chance) => {
  expect(sampleRatio(visitors, shares) / chance).toBeCloseTo(1, 8)
})

it('52 to 48 of 10,000 is a mismatch', () => {
  expect(sampleRatio([5_200, 4_800], [1, 1])).toBeLessThan(MISMATCH)
})

it('half and half raises a false alarm in at most one of a hundred experiments', () => {
  const alarms = Array.from({ length: 500 }, (_, at) => {
    const { chance } = dice(at + 1)
    const first = Array.from({ length: 1_000 }, () => chance() < 0.5).filter(Boolean).length
    return sampleRatio([first, 1_000 - first], [1, 1]) < MISMATCH
  })
  expect(alarms.filter(Boolean).length).toBeLessThanOrEqual(5)
})

it('no visitors are no mismatch, and neither are the first few, of whom a small arm expects fewer than five', () => {
  expect(sampleRatio([0, 0], [1, 1])).toBe(1)
  // Pearson's statistic alone gives 1.3e-5 for the first visitor of an arm of one in twenty.
  expect(sampleRatio([0, 1], [95, 5])).toBe(1)
  expect(sampleRatio([60, 39], [95, 5])).toBe(1)
  expect(sampleRatio([60, 40], [95, 5])).toBeLessThan(MISMATCH)
})
