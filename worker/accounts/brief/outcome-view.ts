import type { AccountOutcome, OutcomeView } from '../../../schema/accounts/outcomes.ts'

/** Id of the decision that stands for an outcome in the contact policy of the buyer; null where there is none. */
export const decisionOf = ({ outcome, outcome_id, customer, at }: AccountOutcome): string | null =>
  outcome === 'later' || customer === null ? null : openingDecisionId(outcome_id, at)

/** Ids of decisions sort by time. */
const openingDecisionId = (outcome_id: string, at: number): string =>
  `dec_${at.toString(32).padStart(10, '0')}_${outcome_id}`

/** An outcome in a response. */
export const outcomeAsView = (row: AccountOutcome): OutcomeView => {
  const { outcome_id, family, item_id, outcome, reason, note, channel, member_id, at, follow_up_at } = row
  return {
    ...{ outcome_id, family, item_id, outcome, reason, note, channel, member_id, at, follow_up_at },
    decision_id: decisionOf(row),
  }
}
