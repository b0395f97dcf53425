import { expect, it } from 'vitest'
import { fitLogistic, logOdds, probabilityOf } from '../../../engine/choice/logistic-regression.ts'
import { solveCholesky } from '../../../engine/numbers/cholesky.ts'
import { drained } from './drained.ts'

it('a system of equations is solved', () => {
  // A = [[4, 2, 0], [2, 5, 3], [0, 3, 6]], x = [1, −2, 3], so b = A x.
  const x = solveCholesky(Float64Array.of(4, 2, 0, 2, 5, 3, 0, 3, 6), Float64Array.of(0, 1, 12))
  expect(Array.from(x, (one) => Number(one.toFixed(12)))).toEqual([1, -2, 3])
  expect(() => solveCholesky(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toThrow(RangeError)
})

/** 80 of 100 with the feature buy, and 30 of 200 without. */
const cases = () => {
  const features = Float32Array.from({ length: 300 }, (_, at) => (at < 100 ? 1 : 0))
  const outcomes = Uint8Array.from({ length: 300 }, (_, at) => ((at < 100 ? at < 80 : at < 130) ? 1 : 0))
  return { width: 1, features, outcomes }
}

it('one yes-or-no feature has the log of the odds ratio as its weight', () => {
  const model = drained(fitLogistic(cases(), 1e-9))
  const weight = (model.weights[0] ?? 0) / (model.deviations[0] ?? 1)
  expect(weight).toBeCloseTo(Math.log(80 / 20 / (30 / 170)), 6)
  expect(probabilityOf(logOdds(model, [1]))).toBeCloseTo(0.8, 6)
  expect(probabilityOf(logOdds(model, [0]))).toBeCloseTo(0.15, 6)
})

it('a penalty pulls the weight to 0, and leaves the mean rate', () => {
  const model = drained(fitLogistic(cases(), 100))
  expect(model.weights[0]).toBeLessThan(drained(fitLogistic(cases(), 1e-9)).weights[0] ?? 0)
  expect(model.weights[0]).toBeGreaterThan(0)
  const mean = (probabilityOf(logOdds(model, [1])) + 2 * probabilityOf(logOdds(model, [0]))) / 3
  expect(mean).toBeCloseTo(110 / 300, 6)
})

it('a feature that never differs is no trouble', () => {
  const { features, outcomes } = cases()
  const two = Float32Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? (features[at / 2] ?? 0) : 7))
  const model = drained(fitLogistic({ width: 2, features: two, outcomes }, 1e-9))
  expect(probabilityOf(logOdds(model, [1, 7]))).toBeCloseTo(0.8, 6)
})

it('many cases are fitted with pauses, and repeated cases with as many times the penalty give the same model', () => {
  const { features, outcomes } = cases()
  const times = 1_400
  const many = {
    width: 1,
    features: Float32Array.from({ length: 300 * times }, (_, at) => features[at % 300] ?? 0),
    outcomes: Uint8Array.from({ length: 300 * times }, (_, at) => outcomes[at % 300] ?? 0),
  }
  const [once, often] = [drained(fitLogistic(cases(), 1)), drained(fitLogistic(many, times))]
  expect(often.weights[0]).toBeCloseTo(once.weights[0] ?? 0, 6)
  expect(often.intercept).toBeCloseTo(once.intercept, 6)
  // Both passes for the moments pause after 400,000 of 420,000 features; the first sum pauses after 100,001 cases.
  const steps = fitLogistic(many, times)
  expect([1, 2, 3].map(() => steps.next().done)).toEqual([false, false, false])
})
