import { sql } from 'drizzle-orm'
import type { FiringRow } from '../../../schema/triggers/firings.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'

/** An order of a person, with the items that it has. */
export type LaterOrder = { order_id: string; ordered_at: number; item_ids: string[] }

/** What is asked of a firing. */
export type AskedReason = Pick<FiringRow, 'trigger_id' | 'customer' | 'cause' | 'step'> & {
  /** UTC milliseconds from which orders are read. */
  from: number
  /** The order that is the cause; null for none. */
  order_id: string | null
  /** Name and key of the event that is the cause; null for none. */
  event: string | null
  event_key: string | null
  /** Whether any other firing of the trigger for the person is the same one. */
  any_cause: boolean
}

/** What is known of a firing's reason. */
export type KnownReason = {
  orders: LaterOrder[]
  /** Whether the order that is the cause still counts. */
  has_order: boolean
  is_cancelled: boolean
  /** Whether the same firing is there under another key of the person, which goes first. */
  is_repeated: boolean
  /** Decisions that belong to firings of the person, or to campaigns. */
  claimed: string[]
}

/** Reads what is known of the reasons of firings, in their order and one round trip. */
export async function readReasons(
  { shop_id, d1 }: Store,
  asked: readonly AskedReason[],
): Promise<KnownReason[]> {
  const given = sql`json_each(${JSON.stringify(asked)}) g`
  const keys = sql`json_each(${keysOfOne(sql`${shop_id}`, sql`g.value ->> 'customer'`)}) k`
  const [ordered, caused, cancelled, repeated, claimed] = await batch(d1, [
    sql`select g.key as at, o.order_id, o.ordered_at, (
          select json_group_array(coalesce(r.item_id, substr(l.value ->> 0, 3))) from json_each(o.lines) l
          left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0) as item_ids
      from ${given} cross join ${keys} cross join orders o indexed by orders_by_customer
        on o.shop_id = ${shop_id} and o.customer = k.value
      where o.status in ${COUNTED} and o.ordered_at >= g.value ->> 'from'`,
    sql`select g.key as at from ${given} cross join orders o on o.shop_id = ${shop_id} and o.order_id = g.value ->> 'order_id'
      where o.status in ${COUNTED}`,
    sql`select distinct g.key as at from ${given} cross join ${keys} cross join custom_events e on e.shop_id = ${shop_id}
        and e.customer = k.value and e.name = g.value ->> 'event' and e.key = g.value ->> 'event_key'
      where e.cancelled_at is not null`,
    sql`select distinct g.key as at from ${given} cross join ${keys} cross join trigger_firings f
        on f.shop_id = ${shop_id} and f.trigger_id = g.value ->> 'trigger_id' and f.customer = k.value
      where f.customer <> g.value ->> 'customer' and f.step = g.value ->> 'step'
        and (f.cause = g.value ->> 'cause' or g.value ->> 'any_cause')
        and f.reason is not 'repeated' and (f.state <> 'waiting' or f.customer < g.value ->> 'customer')`,
    sql`select g.key as at, f.decision_id from ${given} cross join ${keys}
      cross join trigger_firings f indexed by trigger_firings_by_customer on f.shop_id = ${shop_id} and f.customer = k.value
      where f.decision_id is not null
      union all select g.key as at, m.decision_id from ${given} cross join ${keys}
      cross join campaign_members m indexed by campaign_members_by_customer on m.shop_id = ${shop_id} and m.customer = k.value
      where m.decision_id is not null`,
  ])
  const places = (result: D1Result<unknown> | undefined) =>
    new Set(rowsOf<{ at: number }>(result).map(({ at }) => at))
  const [withOrder, gone, again] = [places(caused), places(cancelled), places(repeated)]
  const orders = rowsOf<Omit<LaterOrder, 'item_ids'> & { at: number; item_ids: string }>(ordered)
  const claims = rowsOf<{ at: number; decision_id: string }>(claimed)
  return asked.map((_, place) => ({
    orders: orders
      .filter(({ at }) => at === place)
      .map(({ order_id, ordered_at, item_ids }) => ({
        ...{ order_id, ordered_at, item_ids: JSON.parse(item_ids) },
      })),
    has_order: withOrder.has(place),
    is_cancelled: gone.has(place),
    is_repeated: again.has(place),
    claimed: claims.filter(({ at }) => at === place).map(({ decision_id }) => decision_id),
  }))
}
