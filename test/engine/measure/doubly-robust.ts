import { type Estimate, normalEstimate } from '../../../engine/measure/estimate.ts'
import { errorOf, momentsOf } from '../../../engine/measure/moments.ts'
import { importanceWeight, type Logged } from '../../../engine/measure/off-policy.ts'

// A direct implementation of the estimator, with which the tests compare the engine.

/** Predicted rewards of a position: of the card that was shown, and of the evaluated policy's choice. */
export type Guess = { shown: number; other: number }

/**
 * The doubly robust estimate: unbiased when either the probabilities or the predicted rewards are right, and narrower than
 * `inversePropensity` when both are.
 * @param guesses predicted rewards by page and card
 * @see M. Dudík, J. Langford, L. Li (2011), ICML
 */
export const doublyRobust = (
  pages: readonly (readonly Logged[])[],
  guesses: readonly (readonly Guess[])[],
): Estimate =>
  estimateOf(
    pages.map((cards, page) =>
      sum(
        cards.map((card, at) => {
          const { shown, other } = guesses[page]?.[at] ?? { shown: 0, other: 0 }
          return other + importanceWeight(card) * (card.reward - shown)
        }),
      ),
    ),
  )

function estimateOf(pages: readonly number[]): Estimate {
  const moments = momentsOf(pages)
  return normalEstimate(moments.mean, errorOf(moments))
}

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0)
