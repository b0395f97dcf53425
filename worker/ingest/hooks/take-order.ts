import type { Shop } from '../../../schema/shop/shops.ts'
import { erasedCountIs, readOrderBase, type Taken } from '../../store/orders/platform-records.ts'
import { keysOfFact } from '../identity/join-people.ts'
import { keptKey } from '../identity/link-people.ts'
import { orderOf, totalsDiffer } from './compose-order.ts'
import {
  endsOf,
  foreign,
  type Hook,
  latest,
  type OrderMessage,
  orderState,
  type Step,
  same,
} from './records.ts'
import { goneSince, joinOrders, type OrderState } from './states.ts'

/** Processes a message about an order or a refund; the refund may arrive first. */
export async function stepOfOrder(hook: Hook, message: OrderMessage): Promise<Step> {
  const { store, shop, platform } = hook
  const { id, buyer = {} } = message
  const names = [...keysOfFact(buyer), ...(message.customer === undefined ? [] : [message.customer])]
  const customers = [...new Set(names)]
  const named = message.part.word?.order_id ?? ''
  const { record, order, erased } = await readOrderBase(store, platform, id, named, customers)
  const before = orderState(record)
  const known = new Map(erased.map(({ customer, spreads }) => [customer, spreads === 1]))
  // The platform may have named the order in a redaction.
  const customer = before.redacted ? undefined : keptKey(buyer, message.customer, known)
  const isErased = before.redacted || customer !== message.customer
  const { word } = message.part
  // The company and the personal codes of a buyer who asked to be forgotten could name them.
  const { account: _, coupons: __, ...unnamed } = word?.stated ?? {}
  const stated = word?.stated && { stated: isErased ? unnamed : word.stated }
  const buyer_key = customer !== undefined && { customer }
  const part = word ? { ...message.part, word: { ...word, ...stated, ...buyer_key } } : message.part
  const state = joinOrders(before, part)
  if (record && same(state, before)) return 'late'
  const order_id = state.word?.order_id ?? record?.target_id ?? ''
  const stored = order?.order_id === order_id ? order : undefined
  const base = latest([record?.base_at ?? 0, foreign(stored, record)])
  const as_of = latest([
    record?.as_of ?? 0,
    state.word?.as_of ?? 0,
    ...endsOf(state.ends),
    ...Object.values(state.refunds ?? {}).map((refund) => refund.as_of),
  ])
  // An order counts once, however many messages are about it.
  const differs = totalsDiffer(state, shop.currency, base) && !totalsDiffer(before, shop.currency, base)
  const kept = {
    kind: 'order',
    platform_id: id,
    as_of,
    base_at: base,
    version: 0,
    target_id: order_id,
  } as const
  return {
    seen: {
      records: [['order', id, record?.version ?? 0]],
      more: [erasedCountIs(store, customers, erased.length)],
    },
    taken: {
      records: [{ ...kept, state: JSON.stringify(state) }],
      ...rowOf(state, shop, order_id, base, as_of),
      ...(differs && { differs }),
    },
  }
}

/** The order's row to write, or its deletion. */
function rowOf(
  state: OrderState,
  { currency }: Shop,
  order_id: string,
  base: number,
  as_of: number,
): Pick<Taken, 'order' | 'withdrawn'> {
  const whole = orderOf(state, currency, base)
  if (whole && whole.lines.length > 0) return { order: { ...whole, as_of } }
  if (whole) return { withdrawn: { order_id, as_of, status: 'refunded' } }
  const gone = goneSince(state)
  return gone !== undefined && gone >= base && order_id !== ''
    ? { withdrawn: { order_id, as_of, status: 'cancelled' } }
    : {}
}
