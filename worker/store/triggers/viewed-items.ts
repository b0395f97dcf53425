import { type SQL, sql } from 'drizzle-orm'
import type { ViewDay } from '../../../schema/outcomes/journeys.ts'
import type { Store } from '../open.ts'

/** The views of a signed-in customer's browser. */
export type CustomerViews = { visitor: string; customer: string | null; views: ViewDay[] }

/** The next visitors with the views of those who are signed in, by visitor. @param limit at most 100: a journey can have 13 kB */
export async function listCustomerViews(
  { shop_id, db }: Store,
  after: string,
  limit: number,
): Promise<CustomerViews[]> {
  const rows = await db.all<{ visitor: string; customer: string | null; views: string }>(sql`
    select visitor, customer, iif(customer is null, '[]', views) as views from journeys
    where shop_id = ${shop_id} and visitor > ${after} order by visitor limit ${limit}`)
  return rows.map((row) => ({ ...row, views: JSON.parse(row.views) }))
}

const isOut = sql.raw(`(i.availability = 'out_of_stock' or not i.published)`)

/** Statement that notes what customers viewed last on which day, with what the items cost now. */
export const noteViews = (
  shop_id: string,
  views: readonly { customer: string; item_id: string; day: number }[],
  now: number,
): SQL => sql`
  insert into viewed_items (shop_id, customer, item_id, day, price, out_at)
  select ${shop_id}, v.value ->> 'customer', i.item_id, max(v.value ->> 'day'), i.price, iif(${isOut}, ${now}, null)
  from json_each(${JSON.stringify(views)}) v
  left join item_references r on r.shop_id = ${shop_id} and r.reference = 'i:' || (v.value ->> 'item_id')
  cross join items i on i.shop_id = ${shop_id} and i.item_id = coalesce(r.item_id, v.value ->> 'item_id')
  where not exists (select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = v.value ->> 'customer')
  group by v.value ->> 'customer', i.item_id
  on conflict do update set day = excluded.day, price = excluded.price, out_at = excluded.out_at
  where excluded.day > viewed_items.day`

/** An item that a customer viewed, as it was and is. */
export type ViewedItem = {
  customer: string
  item_id: string
  day: number
  /** Price at the view and now, minor units. */
  price: number | null
  price_now: number | null
  out_at: number | null
  is_out: boolean
}

/** The next viewed items, by customer and item. */
export async function listViewedItems(
  { shop_id, db }: Store,
  [customer = '', item_id = '']: readonly string[],
  limit: number,
): Promise<ViewedItem[]> {
  const rows = await db.all<Omit<ViewedItem, 'is_out'> & { is_out: number }>(sql`
    select v.customer, v.item_id, v.day, v.price, v.out_at, i.price as price_now, coalesce(${isOut}, 1) as is_out
    from viewed_items v left join items i on i.shop_id = v.shop_id and i.item_id = v.item_id
    where v.shop_id = ${shop_id} and (v.customer, v.item_id) > (${customer}, ${item_id})
    order by v.customer, v.item_id limit ${limit}`)
  return rows.map((row) => ({ ...row, is_out: row.is_out === 1 }))
}

/** Statement that notes since when viewed items are out of stock; null for those that are there again. */
export const noteStock = (
  shop_id: string,
  items: readonly Pick<ViewedItem, 'customer' | 'item_id' | 'out_at'>[],
): SQL => sql`
  update viewed_items as w set out_at = c.value ->> 'out_at' from json_each(${JSON.stringify(items)}) c
  where w.shop_id = ${shop_id} and w.customer = c.value ->> 'customer' and w.item_id = c.value ->> 'item_id'`
