import { CHOICE_FEATURES, type ChoiceFeature, WIDTH } from './choice-features.ts'
import type { FamilyFacts } from './family-facts.ts'
import type { History } from './history.ts'
import type { Scorer } from './propensity-model.ts'

/**
 * Why a family is likelier for a person than for the average customer: what contributes most, as data. Families by number.
 *
 * | code | values |
 * |---|---|
 * | bought_before | number of purchases, days since the last |
 * | due | days from now until the usual gap is over; below 0 when it is |
 * | goes_with | an earlier family after which this one follows, and how many times as often as usual |
 * | price_level, brand | none: prices like the person's, brands that the person buys |
 * | trend, season | none: more is sold of late, or in this season |
 * | popular | share of all purchases of families, 0 to 1: nothing personal speaks for it |
 */
export type ReasonOf<Family> =
  | { code: 'bought_before'; times: number; days_ago: number }
  | { code: 'due'; in_days: number }
  | { code: 'goes_with'; family: Family; ratio: number }
  | { code: 'price_level' | 'brand' | 'trend' | 'season' }
  | { code: 'popular'; share: number }

/** Reasons that a feature stands for: all but `popular`, which is told where there is no other. */
type FeatureCode = Exclude<ReasonOf<number>['code'], 'popular'>

/** Features that are told together. */
const TOLD: Readonly<Partial<Record<ChoiceFeature, FeatureCode>>> = {
  habit: 'bought_before',
  favourite: 'bought_before',
  bought: 'bought_before',
  recent: 'bought_before',
  due: 'due',
  companions: 'goes_with',
  price: 'price_level',
  brand: 'brand',
  trend: 'trend',
  season: 'season',
}
/** Reasons told at most. */
const MOST = 3
/** Contribution to the log odds from which a reason is worth telling: a tenth more likely. */
const WORTH_TELLING = 0.1

/**
 * The largest contributions to the choice of a family against the average customer, largest first; at least one.
 * @param means of the features by family over the people of the fit (ChoiceModel.means)
 */
export function reasonsFor(
  family: number,
  { features, weights, history }: Pick<Scorer, 'features' | 'weights' | 'history'>,
  means: readonly number[],
  facts: FamilyFacts,
): ReasonOf<number>[] {
  const sums = new Map<FeatureCode, number>()
  for (const [k, feature] of CHOICE_FEATURES.entries()) {
    const code = TOLD[feature]
    if (code === undefined) continue
    const at = family * WIDTH + k
    // Trend and season are the same for everybody; they are told against an average family.
    const mean = feature === 'trend' || feature === 'season' ? 0 : (means[at] ?? 0)
    sums.set(code, (sums.get(code) ?? 0) + (weights[k] ?? 0) * ((features[at] ?? 0) - mean))
  }
  const found = [...sums]
    .filter(([code, sum]) => sum >= WORTH_TELLING && isTrue(code, family, history))
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([code]) => told(code, family, history, facts))
  return found.length > 0 ? found : [{ code: 'popular', share: facts.share[family] ?? 0 }]
}

/** Whether the reason can be said: "bought before" is none for a family that the person never bought. */
const isTrue = (code: FeatureCode, family: number, history: History): boolean => {
  const isBought = (history.counts[family] ?? 0) > 0
  if (code === 'goes_with') return history.bought.length > (isBought ? 1 : 0)
  return (code !== 'bought_before' && code !== 'due') || isBought
}

function told(code: FeatureCode, family: number, history: History, facts: FamilyFacts): ReasonOf<number> {
  const last = history.lasts[family] ?? 0
  switch (code) {
    case 'bought_before':
      return { code, times: history.counts[family] ?? 0, days_ago: history.day - last }
    case 'due':
      return { code, in_days: Math.round(last + history.gapOf(family, facts) - history.day) }
    case 'goes_with':
      return { code, ...leaderOf(family, history, facts) }
    default:
      return { code }
  }
}

/** The family of the history that this one follows most, against its share. */
function leaderOf(
  family: number,
  history: History,
  { families, following }: FamilyFacts,
): { family: number; ratio: number } {
  let best = { family: -1, ratio: Number.NEGATIVE_INFINITY }
  for (const earlier of history.leading) {
    const ratio = following[earlier * families + family] ?? 0
    if (earlier !== family && ratio > best.ratio) best = { family: earlier, ratio }
  }
  return best
}
