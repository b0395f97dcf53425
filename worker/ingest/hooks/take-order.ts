import type { Shop } from '../../../schema/shop/shops.ts'
import {
  erasedCountIs,
  type KeptRecord,
  readOrderBase,
  type Taken,
} from '../../store/orders/platform-records.ts'
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
  const customers = namesOf(message)
  const named = message.part.word?.order_id ?? ''
  const base = await readOrderBase(store, platform, message.id, named, customers)
  const taken = orderStep(shop, message, base)
  if (!taken) return 'late'
  const records = [['order', message.id, base.record?.version ?? 0] as const]
  return { seen: { records, more: [erasedCountIs(store, customers, base.erased.length)] }, taken }
}

/** Every key under which a message names its buyer. */
export const namesOf = ({ buyer = {}, customer }: OrderMessage): string[] => [
  ...new Set([...keysOfFact(buyer), ...(customer === undefined ? [] : [customer])]),
]

/** What is stored about an order and its buyer. */
export type OrderBase = {
  record: KeptRecord | undefined
  order: { order_id: string; as_of: number } | undefined
  erased: readonly { customer: string; spreads: number }[]
}

/** What a message about an order or a refund changes; undefined when it contains nothing new. */
export function orderStep(
  shop: Shop,
  message: OrderMessage,
  { record, order, erased }: OrderBase,
): Taken | undefined {
  const { id, buyer = {} } = message
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
  if (record && same(state, before)) return undefined
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
    records: [{ ...kept, state: JSON.stringify(state) }],
    ...rowOf(state, shop, order_id, base, as_of),
    ...(differs && { differs }),
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
