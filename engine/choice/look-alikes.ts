import { fitLogistic, type LogisticModel, logOdds } from './logistic-regression.ts'

/** Features of people, `width` numbers each, one after the other. */
export type PeopleFeatures = { width: number; features: Float32Array }

/** Penalty of a standardised weight: as many features as families, and often few good customers. */
const L2 = 30
/** Good customers in each half, below which no lift is told. */
const MIN_HELD_OUT = 10
/** Part of all people that the lift looks at. */
const TOP = 0.1

/**
 * Tells good customers from others by logistic regression. Good ones who are among the others cost a little sharpness and no order.
 * @param others a random sample of all people
 * @returns the model, and its lift: how many times as often as by chance a good customer whom the fit has not seen is in the top tenth of
 * all; null where too few are known
 */
export function* fitLookAlikes(
  good: PeopleFeatures,
  others: PeopleFeatures,
): Generator<undefined, { model: LogisticModel; lift: number | null }> {
  const model = yield* fitAgainst(good, others)
  const count = good.features.length / good.width
  if (count < 2 * MIN_HELD_OUT) return { model, lift: null }
  const lifts: number[] = []
  for (const held of [0, 1]) {
    const half = yield* fitAgainst(every(good, 1 - held), every(others, 1 - held))
    const reached = scoresOf(half, every(others, held)).sort((a, b) => b - a)
    const bar = reached[Math.floor(TOP * reached.length)] ?? 0
    const ofGood = scoresOf(half, every(good, held))
    lifts.push(ofGood.filter((score) => score > bar).length / ofGood.length / TOP)
  }
  return { model, lift: lifts.reduce((sum, lift) => sum + lift, 0) / lifts.length }
}

/** Every second of the people, from the first or from the second one. */
function every({ width, features }: PeopleFeatures, from: number): PeopleFeatures {
  const count = Math.ceil((features.length / width - from) / 2)
  const half = new Float32Array(Math.max(0, count) * width)
  for (let at = 0; at < count; at += 1) {
    const start = (2 * at + from) * width
    half.set(features.subarray(start, start + width), at * width)
  }
  return { width, features: half }
}

function* fitAgainst(good: PeopleFeatures, others: PeopleFeatures): Generator<undefined, LogisticModel> {
  const features = new Float32Array(good.features.length + others.features.length)
  features.set(good.features)
  features.set(others.features, good.features.length)
  const outcomes = new Uint8Array(features.length / good.width)
  outcomes.fill(1, 0, good.features.length / good.width)
  return yield* fitLogistic({ width: good.width, features, outcomes }, L2)
}

function scoresOf(model: LogisticModel, { width, features }: PeopleFeatures): number[] {
  return Array.from({ length: features.length / width }, (_, at) =>
    logOdds(model, features.subarray(at * width, (at + 1) * width)),
  )
}
