import { expect, it } from 'vitest'
import { bytesNeeded, candidatesThatFit, MAX_ARRAY_BYTES } from '../../../engine/data/capacity.ts'

it.each([
  [1_000, 1_000_000, 3_000_000],
  [60_000, 500_000, 1_500_000],
  // Before there were fewer candidates for large catalogues, not one order fitted beside so many items.
  [100_000, 500_000, 1_500_000],
])('a catalogue of %i items leaves room for %i orders', (items, orders, lines) => {
  expect(bytesNeeded(orders, lines, items)).toBeLessThanOrEqual(MAX_ARRAY_BYTES)
})

it('a large catalogue has as many candidates as fit, and a smaller one not fewer than are useful', () => {
  expect(candidatesThatFit(20_000, 60_000, 1_000)).toEqual({ ridge: 50, mixture: 50 })
  expect(candidatesThatFit(500_000, 2_000_000, 60_000)).toEqual({ ridge: 24, mixture: 20 })
  const { ridge, mixture } = candidatesThatFit(20_000, 60_000, 100_000)
  expect([ridge, mixture]).toEqual([18, 18])
})
