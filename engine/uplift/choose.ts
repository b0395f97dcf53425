import { type Estimate, normalEstimate } from '../measure/estimate.ts'
import { errorOf, momentsOf } from '../measure/moments.ts'
import type { CrossFit } from './cross-fit.ts'
import { RANKINGS, type Ranking } from './estimators.ts'

/** How good a ranking is on customers that it was not fitted to. */
export type Candidate = {
  ranking: Ranking
  /** Qini coefficient, by doubly robust scores. */
  qini: Estimate
  /** Its difference to that of the response, on the same customers. */
  over_response: Estimate
}

/** The ranking that was chosen, and what it was chosen among. */
export type Choice = { ranking: Ranking; candidates: Candidate[] }

/**
 * Standard errors by which a ranking must be better than a simpler one. Of 0, 1 and 1.645 it is the one with the most right choices in
 * `npm run bench -- uplift`, which counts them on training halves.
 * @see L. Breiman et al. (1984), Classification and Regression Trees, section 3.4.3
 */
const ERRORS = 1

/**
 * The simplest ranking that no other beats by more than a standard error. The response is replaced by an estimator of the difference
 * that beats it, this one by the next that beats it; and what is left must beat to treat everybody alike.
 * @param errors standard errors that count as better
 */
export function chooseRanking(found: CrossFit, errors = ERRORS): Choice {
  const isBetter = (ranking: Ranking, than: Ranking) => {
    const gain = qiniGain(found, ranking, than)
    return gain.value > errors * gain.error
  }
  let best: Ranking = 'response'
  for (const ranking of RANKINGS) {
    if (ranking !== 'everybody' && ranking !== best && isBetter(ranking, best)) best = ranking
  }
  const candidates = RANKINGS.map((ranking) => ({
    ranking,
    qini: qiniGain(found, ranking, 'everybody'),
    over_response: qiniGain(found, ranking, 'response'),
  }))
  return { ranking: isBetter(best, 'everybody') ? best : 'everybody', candidates }
}

/**
 * Difference of the Qini coefficients of two rankings. The coefficient is the mean of effect · (½ − place), so the error of the
 * difference is that of a paired mean.
 * @see S. Yadlowsky, S. Fleming, N. Shah, E. Brunskill, S. Wager (2025), J. Am. Stat. Assoc. 120, on rank-weighted average effects
 */
export function qiniGain({ effects, places }: CrossFit, ranking: Ranking, than: Ranking): Estimate {
  const [own, other] = [places[ranking], places[than]]
  const moments = momentsOf(effects.map((effect, at) => effect * ((other[at] ?? 0) - (own[at] ?? 0))))
  return normalEstimate(moments.mean, errorOf(moments))
}

/**
 * By how much the effect rises with the score of a ranking: the slope of a regression of the doubly robust scores on the scores, shrunken
 * to 0 by its own error (positive-part James–Stein). A slope below 0 counts as 0: it would turn the ranking round.
 * @see V. Chernozhukov, M. Demirer, E. Duflo, I. Fernández-Val (2018), NBER 24678, on best linear predictors of effects
 */
export function shrunkenSlope({ effects, scores }: CrossFit, ranking: Ranking): number {
  const own = scores[ranking]
  const average = effects.reduce((sum, effect) => sum + effect / effects.length, 0)
  const squares = own.reduce((sum, score) => sum + score * score, 0)
  if (squares <= 0) return 0
  const slope = own.reduce((sum, score, at) => sum + score * ((effects[at] ?? 0) - average), 0) / squares
  const variance =
    own.reduce((sum, score, at) => {
      const rest = (effects[at] ?? 0) - average - slope * score
      return sum + score * score * rest * rest
    }, 0) /
    squares ** 2
  return slope > 0 ? slope * Math.max(0, 1 - variance / slope ** 2) : 0
}
