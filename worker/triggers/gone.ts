import type { FiringRow } from '../../schema/triggers/firings.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import type { CancelReason } from '../../vocabulary/decisions/triggers.ts'
import type { AskedReason, KnownReason, LaterOrder } from '../store/triggers/reasons.ts'
import { nameAfter } from './causes.ts'
import { dayBegan } from './dates.ts'

/** What is read to know whether the reason of a firing still holds. @param zone of the shop */
export function askedReason(firing: FiringRow, trigger: TriggerRow | undefined, zone: string): AskedReason {
  const { trigger_id, customer, cause, step, since } = firing
  // A name of an event has no colon; a key may have some.
  const [event = null, ...key] = nameAfter('event', cause)?.split(':') ?? []
  const on = trigger?.written.on
  return {
    ...{ trigger_id, customer, cause, step, from: dayBegan(since, zone) },
    order_id: nameAfter('order', cause),
    ...{ event, event_key: event === null ? null : key.join(':') },
    any_cause: on?.type === 'order' && on.first_only,
  }
}

/**
 * Why the reason of a firing has gone; undefined while it holds.
 * @param attributes what the merchant says of the person
 */
export function goneReason(
  firing: Pick<FiringRow, 'cause' | 'since' | 'item_ids'>,
  { written }: Pick<TriggerRow, 'written'>,
  known: Pick<KnownReason, 'orders' | 'has_order' | 'is_cancelled'>,
  attributes: Readonly<Record<string, string | number | boolean>>,
  zone: string,
): CancelReason | undefined {
  const { on, cancel_on } = written
  if (known.is_cancelled) return 'event_cancelled'
  const own = nameAfter('order', firing.cause)
  if (own !== null && !known.has_order) return 'order_cancelled'
  if (on.type === 'attribute') {
    const value = attributes[on.attribute]
    if (typeof value !== 'number' || value < on.at_least) return 'below'
  }
  const later = known.orders.filter((order) => order.order_id !== own && isAfter(order, firing.since, zone))
  const items = new Set(firing.item_ids)
  // Who bought again has not lapsed, and what was bought again is not due.
  if ((cancel_on.includes('order') || on.type === 'lapse') && later.length > 0) return 'ordered'
  const isItems = cancel_on.includes('bought_items') || on.type === 'due'
  if (isItems && later.some(({ item_ids }) => item_ids.some((id) => items.has(id)))) return 'bought_items'
  return undefined
}

/** Whether an order was placed after a time. A date without a time is the first moment of its day: it may have been later on that day. */
const isAfter = ({ ordered_at }: LaterOrder, time: number, zone: string): boolean =>
  ordered_at > time || (ordered_at < time && ordered_at === dayBegan(time, zone))
