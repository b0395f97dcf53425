import { CHOICE_FEATURES, choiceFeatures, WIDTH } from './choice-features.ts'
import type { FamilyFacts } from './family-facts.ts'
import { History } from './history.ts'
import { type Curved, minimizeConvex } from './newton.ts'
import type { Purchases } from './purchases.ts'
import { Slices } from './slices.ts'

/** One purchase to explain: its number, its person, and the facts that were known then. */
export type Choice = { person: number; purchase: number; facts: FamilyFacts }

/** P(family | the person buys) ∝ e^(Σ weight · feature / deviation); one weight a feature of engine/choice/choice-features.ts. */
export type ChoiceModel = {
  weights: number[]
  /** Standard deviation of each feature over people and families. */
  deviations: number[]
  /** Mean of each feature by family over the people of the fit, families × features by rows: the average customer. */
  means: number[]
}

/** Choices that the fit reads at most: eleven weights need no more. */
export const MAX_CHOICES = 20_000
/** Choices from which deviations and means are taken. */
const MAX_MEASURED = 2_000

/**
 * The purchases of a time that have a history, evenly thinned out to MAX_CHOICES.
 * @param from first day, to the day after the last
 */
export function choicesOf(
  purchases: Purchases,
  facts: FamilyFacts,
  from: number,
  to: number,
  most = MAX_CHOICES,
): Choice[] {
  const found: Choice[] = []
  for (let person = 0; person < purchases.people; person += 1) {
    const first = purchases.heads[person] ?? 0
    const end = purchases.heads[person + 1] ?? 0
    for (let purchase = first + 1; purchase < end; purchase += 1) {
      const day = purchases.days[purchase] ?? 0
      const isEmpty = purchases.starts[purchase] === purchases.starts[purchase + 1]
      if (day >= from && day < to && !isEmpty) found.push({ person, purchase, facts })
    }
  }
  return thinned(found, most)
}

/** At most so many of the list, at equal distances. */
export function thinned<One>(list: readonly One[], most: number): One[] {
  if (list.length <= most) return [...list]
  return list.filter(
    (_, at) => Math.floor((at * most) / list.length) !== Math.floor(((at - 1) * most) / list.length),
  )
}

/**
 * Fits the multinomial (conditional) logit: of all families, why these? A purchase of n families counts 1 / n for each of them. Newton's
 * method on standardised features. Yields about every 2 ms.
 * @param l2 penalty: a standardised weight of 1 costs l2 / 2 nats
 * @see D. McFadden (1974), Conditional Logit Analysis of Qualitative Choice Behavior
 */
export function* fitChoice(
  purchases: Purchases,
  choices: readonly Choice[],
  l2: number,
): Generator<undefined, ChoiceModel> {
  const families = choices[0]?.facts.families ?? 0
  const history = new History(families)
  const features = new Float64Array(families * WIDTH)
  const fill = ({ person, purchase, facts }: Choice) => {
    const first = purchases.heads[person] ?? 0
    history.read(purchases, person, purchase - first, purchases.days[purchase] ?? 0)
    choiceFeatures(history, facts, features)
  }
  const { means, deviations } = yield* momentsOf(thinned(choices, MAX_MEASURED), fill, features)
  const chances = new Float64Array(families)
  const slices = new Slices()
  const of = function* (at: Float64Array): Generator<undefined, Curved> {
    const sum: Curved = {
      value: 0,
      gradient: new Float64Array(WIDTH),
      hessian: new Float64Array(WIDTH * WIDTH),
    }
    const weights = at.map((weight, k) => weight / (deviations[k] ?? 1))
    for (const choice of choices) {
      fill(choice)
      chancesOf(features, weights, chances)
      addChoice(sum, purchases, choice.purchase, features, chances, deviations)
      if (slices.areDone(families)) yield undefined
    }
    return sum
  }
  const weights = yield* minimizeConvex(WIDTH, of, { l2, isFree: () => false })
  return { weights: Array.from(weights), deviations, means }
}

/** Probabilities of the families, which add up to 1. @param weights of features that are not standardised */
export function chancesOf(features: Float64Array, weights: Float64Array, chances: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY
  for (let family = 0; family < chances.length; family += 1) {
    let utility = 0
    for (let k = 0; k < WIDTH; k += 1) utility += (weights[k] ?? 0) * (features[family * WIDTH + k] ?? 0)
    chances[family] = utility
    most = Math.max(most, utility)
  }
  let sum = 0
  for (let family = 0; family < chances.length; family += 1) {
    const chance = Math.exp((chances[family] ?? 0) - most)
    chances[family] = chance
    sum += chance
  }
  for (let family = 0; family < chances.length; family += 1) chances[family] = (chances[family] ?? 0) / sum
}

/** Weights of features as they are, from those of standardised ones. */
export const plainWeights = ({ weights, deviations }: ChoiceModel): Float64Array =>
  Float64Array.from(weights, (weight, k) => weight / (deviations[k] ?? 1))

/** Adds −ln P of the families of a purchase, each with 1 / n, and the derivatives by the standardised weights. */
function addChoice(
  sum: Curved,
  purchases: Purchases,
  purchase: number,
  features: Float64Array,
  chances: Float64Array,
  deviations: readonly number[],
): void {
  const [from, to] = [purchases.starts[purchase] ?? 0, purchases.starts[purchase + 1] ?? 0]
  const scaled = new Float64Array(WIDTH)
  const mean = new Float64Array(WIDTH)
  for (let family = 0; family < chances.length; family += 1) {
    const chance = chances[family] ?? 0
    for (let k = 0; k < WIDTH; k += 1) {
      scaled[k] = (features[family * WIDTH + k] ?? 0) / (deviations[k] ?? 1)
    }
    for (let k = 0; k < WIDTH; k += 1) {
      const weighted = chance * (scaled[k] ?? 0)
      mean[k] = (mean[k] ?? 0) + weighted
      for (let j = 0; j <= k; j += 1) {
        sum.hessian[k * WIDTH + j] = (sum.hessian[k * WIDTH + j] ?? 0) + weighted * (scaled[j] ?? 0)
      }
    }
  }
  for (let line = from; line < to; line += 1) {
    const family = purchases.families[line] ?? 0
    sum.value -= Math.log(chances[family] ?? 1) / (to - from)
    for (let k = 0; k < WIDTH; k += 1) {
      const scaledChosen = (features[family * WIDTH + k] ?? 0) / (deviations[k] ?? 1)
      sum.gradient[k] = (sum.gradient[k] ?? 0) - scaledChosen / (to - from)
    }
  }
  for (let k = 0; k < WIDTH; k += 1) {
    sum.gradient[k] = (sum.gradient[k] ?? 0) + (mean[k] ?? 0)
    for (let j = 0; j <= k; j += 1) {
      sum.hessian[k * WIDTH + j] = (sum.hessian[k * WIDTH + j] ?? 0) - (mean[k] ?? 0) * (mean[j] ?? 0)
    }
  }
}

/** Means by family and deviations over all of the features of some choices. */
function* momentsOf(
  choices: readonly Choice[],
  fill: (choice: Choice) => void,
  features: Float64Array,
): Generator<undefined, Pick<ChoiceModel, 'means' | 'deviations'>> {
  const means = new Float64Array(features.length)
  const [sums, squares] = [new Float64Array(WIDTH), new Float64Array(WIDTH)]
  const slices = new Slices()
  for (const choice of choices) {
    fill(choice)
    for (let at = 0; at < features.length; at += 1) {
      const feature = features[at] ?? 0
      means[at] = (means[at] ?? 0) + feature / choices.length
      sums[at % WIDTH] = (sums[at % WIDTH] ?? 0) + feature
      squares[at % WIDTH] = (squares[at % WIDTH] ?? 0) + feature * feature
    }
    if (slices.areDone(features.length / WIDTH)) yield undefined
  }
  const count = Math.max(1, (choices.length * features.length) / WIDTH)
  const deviations = CHOICE_FEATURES.map((_, k) => {
    const mean = (sums[k] ?? 0) / count
    const variance = (squares[k] ?? 0) / count - mean * mean
    return variance > 1e-12 ? Math.sqrt(variance) : 1
  })
  return { means: Array.from(means), deviations }
}
