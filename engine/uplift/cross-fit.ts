import { type Comparison, featuresAt, shareOf } from './campaign.ts'
import { fitAll, RANKINGS, type Ranking, rawScore } from './estimators.ts'
import { type Fold, foldsOf } from './folds.ts'
import { expected } from './regression.ts'

/** What is predicted of customers by models that did not see them. */
export type CrossFit = {
  /** Customers that were tested, fold after fold. */
  numbers: Uint32Array
  /** Score by each ranking, less its mean in the fold. */
  scores: Record<Ranking, Float64Array>
  /** Place by each ranking within the fold, as a share: near 0 is the highest score, and equal scores share their mean. */
  places: Record<Ranking, Float64Array>
  /** Doubly robust score: an unbiased, noisy measurement of the effect on the customer. */
  effects: Float64Array
}

/** Fewest contacted customers, and fewest of the control, that a fold needs to be fitted or tested. */
const MIN_SIDE = 20

/**
 * Cross-fitting: every fold is predicted by models that were fitted to others. Folds with too few contacted customers or too small a
 * control are left out.
 * @see V. Chernozhukov et al. (2018), Econometrics Journal 21, C1–C68
 */
export function* crossFit(all: Comparison): Generator<undefined, CrossFit> {
  const isLarge = (numbers: Uint32Array) => {
    const share = shareOf(all, numbers)
    return Math.min(share, 1 - share) * numbers.length >= MIN_SIDE
  }
  const folds = foldsOf(all).filter(({ train, test }) => isLarge(train) && isLarge(test))
  const tested = folds.reduce((sum, { test }) => sum + test.length, 0)
  const found: CrossFit = {
    numbers: new Uint32Array(tested),
    scores: perRanking(tested),
    places: perRanking(tested),
    effects: new Float64Array(tested),
  }
  let from = 0
  for (const fold of folds) {
    yield* predictFold(all, fold, found, from)
    from += fold.test.length
  }
  return found
}

const perRanking = (length: number): Record<Ranking, Float64Array> => ({
  everybody: new Float64Array(length),
  response: new Float64Array(length),
  two_models: new Float64Array(length),
  interactions: new Float64Array(length),
  transformed: new Float64Array(length),
})

function* predictFold(
  all: Comparison,
  { train, test }: Fold,
  found: CrossFit,
  from: number,
): Generator<undefined, void> {
  const { scores, outcome } = yield* fitAll(all, train)
  const share = shareOf(all, train)
  found.numbers.set(test, from)
  for (const [at, number] of test.entries()) {
    const features = featuresAt(all, number)
    const [one, zero] = [expected(outcome.contacted, features), expected(outcome.control, features)]
    const y = all.outcomes[number] ?? 0
    const surprise = all.contacted[number] === 1 ? (y - one) / share : -(y - zero) / (1 - share)
    found.effects[from + at] = one - zero + surprise
  }
  for (const ranking of RANKINGS) {
    const own = Float64Array.from(test, (number) => rawScore(scores[ranking], featuresAt(all, number)))
    const mean = own.reduce((sum, score) => sum + score / own.length, 0)
    found.places[ranking].set(placesOf(own), from)
    found.scores[ranking].set(
      own.map((score) => score - mean),
      from,
    )
    yield undefined
  }
}

/** Place of each score as a share of all, highest first; equal scores share the mean of their places. */
export function placesOf(scores: Float64Array): Float64Array {
  const order = Uint32Array.from(scores, (_, number) => number).sort(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b,
  )
  const places = new Float64Array(scores.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1
    for (let at = from; at < to; at += 1) places[order[at] ?? 0] = (from + to) / 2 / order.length
    from = to
  }
  return places
}
