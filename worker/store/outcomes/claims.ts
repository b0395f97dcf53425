import { type SQL, sql } from 'drizzle-orm'
import type { Purchase } from '../../../schema/outcomes/journeys.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'

/** Maximum time between an order and the browser's report of it. */
export const MAX_REPORT_DELAY = 2 * DAY

/** A visitor's report that an order is theirs. */
export type Claim = Pick<
  Purchase,
  'visitor' | 'customer' | 'received_at' | 'proof' | 'currency' | 'value' | 'tax' | 'item_ids'
>

/** Claims that are compared with one claim: those with a proof, and those that came nearest in time. */
const MAX_CLAIMS = 20

/**
 * The purchase's order name with a leading # if it has none, and without it if it has one.
 * @param p alias of the purchase
 */
const otherName = (p: SQL): SQL =>
  sql`iif(${p}.transaction_id glob '#[^#]*', substr(${p}.transaction_id, 2), '#' || ${p}.transaction_id)`

/**
 * Id of a purchase's order: found by its name, with or without a leading #, or by the platform's own number.
 * @param p alias of the purchase
 */
export const orderIdOf = (shop_id: string, p: SQL): SQL => sql`coalesce(
  (select order_id from orders where shop_id = ${shop_id} and order_id = ${p}.transaction_id),
  (select order_id from orders where shop_id = ${shop_id} and order_id = ${otherName(p)}),
  (select target_id from platform_records where shop_id = ${shop_id} and platform = 'shopify' and kind = 'order'
    and platform_id = ${p}.transaction_id),
  (select target_id from platform_records where shop_id = ${shop_id} and platform = 'woocommerce' and kind = 'order'
    and platform_id = ${p}.transaction_id))`

/**
 * The claims on a purchase's order as JSON, its own included: `Claim[]`.
 * @param p alias of the purchase
 */
export const claimsOn = (p: SQL): SQL => sql`(
  select json_group_array(json_object('visitor', q.visitor, 'customer', q.customer, 'received_at', q.received_at, 'proof', q.proof,
    'currency', q.currency, 'value', q.value, 'tax', q.tax, 'item_ids', json(q.item_ids)))
  from (select * from purchases r where r.shop_id = ${p}.shop_id and r.transaction_id in (${p}.transaction_id, ${otherName(p)})
    order by r.proof is null, abs(r.received_at - ${p}.received_at) limit ${MAX_CLAIMS}) q)`

/** Names that are looked up in one statement. */
const NAMES_AT_ONCE = 2_000

/** The items that names stand for, as pages and orders call them: an item's id, another name of it, or else the name itself. */
export async function readNamedItems(store: Store, names: readonly string[]): Promise<Map<string, string>> {
  const { shop_id } = store
  const found = new Map<string, string>()
  for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
    const part = JSON.stringify(names.slice(from, from + NAMES_AT_ONCE))
    const rows = await store.db.all<{ name: string; item_id: string }>(sql`
      select n.value as name, coalesce(
        (select i.item_id from items i where i.shop_id = ${shop_id} and i.item_id = n.value),
        (select a.item_id from item_aliases a where a.shop_id = ${shop_id} and a.alias = n.value order by a.kind limit 1),
        n.value) as item_id
      from json_each(${part}) n`)
    for (const { name, item_id } of rows) found.set(name, item_id)
  }
  return found
}

/** Shares of the live model's orders that have an item, for those with a list of companions. */
export async function readItemShares(
  store: Store,
  item_ids: readonly string[],
): Promise<Map<string, number>> {
  const { shop_id } = store
  const rows = await store.db.all<{ item_id: string; share: number }>(sql`
    select l.key as item_id, 1.0 * l.seed_orders / (m.counts ->> 'orders') as share
    from slots s
    join models m on m.shop_id = s.shop_id and m.model_id = s.live_model and m.counts ->> 'orders' > 0
    cross join json_each(${JSON.stringify(item_ids)}) c
    join lists l on l.shop_id = s.shop_id and l.slot = s.live_slot and l.kind = 'item' and l.key = c.value
    where s.shop_id = ${shop_id}`)
  return new Map(rows.map(({ item_id, share }) => [item_id, share]))
}
