import { type Estimate, normalEstimate } from '../measure/estimate.ts'
import { errorOf, momentsOf } from '../measure/moments.ts'
import type { CrossFit } from './cross-fit.ts'
import { DIFFERENCES, RANKINGS, type Ranking } from './estimators.ts'

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

/** Standard errors by which a ranking must be better than a simpler one. */
export type Rule = {
  /** The response than everybody alike. */
  response: number
  /** An estimator of the difference than the response, or than the estimator that was the best so far. */
  over_response: number
  /** An estimator of the difference than everybody alike. */
  difference: number
}

/**
 * One standard error, as is usual, and two for estimators of the difference against everybody: their cross-validated figures vary more than
 * their errors say, because what one fold has too much of the others have too little. `npm run bench -- uplift` measures that, and counts the
 * right choices of several rules.
 * @see L. Breiman et al. (1984), Classification and Regression Trees, section 3.4.3; Y. Bengio, Y. Grandvalet (2004), JMLR 5, 1089–1105
 */
export const RULE: Rule = { response: 1, over_response: 1, difference: 2 }

/** The simplest ranking that no other clearly beats. */
export function chooseRanking(found: CrossFit, rule: Rule = RULE): Choice {
  const beats = (ranking: Ranking, than: Ranking, errors: number) => {
    const gain = qiniGain(found, ranking, than)
    return gain.value > errors * gain.error
  }
  let best: Ranking = 'response'
  for (const ranking of DIFFERENCES) {
    if (beats(ranking, best, rule.over_response) && beats(ranking, 'everybody', rule.difference))
      best = ranking
  }
  if (best === 'response' && !beats(best, 'everybody', rule.response)) best = 'everybody'
  const candidates = RANKINGS.map((ranking) => ({
    ranking,
    qini: qiniGain(found, ranking, 'everybody'),
    over_response: qiniGain(found, ranking, 'response'),
  }))
  return { ranking: best, candidates }
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

/** A slope and its standard error. */
export type Slope = { slope: number; error: number }

/**
 * By how much the effect rises with the score of a ranking: the slope of a regression of the doubly robust scores on the scores, shrunken
 * to 0 by its own error (positive-part James–Stein). A slope below 0 counts as 0: it would turn the ranking round.
 * @see V. Chernozhukov, M. Demirer, E. Duflo, I. Fernández-Val (2018), NBER 24678, on best linear predictors of effects
 */
export function shrunkenSlope({ effects, scores }: CrossFit, ranking: Ranking): Slope {
  const own = scores[ranking]
  const average = effects.reduce((sum, effect) => sum + effect / effects.length, 0)
  const squares = own.reduce((sum, score) => sum + score * score, 0)
  if (squares <= 0) return { slope: 0, error: 0 }
  const slope = own.reduce((sum, score, at) => sum + score * ((effects[at] ?? 0) - average), 0) / squares
  const variance =
    own.reduce((sum, score, at) => {
      const rest = (effects[at] ?? 0) - average - slope * score
      return sum + score * score * rest * rest
    }, 0) /
    squares ** 2
  const shrunken = slope > 0 ? slope * Math.max(0, 1 - variance / slope ** 2) : 0
  return { slope: shrunken, error: Math.sqrt(variance) }
}
