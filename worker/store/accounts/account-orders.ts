import { type SQL, sql } from 'drizzle-orm'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { itemNamed } from '../serving/rows.ts'

/** An order of an account. `currency` is null for the shop's own. */
export type AccountOrder = {
  account_id: string
  order_id: string
  ordered_at: number
  currency: string | null
  lines: OrderLine[]
}

/**
 * Statement for the dated orders of accounts, as rows with `account_id` and `order_id`: those that name the company, and those of its
 * buyers at the time that name no other account's company.
 * @param account_ids a JSON array
 */
const selectOrders = (shop_id: string, account_ids: SQL): SQL => sql`
  select g.value as account_id, o.order_id from json_each(${account_ids}) g
  cross join account_companies c indexed by account_companies_by_account on c.shop_id = ${shop_id} and c.account_id = g.value
  cross join orders o indexed by orders_by_account on o.shop_id = ${shop_id} and o.account = c.company
  where o.status in ${COUNTED} and o.ordered_at is not null
  union
  select g.value, o.order_id from json_each(${account_ids}) g
  cross join account_buyers b indexed by account_buyers_by_account on b.shop_id = ${shop_id} and b.account_id = g.value
  cross join json_each(${keysOfOne(sql`${shop_id}`, sql`b.customer`)}) k
  cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
  where o.status in ${COUNTED} and o.ordered_at >= b.since and (b.until is null or o.ordered_at < b.until)
    and (o.account is null or not exists (
      select 1 from account_companies n where n.shop_id = ${shop_id} and n.company = o.account))`

/** The dated orders of accounts, by account, newest first. @param account_ids at most 500 */
export async function readAccountOrders(
  { db, shop_id }: Store,
  account_ids: readonly string[],
  currency: string,
  limit: number,
): Promise<AccountOrder[]> {
  const rows = await db.all<Omit<AccountOrder, 'lines'> & { lines: string }>(sql`
    select n.account_id, o.order_id, o.ordered_at, nullif(o.currency, ${currency}) as currency, o.lines
    from (${selectOrders(shop_id, sql`${JSON.stringify(account_ids)}`)}) n
    cross join orders o on o.shop_id = ${shop_id} and o.order_id = n.order_id
    order by n.account_id, o.ordered_at desc, o.order_id limit ${limit}`)
  return rows.map(({ lines, ...row }) => ({ ...row, lines: JSON.parse(lines) }))
}

/** An item that a buyer ordered for the account, and in how many of its newest orders. */
export type BuyersItem = {
  customer: string
  item_id: string
  category: string
  product_type: string | null
  title: string
  orders: number
}

/** Orders of an account that say who buys what: the newest. */
const MAX_ORDERS_TOLD = 60

/** Statement for what each buyer of an account ordered lately. The person stands for all of their keys. */
export const selectBuyersItems = (shop_id: string, account_id: string): SQL => sql`
  select coalesce((select k.person from person_keys k where k.shop_id = ${shop_id} and k.key = o.customer), o.customer) as customer,
    i.item_id, i.category, i.product_type, i.title, count(*) as orders
  from (
    select o.customer, o.lines from (${selectOrders(shop_id, sql`${JSON.stringify([account_id])}`)}) n
    cross join orders o on o.shop_id = ${shop_id} and o.order_id = n.order_id
    where o.customer is not null order by o.ordered_at desc, o.order_id limit ${MAX_ORDERS_TOLD}) o
  cross join json_each(o.lines) l
  cross join items i on i.shop_id = ${shop_id} and i.item_id = ${itemNamed(shop_id, sql`substr(l.value ->> 0, 3)`)}
  group by 1, 2`
