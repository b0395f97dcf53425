import type { FamilyFacts } from './family-facts.ts'
import type { History } from './history.ts'

/** Features of a person and a family, in the order of the weights. */
export const CHOICE_FEATURES = [
  'popular',
  'habit',
  'favourite',
  'bought',
  'recent',
  'due',
  'companions',
  'trend',
  'season',
  'price',
  'brand',
] as const
export type ChoiceFeature = (typeof CHOICE_FEATURES)[number]

/** Number of features. */
export const WIDTH = CHOICE_FEATURES.length
/** Pseudo-count of a person's shares of families, in families bought. */
const PSEUDO_HABIT = 10
/** Distance of prices that counts at most: e² times. */
const MAX_DISTANCE = 2
/** Companions of a history: ratios beyond e^±2 rest on few purchases. */
const MAX_RATIO = 2

/**
 * Writes the features of every family for one person, WIDTH numbers a family.
 *
 * | feature | value |
 * |---|---|
 * | popular | ln(share of the family) |
 * | habit | ln(own share, shrunken to the shop's, over the shop's): 0 without a history |
 * | favourite | own share, where somebody with few purchases has less: an additive part, because habits and tastes of the shop mix |
 * | bought | 1 if bought before |
 * | recent | e^(−days since / mean days between two purchases of a person); 0 if not bought |
 * | due | e^(−distance from the expected next day / gap); 0 if not bought |
 * | companions | ln(mean over the history of P(next | bought) / share), without the family itself |
 * | trend, season | of the family, see FamilyFacts |
 * | price | −distance of ln(price) from the person's; 0 without prices |
 * | brand | share of the family's purchases that have brands which the person bought |
 */
export function choiceFeatures(history: History, facts: FamilyFacts, features: Float64Array): void {
  const { families } = facts
  const ratios = companionsOf(history, facts)
  for (let family = 0; family < families; family += 1) {
    const at = family * WIDTH
    const share = facts.share[family] ?? 0
    const times = history.counts[family] ?? 0
    const own =
      ((history.faded[family] ?? 0) + PSEUDO_HABIT * share) / (history.fadedSum + PSEUDO_HABIT) / share
    features[at] = Math.log(share)
    features[at + 1] = Math.log(own)
    features[at + 2] = (history.faded[family] ?? 0) / (history.fadedSum + PSEUDO_HABIT)
    features[at + 3] = times > 0 ? 1 : 0
    features[at + 4] = 0
    features[at + 5] = 0
    if (times > 0) {
      const since = history.day - (history.lasts[family] ?? 0)
      const gap = history.gapOf(family, facts)
      features[at + 4] = Math.exp(-since / facts.usualGap)
      features[at + 5] = Math.exp(-Math.abs(since - gap) / gap)
    }
    features[at + 6] = ratios[family] ?? 0
    features[at + 7] = facts.trend[family] ?? 0
    features[at + 8] = facts.season[family] ?? 0
    features[at + 9] = priceOf(history.logPrice, facts.logPrice[family] ?? Number.NaN)
    features[at + 10] = brandOf(history, facts, family)
  }
}

/** Companions of the history by family: the mean ratio over the history, without the family itself. */
function companionsOf(history: History, { families, following }: FamilyFacts): Float64Array {
  const sums = new Float64Array(families)
  const { leading } = history
  for (const earlier of leading) {
    for (let family = 0; family < families; family += 1) {
      if (family !== earlier) {
        sums[family] = (sums[family] ?? 0) + (following[earlier * families + family] ?? 1)
      }
    }
  }
  const isLeading = new Set(leading)
  return sums.map((sum, family) => {
    const earlier = leading.length - (isLeading.has(family) ? 1 : 0)
    return earlier === 0 ? 0 : Math.max(-MAX_RATIO, Math.min(MAX_RATIO, Math.log(sum / earlier)))
  })
}

const priceOf = (own: number, family: number): number => {
  const distance = Math.abs(own - family)
  return Number.isNaN(distance) ? 0 : -Math.min(MAX_DISTANCE, distance)
}

function brandOf(history: History, { brands, brandShare }: FamilyFacts, family: number): number {
  let sum = 0
  for (const brand of history.brands) sum += brandShare[family * brands + brand] ?? 0
  return sum
}
