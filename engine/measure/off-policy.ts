import { type Estimate, normalEstimate } from './estimate.ts'
import { errorOf, momentsOf } from './moments.ts'

/** One card of a page whose cards were drawn with known chances, and what came of it. */
export type Logged = {
  /** Chance with which it had been drawn for its place, 0 < chance ≤ 1. */
  logged: number
  /** Chance with which the other policy would have drawn it there, 0 … 1. */
  other: number
  reward: number
}

/** Guessed rewards of a place: of the card that was shown, and of what the other policy would show. */
export type Guess = { shown: number; other: number }

/** Most that one card may count for: a rare draw says much, and is mostly luck. */
const CAP = 100

/** What a card counts for when the other policy is judged. */
export const weightOf = ({ logged, other }: Pick<Logged, 'logged' | 'other'>): number =>
  Math.min(CAP, other / logged)

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0)

const meanOf = (pages: readonly number[]): Estimate => {
  const moments = momentsOf(pages)
  return normalEstimate(moments.mean, errorOf(moments))
}

/**
 * What another policy would have brought a page, from what this one has logged: inverse propensity scoring, place by place,
 * so it holds where a card's reward does not hang on its neighbours. Cards of a page count together: one shopper saw them.
 * @param pages cards by page
 * @see D. Horvitz, D. Thompson (1952), J. Am. Stat. Assoc. 47, 663–685; A. Swaminathan et al. (2017), NeurIPS, on pages
 */
export const inversePropensity = (pages: readonly (readonly Logged[])[]): Estimate =>
  meanOf(pages.map((cards) => sum(cards.map((card) => weightOf(card) * card.reward))))

/**
 * The same beside a guess of each reward: right when either the chances or the guesses are, and narrower when both are.
 * @param guesses by page and card
 * @see M. Dudík, J. Langford, L. Li (2011), ICML
 */
export const doublyRobust = (
  pages: readonly (readonly Logged[])[],
  guesses: readonly (readonly Guess[])[],
): Estimate =>
  meanOf(
    pages.map((cards, page) =>
      sum(
        cards.map((card, at) => {
          const { shown, other } = guesses[page]?.[at] ?? { shown: 0, other: 0 }
          return other + weightOf(card) * (card.reward - shown)
        }),
      ),
    ),
  )
