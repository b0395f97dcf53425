import type { ContactRow, DecisionRow, DecisionView } from '../../schema/decisions/decisions.ts'
import { statusOf } from './question.ts'

/** A decision in a response. @param now UTC milliseconds */
export const decisionAsView = (
  row: Omit<DecisionRow, 'shop_id'>,
  contacts: readonly Omit<ContactRow, 'shop_id'>[],
  now: number,
): DecisionView => {
  const { decision_id, customer, offer_id, kind, channel, item_ids, content, reasons } = row
  const { created_at, expires_at, parts, considered } = row
  const status = statusOf(row, now)
  const isOver = status === 'ignored' || status === 'expired'
  return {
    ...{ decision_id, customer, offer_id, kind, channel, item_ids, content, reasons, status },
    ...{ created_at, expires_at, parts, considered },
    ended_at: isOver ? (row.ended_at ?? expires_at) : row.ended_at,
    contacts: contacts.map(({ channel, at, made }) => ({ channel, at, made })),
  }
}
