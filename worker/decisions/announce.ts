import type { DecisionRow } from '../../schema/decisions/decisions.ts'
import type { ResponseRow } from '../../schema/decisions/responses.ts'
import type { DecisionChange } from '../store/decisions/write.ts'
import type { WebhookEvent } from '../store/shop/webhook-messages.ts'

/** What every message about a decision says. */
const named = ({ decision_id, customer, offer_id }: Omit<DecisionRow, 'shop_id'>) => ({
  ...{ decision_id, customer, offer_id },
})

/** The messages about a decision that is made, about those that it withdraws, and about purchases of what others offered. */
export function decisionEvents(
  { made, contact, withdrawn, bought }: DecisionChange,
  before: readonly DecisionRow[],
): WebhookEvent[] {
  const ended = before.filter(({ decision_id }) => withdrawn.includes(decision_id))
  return [
    ...ended.map((row) => ({
      type: 'decision.withdrawn' as const,
      data: named(row),
      customer: row.customer,
    })),
    ...bought.map(({ decision, at }) => ({
      type: 'decision.answered' as const,
      data: { ...named(decision), response: 'accepted', by: 'order', at },
      customer: decision.customer,
    })),
    ...(made
      ? [{ type: 'decision.made' as const, data: dataOf(made, contact?.at ?? null), customer: made.customer }]
      : []),
  ]
}

/** A decision for whoever is to deliver it. @param contact_at when its contact is planned; null on channels without contacts */
function dataOf(made: Omit<DecisionRow, 'shop_id'>, contact_at: number | null): object {
  const { kind, channel, item_ids, content, created_at, expires_at } = made
  return { ...named(made), kind, channel, item_ids, content, created_at, expires_at, contact_at }
}

/** The message about an answer that changes a decision; none about views. The customer's own words are not in it. */
export function answerEvents(
  decision: DecisionRow,
  { status }: Pick<DecisionRow, 'status'>,
  { response_id, response, reason, channel, at }: Omit<ResponseRow, 'shop_id'>,
): WebhookEvent[] {
  if (response === 'viewed' || status === decision.status) return []
  return [
    {
      type: 'decision.answered',
      data: { ...named(decision), response_id, response, reason, channel, by: 'customer', at },
      customer: decision.customer,
    },
  ]
}
