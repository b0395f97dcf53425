import { expect, it } from 'vitest'
import { compare, verdictOf } from '../../../engine/measure/compare.ts'
import { pairsOf } from '../../../engine/measure/moments.ts'

/** Returns the sums of `visitors`, of whom `buyers` spend `amount`, without a past. */
const group = (visitors: number, buyers: number, amount: number) =>
  pairsOf(
    Array.from({ length: buyers }, (_, at) => [amount + (at % 7) * 10, 0] as const),
    visitors - buyers,
  )
const verdict = (arm: [number, number, number], control: [number, number, number]) =>
  verdictOf(compare(group(...arm), group(...control), { arm: arm[1], control: control[1] }, 20_000))

it('reports a gain, a loss, or that it is too early', () => {
  expect(verdict([10_000, 700, 5000], [10_000, 500, 5000])).toBe('helps')
  expect(verdict([10_000, 300, 5000], [10_000, 500, 5000])).toBe('harms')
  expect(verdict([10_000, 510, 5000], [10_000, 500, 5000])).toBe('too_early')
})

it('a handful of buyers gives no verdict, however different they are', () => {
  expect(verdict([10_000, 24, 90_000], [10_000, 500, 5])).toBe('too_early')
  expect(verdict([50, 40, 90_000], [50, 40, 5])).toBe('too_early')
})

it('a handful of buyers gives no lift', () => {
  const liftOf = (buyers: number) =>
    compare(group(1_000, buyers, 5000), group(1_000, 100, 5000), { arm: buyers, control: 100 }, 20_000).lift
  expect(liftOf(24)).toBe(null)
  expect(liftOf(25)?.value).toBeLessThan(0)
})
