import { type Estimate, normalEstimate } from './estimate.ts'
import { errorOf, momentsOf } from './moments.ts'

/** One card whose item was drawn with a known probability, and its reward. */
export type Logged = {
  /** Probability under the logging policy, 0 < logged ≤ 1. */
  logged: number
  /** Probability under the evaluated policy, 0 … 1. */
  other: number
  reward: number
}

/** Weights are clipped here: it adds a little bias and removes much variance. */
const MAX_WEIGHT = 100

/** Importance weight of a card for the evaluated policy, clipped to 100. */
export const importanceWeight = ({ logged, other }: Pick<Logged, 'logged' | 'other'>): number =>
  Math.min(MAX_WEIGHT, other / logged)

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0)

const meanOf = (pages: readonly number[]): Estimate => {
  const moments = momentsOf(pages)
  return normalEstimate(moments.mean, errorOf(moments))
}

/**
 * Expected reward of a page under another policy, by inverse propensity scoring of each position. It assumes that the
 * reward of a card does not depend on its neighbours. The variance is that of whole pages, because one shopper saw all cards
 * of a page.
 * @param pages cards of each page
 * @see D. Horvitz, D. Thompson (1952), J. Am. Stat. Assoc. 47, 663–685; A. Swaminathan et al. (2017), NeurIPS, on pages
 */
export const inversePropensity = (pages: readonly (readonly Logged[])[]): Estimate =>
  meanOf(pages.map((cards) => sum(cards.map((card) => importanceWeight(card) * card.reward))))
