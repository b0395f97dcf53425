import { sql } from 'drizzle-orm'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'

/** An order of a known customer. */
export type PlacedOrder = { order_id: string; customer: string; ordered_at: number; item_ids: string[] }

/**
 * The oldest orders of known customers in a time of which a trigger has noted nothing. Orders arrive late and in any order, so there is no
 * cursor: a trigger's own firings say what was seen.
 * @param first_only only orders before which the person has no other, and nothing was noted of the person
 */
export async function newOrders(
  { shop_id, db }: Store,
  trigger_id: string,
  from: number,
  until: number,
  first_only: boolean,
  limit: number,
): Promise<PlacedOrder[]> {
  const keys = sql`json_each(${keysOfOne(sql`${shop_id}`, sql`o.customer`)}) k`
  const noted = sql`select 1 from ${keys} cross join trigger_firings f on f.shop_id = ${shop_id}
    and f.trigger_id = ${trigger_id} and f.customer = k.value`
  const isNew = first_only
    ? sql`not exists (${noted}) and not exists (
        select 1 from ${keys} cross join orders e indexed by orders_by_customer on e.shop_id = ${shop_id} and e.customer = k.value
        where e.status in ${COUNTED} and (e.ordered_at is null or (e.ordered_at, e.order_id) < (o.ordered_at, o.order_id)))`
    : sql`not exists (${noted} and f.cause = 'order:' || o.order_id)`
  const rows = await db.all<Omit<PlacedOrder, 'item_ids'> & { item_ids: string }>(sql`
    select o.order_id, o.customer, o.ordered_at, (
        select json_group_array(coalesce(r.item_id, substr(l.value ->> 0, 3))) from json_each(o.lines) l
        left join item_references r on r.shop_id = ${shop_id} and r.reference = l.value ->> 0) as item_ids
    from orders o indexed by orders_by_time
    where o.shop_id = ${shop_id} and o.customer is not null and o.ordered_at >= ${from} and o.ordered_at <= ${until}
      and o.status in ${COUNTED} and ${isNew}
      and not exists (select 1 from erasures x where x.shop_id = ${shop_id} and x.customer = o.customer)
    order by o.ordered_at, o.order_id limit ${limit}`)
  return rows.map((row) => ({ ...row, item_ids: JSON.parse(row.item_ids) }))
}
