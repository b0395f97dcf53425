import { probabilityOf } from '../choice/logistic-regression.ts'
import { type Curved, minimizeConvex } from '../choice/newton.ts'

/** A linear model: of the log odds of a binary outcome, or of a value. Weights are those of the features as they are. */
export type Regression = { isBinary: boolean; intercept: number; weights: number[] }

/** Expected outcome of a customer: a probability, or a value. */
export function expected({ isBinary, intercept, weights }: Regression, features: ArrayLike<number>): number {
  let sum = intercept
  for (let k = 0; k < weights.length; k += 1) sum += (weights[k] ?? 0) * (features[k] ?? 0)
  return isBinary ? probabilityOf(sum) : sum
}

/** Cases of a regression. */
export type Cases = {
  length: number
  /** Number of columns. */
  size: number
  isBinary: boolean
  /** Writes the columns of a case. */
  fill: (number: number, columns: Float64Array) => void
  outcome: (number: number) => number
  /** Penalty of a column: a weight of 1 costs half of it, in nats, where a value has the deviation 1. */
  penalty: (column: number) => number
}

/** Multiplications between two pauses: about 2 ms of work. */
const SLICE = 400_000

/**
 * Weights of the columns, by logistic regression or ridge regression, with a Gaussian prior of mean 0 on each weight.
 * @see C. Bishop (2006), Pattern Recognition and Machine Learning, sections 3.1.4 and 4.3.3
 */
export function* fitRegression(cases: Cases): Generator<undefined, Float64Array> {
  const { length, size, isBinary, fill, outcome, penalty } = cases
  // Values are divided by their deviation, so that a penalty has the same meaning for cents and for euros.
  const scale = isBinary ? 1 : deviationOf(cases)
  const columns = new Float64Array(size)
  const of = function* (at: Float64Array): Generator<undefined, Curved> {
    const sum = { value: 0, gradient: new Float64Array(size), hessian: new Float64Array(size * size) }
    let left = SLICE
    for (let number = 0; number < length; number += 1) {
      fill(number, columns)
      add(sum, columns, at, outcome(number) / scale, isBinary)
      left -= size * size
      if (left < 0) {
        left = SLICE
        yield undefined
      }
    }
    for (let k = 0; k < size; k += 1) {
      sum.value += (penalty(k) / 2) * (at[k] ?? 0) ** 2
      sum.gradient[k] = (sum.gradient[k] ?? 0) + penalty(k) * (at[k] ?? 0)
      sum.hessian[k * size + k] = (sum.hessian[k * size + k] ?? 0) + penalty(k)
    }
    return sum
  }
  const weights = yield* minimizeConvex(size, of, { l2: 0, isFree: () => true })
  return weights.map((weight) => weight * scale)
}

/** Adds the loss of a case and its derivatives: −ln P(outcome), or half the squared error. */
function add(sum: Curved, x: Float64Array, at: Float64Array, outcome: number, isBinary: boolean): void {
  const { gradient, hessian } = sum
  const size = x.length
  let linear = 0
  for (let k = 0; k < size; k += 1) linear += (x[k] ?? 0) * (at[k] ?? 0)
  const mean = isBinary ? probabilityOf(linear) : linear
  const curvature = isBinary ? mean * (1 - mean) : 1
  // ln(1 + e^linear) without an overflow.
  sum.value += isBinary
    ? Math.max(linear, 0) + Math.log1p(Math.exp(-Math.abs(linear))) - outcome * linear
    : (outcome - linear) ** 2 / 2
  for (let k = 0; k < size; k += 1) {
    const xk = x[k] ?? 0
    gradient[k] = (gradient[k] ?? 0) + (mean - outcome) * xk
    const curved = curvature * xk
    for (let j = 0; j <= k; j += 1) {
      hessian[k * size + j] = (hessian[k * size + j] ?? 0) + curved * (x[j] ?? 0)
    }
  }
}

/** Standard deviation of the outcomes; 1 when all are equal. */
function deviationOf({ length, outcome }: Cases): number {
  let mean = 0
  for (let number = 0; number < length; number += 1) mean += outcome(number) / length
  let variance = 0
  for (let number = 0; number < length; number += 1) variance += (outcome(number) - mean) ** 2 / length
  return variance > 0 ? Math.sqrt(variance) : 1
}
