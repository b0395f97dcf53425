import { expect, it } from 'vitest'
import { addCase, type BinSums, binsOf, calibrate, reliability } from '../../../engine/numbers/calibration.ts'

it('the expected calibration error is the mean distance of ten parts', () => {
  // Half of the cases are predicted at 0.1 and happen in 20 %, half at 0.5 and happen in 40 %.
  const bins = [
    { cases: 500, predicted: 0.1, hits: 100 },
    { cases: 500, predicted: 0.5, hits: 200 },
  ]
  const { ece, deciles } = reliability(bins)
  expect(ece).toBeCloseTo(0.1, 12)
  expect(deciles).toEqual([
    { cases: 500, predicted: 0.1, observed: 0.2 },
    { cases: 500, predicted: 0.5, observed: 0.4 },
  ])
})

it('parts hold about equally many cases', () => {
  const bins = Array.from({ length: 100 }, (_, n) => ({ cases: 10, predicted: n / 100, hits: n / 10 }))
  const { ece, deciles } = reliability(bins)
  expect(deciles.map(({ cases }) => cases)).toEqual(Array(10).fill(100))
  expect(ece).toBeCloseTo(0, 12)
})

it('folds add up, and a score of 0 is no prediction', () => {
  const folds: BinSums[] = [{}, {}]
  for (const [fold, score, isHit] of [
    [0, 0.1, true],
    [1, 0.1, false],
    [1, 0.4, true],
    [1, 0, true],
  ] as const)
    addCase(folds[fold] ?? {}, score, isHit)
  expect(binsOf(folds)).toEqual([
    { cases: 2, logScore: Math.log(0.1), hits: 1 },
    { cases: 1, logScore: Math.log(0.4), hits: 1 },
  ])
})

it('scores that are twice the truth become the truth on folds that were not fitted', () => {
  const folds = Array.from({ length: 4 }, () => {
    const bins: BinSums = {}
    for (let n = 0; n < 4_000; n += 1) {
      const truth = 0.05 + 0.01 * (n % 20)
      addCase(bins, 2 * truth, (n * 7919) % 4_000 < 4_000 * truth)
    }
    return bins
  })
  const { calibration, error } = calibrate(folds)
  expect(error.ece).toBeLessThan(0.01)
  expect(calibration.slope).toBeGreaterThan(0.8)
  const uncalibrated = reliability(
    binsOf(folds).map(({ cases, logScore, hits }) => ({ cases, hits, predicted: Math.exp(logScore) })),
  )
  expect(uncalibrated.ece).toBeGreaterThan(0.1)
})

it('a shop without any case is as it was', () => {
  expect(calibrate([{}, {}])).toEqual({
    calibration: { intercept: 0, slope: 1 },
    error: { ece: 0, deciles: [] },
  })
})
