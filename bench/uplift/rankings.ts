import { hash32 } from '../../engine/numbers/hash.ts'
import { type CampaignRow, comparisonOf } from '../../engine/uplift/campaign.ts'
import { chooseRanking, RULE, type Rule } from '../../engine/uplift/choose.ts'
import { crossFit } from '../../engine/uplift/cross-fit.ts'
import { fitAll, RANKINGS, type Ranking, rawScore } from '../../engine/uplift/estimators.ts'
import { qiniOf, upliftAt } from '../../engine/uplift/qini.ts'
import { finished } from '../choice/finished.ts'
import { COLUMNS, halfOf, scored } from './halves.ts'

/** Rules of the chooser that are compared. */
export const RULES: readonly Rule[] = [
  { response: 0, over_response: 0, difference: 0 },
  { response: 1, over_response: 1, difference: 1 },
  RULE,
  { response: 2, over_response: 1, difference: 2 },
  { response: 2, over_response: 2, difference: 2 },
]

/** One ranking on a test half. */
export type Figures = { qini: number; uplift: number }

/** A treatment in one halving: rankings of the training half on the test half, and what each rule chose on the training half. */
export type Halving = {
  figures: Record<string, Figures>
  chosen: readonly Ranking[]
}

/** The share of customers at which the uplift is stated. */
export const SHARE = 0.3

/** Fits and chooses on the first half, and tests on the second. */
export function tryHalving(rows: readonly CampaignRow[], treatment: string, halving: number): Halving {
  const train = comparisonOf(halfOf(rows, halving, true), treatment)
  const test = comparisonOf(halfOf(rows, halving, false), treatment)
  const numbers = Uint32Array.from(train.keys, (_, number) => number)
  const { scores } = finished(fitAll(train, numbers))
  const found = finished(crossFit(train))
  const figuresOf = (score: (features: Float64Array, key: string) => number): Figures => {
    const of = scored(test, score)
    return { qini: qiniOf(of), uplift: upliftAt(of, SHARE) }
  }
  const at = (name: (typeof COLUMNS)[number]) => COLUMNS.indexOf(name)
  const figures: Record<string, Figures> = {
    ...Object.fromEntries(
      RANKINGS.map((ranking) => [ranking, figuresOf((features) => rawScore(scores[ranking], features))]),
    ),
    'money spent before': figuresOf((features) => features[at('history')] ?? 0),
    recency: figuresOf((features) => -(features[at('recency')] ?? 0)),
    random: figuresOf((_, key) => hash32(`random ${halving}:${key}`)),
  }
  const chosen = RULES.map((rule) => chooseRanking(found, rule).ranking)
  const own = figures[chooseRanking(found).ranking]
  return { figures: { ...figures, ...(own && { 'the one chosen': own }) }, chosen }
}

/**
 * The same customers with an arm that is drawn again, so that no contact changes anything.
 * @param draw number of the drawing
 */
export const withoutEffect = (rows: readonly CampaignRow[], treatment: string, draw: number): CampaignRow[] =>
  rows
    .filter((row) => row.treatment === null || row.treatment === treatment)
    .map((row) => ({ ...row, treatment: hash32(`arm ${draw}:${row.key}`) % 2 === 0 ? treatment : null }))

/** What each rule chooses on the first half of a halving. */
export const chooseOnly = (rows: readonly CampaignRow[], treatment: string, halving: number): Ranking[] => {
  const found = finished(crossFit(comparisonOf(halfOf(rows, halving, true), treatment)))
  return RULES.map((rule) => chooseRanking(found, rule).ranking)
}
