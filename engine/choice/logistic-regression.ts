import { type Curved, minimizeConvex } from './newton.ts'

/** Cases of two outcomes: `features` has `width` numbers a case, one case after the other; `outcomes` are 0 or 1. */
export type BinaryCases = {
  width: number
  features: Float32Array
  outcomes: Uint8Array
  /** Log odds of each case to which the model adds; 0 without it. */
  offsets?: Float32Array
}

/** Log odds = intercept + Σ weight · (feature − mean) / deviation. */
export type LogisticModel = { intercept: number; weights: number[]; means: number[]; deviations: number[] }

/** Multiplications between two pauses: about 2 ms of work. */
const SLICE = 400_000

/**
 * Fits a logistic regression by Newton's method. Features are standardised, so one penalty suits all of them; the intercept has none,
 * unless the cases have offsets: then the fit stays near the offsets where cases are few.
 * @param l2 penalty: a standardised weight of 1 costs l2 / 2 nats
 * @see C. Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.3
 */
export function* fitLogistic(cases: BinaryCases, l2: number): Generator<undefined, LogisticModel> {
  const { width, outcomes, offsets } = cases
  const { means, deviations } = yield* momentsOf(cases)
  const size = width + 1
  const x = new Float64Array(size)
  const of = function* (at: Float64Array): Generator<undefined, Curved> {
    const sum: Curved = {
      value: 0,
      gradient: new Float64Array(size),
      hessian: new Float64Array(size * size),
    }
    let left = SLICE
    for (let number = 0; number < outcomes.length; number += 1) {
      standardise(cases, number, means, deviations, x)
      addBinary(sum, x, at, outcomes[number] ?? 0, offsets?.[number] ?? 0)
      left -= size * size
      if (left < 0) {
        left = SLICE
        yield undefined
      }
    }
    return sum
  }
  const at = yield* minimizeConvex(size, of, { l2, isFree: (k) => k === width && !offsets })
  return {
    intercept: at[width] ?? 0,
    weights: Array.from(at.subarray(0, width)),
    means: Array.from(means),
    deviations: Array.from(deviations),
  }
}

/** Log odds of a case, without its offset. @param features one number for each weight */
export function logOdds(model: LogisticModel, features: ArrayLike<number>): number {
  const { intercept, weights, means, deviations } = model
  let sum = intercept
  for (let k = 0; k < weights.length; k += 1) {
    sum += ((weights[k] ?? 0) * ((features[k] ?? 0) - (means[k] ?? 0))) / (deviations[k] ?? 1)
  }
  return sum
}

/** Probability with these log odds. */
export const probabilityOf = (odds: number): number => 1 / (1 + Math.exp(-odds))

/** Mean and standard deviation of each feature; a feature that never differs has the deviation 1. */
function* momentsOf({
  width,
  features,
}: BinaryCases): Generator<undefined, Pick<LogisticModel, 'means' | 'deviations'>> {
  const cases = Math.max(1, features.length / width)
  const means = new Float64Array(width)
  const squares = new Float64Array(width)
  for (let at = 0; at < features.length; at += 1) {
    const k = at % width
    means[k] = (means[k] ?? 0) + (features[at] ?? 0) / cases
    if (at % SLICE === SLICE - 1) yield undefined
  }
  for (let at = 0; at < features.length; at += 1) {
    const k = at % width
    squares[k] = (squares[k] ?? 0) + ((features[at] ?? 0) - (means[k] ?? 0)) ** 2 / cases
    if (at % SLICE === SLICE - 1) yield undefined
  }
  return {
    means: Array.from(means),
    deviations: Array.from(squares, (square) => (square > 1e-12 ? Math.sqrt(square) : 1)),
  }
}

function standardise(
  { width, features }: BinaryCases,
  number: number,
  means: readonly number[],
  deviations: readonly number[],
  x: Float64Array,
): void {
  for (let k = 0; k < width; k += 1) {
    x[k] = ((features[number * width + k] ?? 0) - (means[k] ?? 0)) / (deviations[k] ?? 1)
  }
  x[width] = 1
}

/** Adds −ln P(outcome) of a case with the standardised features x, and its derivatives. */
function addBinary(sum: Curved, x: Float64Array, at: Float64Array, outcome: number, offset: number): void {
  const size = x.length
  let odds = offset
  for (let k = 0; k < size; k += 1) odds += (x[k] ?? 0) * (at[k] ?? 0)
  const probability = probabilityOf(odds)
  // ln(1 + e^odds) without an overflow.
  sum.value += Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - outcome * odds
  const weight = probability * (1 - probability)
  for (let k = 0; k < size; k += 1) {
    const xk = x[k] ?? 0
    sum.gradient[k] = (sum.gradient[k] ?? 0) + (probability - outcome) * xk
    const weighted = weight * xk
    for (let j = 0; j <= k; j += 1) {
      sum.hessian[k * size + j] = (sum.hessian[k * size + j] ?? 0) + weighted * (x[j] ?? 0)
    }
  }
}
