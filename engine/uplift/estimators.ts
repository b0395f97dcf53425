import { type Comparison, featuresAt, shareOf } from './campaign.ts'
import { expected, fitRegression, type Regression } from './regression.ts'

/**
 * Ways to rank customers, from the simplest: everybody alike; by the outcome that is expected of them when contacted; and three by the
 * difference that the contact makes.
 */
export const DIFFERENCES = ['two_models', 'interactions', 'transformed'] as const
export const RANKINGS = ['everybody', 'response', ...DIFFERENCES] as const
export type Ranking = (typeof RANKINGS)[number]

/** A fitted ranking: the score is `plus` less `minus`; null counts 0. */
export type Score = { plus: Regression | null; minus: Regression | null }

/**
 * Penalty of a weight of a feature of deviation 1: a prior deviation of 0.18 in log odds, with which one feature in its usual range
 * changes the odds by a factor of up to 1.4. The same as that of campaigns in `bench/choice.ts`.
 */
const PENALTY = 30
/** Penalty of a difference of such a weight between contacted customers and the control: differences are smaller. */
const INTERACTION_PENALTY = 100

/** The score of a customer. Larger is better. @param features as in the rows that it was fitted to */
export const rawScore = ({ plus, minus }: Score, features: ArrayLike<number>): number =>
  (plus ? expected(plus, features) : 0) - (minus ? expected(minus, features) : 0)

/** Models of the outcome of contacted customers and of the control, each fitted to its own customers. */
export type TwoModels = { contacted: Regression; control: Regression }

/** Fits the two models. @param numbers customers to use, ascending */
export function* fitTwoModels(all: Comparison, numbers: Uint32Array): Generator<undefined, TwoModels> {
  const isContacted = (number: number) => all.contacted[number] === 1
  return {
    contacted: yield* fitOutcome(all, numbers.filter(isContacted)),
    control: yield* fitOutcome(
      all,
      numbers.filter((number) => !isContacted(number)),
    ),
  }
}

/** Fits the expected outcome of customers. The intercept has no penalty. */
function* fitOutcome(all: Comparison, numbers: Uint32Array): Generator<undefined, Regression> {
  return yield* fitPlain(all, numbers, all.isBinary, (number) => all.outcomes[number] ?? 0)
}

function* fitPlain(
  all: Comparison,
  numbers: Uint32Array,
  isBinary: boolean,
  outcome: (number: number) => number,
): Generator<undefined, Regression> {
  const standard = standardOf(all, numbers)
  const weights = yield* fitRegression({
    length: numbers.length,
    size: all.width + 1,
    isBinary,
    fill: (at, columns) => standardise(featuresAt(all, numbers[at] ?? 0), standard, columns),
    outcome: (at) => outcome(numbers[at] ?? 0),
    penalty: (k) => (k === all.width ? 0 : PENALTY),
  })
  return unstandardised(weights, standard, isBinary)
}

/**
 * One model of the outcome of all, in which each weight differs between contacted customers and the control by a part that has a
 * penalty of its own. The average difference has none.
 */
export function* fitInteractions(all: Comparison, numbers: Uint32Array): Generator<undefined, TwoModels> {
  const { width, contacted, isBinary } = all
  const standard = standardOf(all, numbers)
  const share = shareOf(all, numbers)
  const half = width + 1
  const weights = yield* fitRegression({
    length: numbers.length,
    size: 2 * half,
    isBinary,
    fill: (at, columns) => {
      const number = numbers[at] ?? 0
      standardise(featuresAt(all, number), standard, columns)
      const side = (contacted[number] ?? 0) - share
      for (let k = 0; k < half; k += 1) columns[half + k] = side * (columns[k] ?? 0)
    },
    outcome: (at) => all.outcomes[numbers[at] ?? 0] ?? 0,
    penalty: (k) => (k % half === width ? 0 : k < half ? PENALTY : INTERACTION_PENALTY),
  })
  const of = (side: number): Regression => {
    const sum = weights.slice(0, half).map((weight, k) => weight + side * (weights[half + k] ?? 0))
    return unstandardised(sum, standard, isBinary)
  }
  return { contacted: of(1 - share), control: of(-share) }
}

/**
 * Ridge regression of the transformed outcome y · (w − p) / (p (1 − p)), whose mean at given features is the effect there; w is 1 for
 * contacted customers, and p is their share.
 * @see S. Athey, G. Imbens (2016), PNAS 113, 7353–7360, section on transformed outcomes
 */
export function* fitTransformed(all: Comparison, numbers: Uint32Array): Generator<undefined, Regression> {
  const share = shareOf(all, numbers)
  return yield* fitPlain(
    all,
    numbers,
    false,
    (number) =>
      ((all.outcomes[number] ?? 0) * ((all.contacted[number] ?? 0) - share)) / (share * (1 - share)),
  )
}

/** The score of one ranking, fitted to these customers. */
export function* fitRanking(
  all: Comparison,
  numbers: Uint32Array,
  ranking: Ranking,
): Generator<undefined, Score> {
  if (ranking === 'everybody') return { plus: null, minus: null }
  if (ranking === 'transformed') return { plus: yield* fitTransformed(all, numbers), minus: null }
  const fitBoth = ranking === 'interactions' ? fitInteractions : fitTwoModels
  const { contacted, control } = yield* fitBoth(all, numbers)
  return { plus: contacted, minus: ranking === 'response' ? null : control }
}

/** Every ranking, fitted to these customers, and the models of the outcome. */
export function* fitAll(
  all: Comparison,
  numbers: Uint32Array,
): Generator<undefined, { scores: Record<Ranking, Score>; outcome: TwoModels }> {
  const outcome = yield* fitTwoModels(all, numbers)
  const scores: Record<Ranking, Score> = {
    everybody: { plus: null, minus: null },
    response: { plus: outcome.contacted, minus: null },
    two_models: { plus: outcome.contacted, minus: outcome.control },
    interactions: yield* fitRanking(all, numbers, 'interactions'),
    transformed: yield* fitRanking(all, numbers, 'transformed'),
  }
  return { scores, outcome }
}

/** Means and standard deviations of the features; a feature that never differs has the deviation 1. */
type Standard = { means: Float64Array; deviations: Float64Array }

function standardOf(all: Comparison, numbers: Uint32Array): Standard {
  const { width } = all
  const count = Math.max(1, numbers.length)
  const means = new Float64Array(width)
  const squares = new Float64Array(width)
  for (const number of numbers) {
    const features = featuresAt(all, number)
    for (let k = 0; k < width; k += 1) means[k] = (means[k] ?? 0) + (features[k] ?? 0) / count
  }
  for (const number of numbers) {
    const features = featuresAt(all, number)
    for (let k = 0; k < width; k += 1) {
      squares[k] = (squares[k] ?? 0) + ((features[k] ?? 0) - (means[k] ?? 0)) ** 2 / count
    }
  }
  return { means, deviations: squares.map((square) => (square > 1e-12 ? Math.sqrt(square) : 1)) }
}

/** Writes the standardised features, and 1 behind them for the intercept. */
function standardise(features: Float64Array, { means, deviations }: Standard, columns: Float64Array): void {
  const width = means.length
  for (let k = 0; k < width; k += 1) {
    columns[k] = ((features[k] ?? 0) - (means[k] ?? 0)) / (deviations[k] ?? 1)
  }
  columns[width] = 1
}

function unstandardised(
  weights: Float64Array,
  { means, deviations }: Standard,
  isBinary: boolean,
): Regression {
  const width = means.length
  const raw = Array.from(means, (_, k) => (weights[k] ?? 0) / (deviations[k] ?? 1))
  const shift = raw.reduce((sum, weight, k) => sum + weight * (means[k] ?? 0), 0)
  return { isBinary, intercept: (weights[width] ?? 0) - shift, weights: raw }
}
