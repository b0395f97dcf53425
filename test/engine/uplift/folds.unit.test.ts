import { expect, it } from 'vitest'
import { placesOf } from '../../../engine/uplift/cross-fit.ts'
import { foldsOf } from '../../../engine/uplift/folds.ts'

const keys = Array.from({ length: 1_000 }, (_, n) => `customer ${n % 500}`)

it('without times everybody is tested once, by others, and a customer is never on both sides', () => {
  const folds = foldsOf({ keys, times: null })
  expect(folds).toHaveLength(5)
  expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(keys.map((_, n) => n))
  for (const { train, test } of folds) {
    expect(train.length + test.length).toBe(1_000)
    const tested = new Set(Array.from(test, (n) => keys[n]))
    expect(Array.from(train).some((n) => tested.has(keys[n]))).toBe(false)
  }
})

it('with times only what was before is fitted to', () => {
  const times = Float64Array.from(keys, (_, n) => (n * 7) % 100)
  const folds = foldsOf({ keys, times })
  expect(folds).toHaveLength(4)
  for (const { train, test } of folds) {
    const last = Math.max(...Array.from(train, (n) => times[n] ?? 0))
    expect(Math.min(...Array.from(test, (n) => times[n] ?? 0))).toBeGreaterThan(last)
  }
})

it('a campaign of one moment has no folds by time', () => {
  expect(foldsOf({ keys, times: Float64Array.from(keys, () => 9) })).toEqual(foldsOf({ keys, times: null }))
})

it('places count from the highest score, and equal scores share the mean of their places', () => {
  expect([...placesOf(Float64Array.of(5, 9, 5, 1))]).toEqual([0.5, 0.125, 0.5, 0.875])
})
