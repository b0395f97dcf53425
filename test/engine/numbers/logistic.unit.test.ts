import { expect, it } from 'vitest'
import { calibrated, fitCalibration, type ScoreBin, UNCALIBRATED } from '../../../engine/numbers/logistic.ts'

it('without cases a small score is its own probability', () => {
  expect(fitCalibration([])).toEqual(UNCALIBRATED)
  expect(calibrated(0.01, UNCALIBRATED)).toBeCloseTo(0.01 / 1.01, 12)
  expect([calibrated(0, UNCALIBRATED), calibrated(-1, UNCALIBRATED)]).toEqual([0, 0])
})

it('with many cases of two scores it goes through both observed rates', () => {
  const bins = [
    { cases: 1e7, logScore: Math.log(0.01), hits: 2e5 },
    { cases: 1e7, logScore: Math.log(0.2), hits: 1e6 },
  ]
  const found = fitCalibration(bins)
  expect(calibrated(0.01, found)).toBeCloseTo(0.02, 5)
  expect(calibrated(0.2, found)).toBeCloseTo(0.1, 5)
})

it('is the maximum of the penalised likelihood', () => {
  const bins: ScoreBin[] = [
    { cases: 40, logScore: -4, hits: 2 },
    { cases: 30, logScore: -2.5, hits: 4 },
    { cases: 20, logScore: -1, hits: 9 },
  ]
  // (40 · -4 + 30 · -2.5 + 20 · -1) / 90
  const middle = -255 / 90
  const likelihood = (intercept: number, slope: number) =>
    bins.reduce((sum, { cases, logScore, hits }) => {
      const odds = intercept + slope * logScore
      return sum + hits * odds - cases * Math.log1p(Math.exp(odds))
    }, 0) -
    ((intercept + slope * middle - middle) ** 2 + (slope - 1) ** 2) / 2
  const { intercept, slope } = fitCalibration(bins)
  const best = likelihood(intercept, slope)
  for (const [a, b] of [
    [0.01, 0],
    [-0.01, 0],
    [0, 0.01],
    [0, -0.01],
    [0.01, -0.005],
  ] as const)
    expect(likelihood(intercept + a, slope + b)).toBeLessThan(best)
})

it('scores in any unit have the same probabilities', () => {
  // 2,000 cases of scores within a factor of two of each other, of which a tenth to a third are hits.
  const bins = [0.1, 0.14, 0.17, 0.2].map((score, at) => ({
    ...{ cases: 500, logScore: Math.log(score), hits: 50 + 35 * at },
  }))
  const inUnits = (unit: number) => {
    const found = fitCalibration(bins.map((bin) => ({ ...bin, logScore: bin.logScore + Math.log(unit) })))
    return [0.1, 0.2].map((score) => calibrated(score * unit, found))
  }
  const [low = 0, high = 0] = inUnits(1)
  expect([low, high]).toEqual([expect.closeTo(0.1, 2), expect.closeTo(0.3, 2)])
  for (const unit of [1e-3, 20]) {
    const found = inUnits(unit)
    expect(found[0]).toBeCloseTo(low, 2)
    expect(found[1]).toBeCloseTo(high, 2)
  }
})

it('never turns an order around, whatever was observed', () => {
  const reversed = [
    { cases: 1000, logScore: -4, hits: 500 },
    { cases: 1000, logScore: -1, hits: 10 },
  ]
  const found = fitCalibration(reversed)
  expect(found.slope).toBeGreaterThan(0)
  // The mean probability is that of what was observed.
  const mean = (calibrated(Math.exp(-4), found) + calibrated(Math.exp(-1), found)) / 2
  expect(mean).toBeCloseTo(0.255, 2)
  expect(calibrated(0.3, found)).toBeGreaterThan(calibrated(0.01, found))
})
