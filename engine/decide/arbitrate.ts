import { sixDigits } from '../numbers/round.ts'

/** Exposures with the prior acceptance that an offer begins with: how many answers outweigh the expectation. */
const PRIOR_EXPOSURES = 20

/** What became of an offer on a channel so far. */
export type Answers = { exposures: number; accepted: number }

/**
 * Probability that the person accepts: the mean of a Beta distribution whose prior has the expected acceptance and the weight of
 * 20 exposures (beta-binomial).
 * @param expected 0 to 1
 */
export const acceptance = ({ exposures, accepted }: Answers, expected: number): number =>
  (accepted + PRIOR_EXPOSURES * expected) / (Math.max(exposures, accepted) + PRIOR_EXPOSURES)

/** The parts of an offer's priority; their product decides. */
export type PriorityParts = {
  /** Probability that the person accepts, 0 to 1. */
  propensity: number
  /** 0 to 2: how well it fits to what the person does now. */
  context: number
  /** Minor units: expected net margin less incentive and cost of the contact, > 0. */
  value: number
  /** 0.2 to 5, set by people. */
  lever: number
}

export const priorityOf = ({ propensity, context, value, lever }: PriorityParts): number =>
  sixDigits(propensity * context * value * lever)

/**
 * The offers in the order in which they are made: by priority, ties by id. In a share of the decisions one of them is drawn instead,
 * so that what is learned does not only confirm what was believed.
 * @param dice two numbers, 0 ≤ x < 1: whether to draw, and which
 * @param share probability of a draw, 0 to 0.05
 * @returns with the probability with which the first one became the first
 */
export function arbitrated<Offer extends { offer_id: string; priority: number; may_explore: boolean }>(
  offers: readonly Offer[],
  share: number,
  dice: readonly [number, number],
): { ranked: Offer[]; chance: number } {
  const ranked = [...offers].sort((a, b) => b.priority - a.priority || (a.offer_id < b.offer_id ? -1 : 1))
  const drawn = ranked.filter(({ may_explore }) => may_explore)
  const [best] = ranked
  if (!best || drawn.length < 2 || share === 0) return { ranked, chance: 1 }
  const each = share / drawn.length
  if (dice[0] >= share) return { ranked, chance: 1 - share + (best.may_explore ? each : 0) }
  const first = drawn[Math.floor(dice[1] * drawn.length)] ?? best
  const isBest = first === best
  return {
    ranked: [first, ...ranked.filter((one) => one !== first)],
    chance: isBest ? 1 - share + each : each,
  }
}
