import { hash53 } from '../../../engine/numbers/hash.ts'
import type { AccountOutcome, OutcomeView } from '../../../schema/accounts/outcomes.ts'
import { firstIdOf } from '../../store/ids.ts'

/** Id of the decision that stands for an outcome in the contact policy of the buyer; null where there is none. */
export const decisionOf = ({ outcome, outcome_id, customer, at }: AccountOutcome): string | null =>
  outcome === 'later' || customer === null ? null : openingDecisionId(outcome_id, at)

/** The same for the same outcome. Ids of decisions sort by time, and have no other characters than those of an address. */
const openingDecisionId = (outcome_id: string, at: number): string =>
  `${firstIdOf('dec', at)}${hash53(outcome_id).toString(32)}`

/** An outcome in a response. */
export const outcomeAsView = (row: AccountOutcome): OutcomeView => {
  const { outcome_id, family, item_id, outcome, reason, note, channel, member_id, at, follow_up_at } = row
  return {
    ...{ outcome_id, family, item_id, outcome, reason, note, channel, member_id, at, follow_up_at },
    decision_id: decisionOf(row),
  }
}
