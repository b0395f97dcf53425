import { sixDigits } from '../numbers/round.ts'

/** Acceptances by which an offer begins as expected: what 20 people accept of whom one in twenty was expected to. */
const PRIOR = 1

/** What became of an offer on a channel so far: how many accepted it, and how many of those whom it reached were expected to. */
export type Answers = { accepted: number; expected: number }

/**
 * Probability that the person accepts: what is expected of this person, with its odds multiplied by how many times more often than expected
 * the offer was accepted so far (the mean of a Gamma distribution with prior mean 1). So answers correct the level of an offer, and people
 * keep their order: the mean of all answers would be the same for everybody.
 * @param own expected of this person, 0 < own < 1
 */
export function acceptance({ accepted, expected }: Answers, own: number): number {
  const ratio = (accepted + PRIOR) / (expected + PRIOR)
  return (ratio * own) / (1 - own + ratio * own)
}

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
  if (!best || drawn.length < 2) return { ranked, chance: 1 }
  const each = share / drawn.length
  if (dice[0] >= share) return { ranked, chance: 1 - share + (best.may_explore ? each : 0) }
  const first = drawn[Math.floor(dice[1] * drawn.length)] ?? best
  return {
    ranked: [first, ...ranked.filter((one) => one !== first)],
    chance: first === best ? 1 - share + each : each,
  }
}
