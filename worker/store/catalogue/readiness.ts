import { type SQL, sql } from 'drizzle-orm'
import type { Store } from '../open.ts'

/** Numbers on which the answers for one item are based. */
export type ReadinessRow = {
  item_id: string
  title: string
  orders: number
  companions: number
  borrowed: number
  /** Companions of its category. */
  pooled: number
}

/** @param some the items `i` of the shop of `sl` that are wanted */
const countsOf = (some: SQL) => sql`
    select i.item_id, i.title, coalesce(l.seed_orders, 0) as orders,
      coalesce((select count(*) from json_each(l.companions) c where c.value ->> 'borrowed' is null
        and c.value ->> 'popular' is null), 0) as companions,
      coalesce((select count(*) from json_each(l.companions) c where c.value ->> 'borrowed'), 0) as borrowed,
      coalesce(json_array_length(k.companions), 0) as pooled
    from slots sl ${some}
    left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.key = i.item_id
    left join lists k on k.shop_id = sl.shop_id and k.slot = sl.live_slot and k.kind = 'category' and k.key = i.category
`

/** A page of the catalogue by id, with each item's counts in the live model. */
export const listReadiness = async (store: Store, after: string, limit: number): Promise<ReadinessRow[]> =>
  await store.db.all<ReadinessRow>(sql`
    ${countsOf(sql`cross join items i on i.shop_id = sl.shop_id`)}
    where sl.shop_id = ${store.shop_id} and i.item_id > ${after} order by i.item_id limit ${limit}`)

/**
 * The published items with the most orders in the live model, best first, then those in no order. Reads the number of orders of every
 * list, and only of the best ones what stands in them: with 100,000 items the whole lists took seconds.
 */
export const listMostBought = async (store: Store, limit: number): Promise<ReadinessRow[]> =>
  await store.db.all<ReadinessRow>(sql`
    with bought as materialized (
      select s.item_id, l.seed_orders from slots sl
      cross join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = 'item' and l.seed_orders > 0
      cross join item_search s on s.shop_id = sl.shop_id and s.item_id = l.key and s.published = 1
      where sl.shop_id = ${store.shop_id} order by l.seed_orders desc, s.item_id limit ${limit}),
    others as materialized (
      select s.item_id, 0 as seed_orders from item_search s
      where s.shop_id = ${store.shop_id} and s.published = 1 and s.item_id not in (select item_id from bought)
      order by s.item_id limit ${limit} - (select count(*) from bought)),
    best as materialized (select * from bought union all select * from others)
    ${countsOf(sql`cross join best b cross join items i on i.shop_id = sl.shop_id and i.item_id = b.item_id`)}
    where sl.shop_id = ${store.shop_id} order by b.seed_orders desc, i.item_id`)
