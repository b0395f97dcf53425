import { expect, it } from 'vitest'
import { minimumDetectableEffect, permanentHoldout, visitorsNeeded } from '../../../engine/measure/power.ts'

// By the same formula in SciPy 1.17.
it.each([
  [0.02, 0.05, 0.5, 630_407],
  [0.02, 0.2, 0.5, 42_212],
  [0.1, 0.1, 0.1, 79_178],
])('a rate of %s, a change of %s and a share of %s need %s visitors', (rate, change, share, visitors) => {
  expect(visitorsNeeded(rate, change, share)).toBe(visitors)
})

it('the minimum detectable effect of a number of visitors needs that number of visitors', () => {
  const change = minimumDetectableEffect(0.02, 100_000, 0.2) ?? 0
  expect(visitorsNeeded(0.02, change, 0.2)).toBe(100_000)
})

it('few visitors detect nothing, nor do visitors who never buy', () => {
  expect([minimumDetectableEffect(0.02, 500, 0.5), minimumDetectableEffect(0, 1e9, 0.5)]).toEqual([
    null,
    null,
  ])
})

it.each([
  [999, null],
  [1_000, 0.1],
  [49_999, 0.1],
  [50_000, 0.05],
])('a shop of %s orders a month gets a holdout of %s', (orders, share) => {
  expect(permanentHoldout(orders)).toBe(share)
})
