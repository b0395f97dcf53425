import { sql } from 'drizzle-orm'
import type { OrderLine } from '../../../schema/orders/orders.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'

/** An order of an account. `currency` is null for the shop's own. */
export type AccountOrder = {
  account_id: string
  order_id: string
  ordered_at: number
  currency: string | null
  lines: OrderLine[]
}

/**
 * The dated orders of accounts, by account, newest first: those that name the company, and those of its buyers at the time that name no
 * other account's company.
 * @param account_ids at most 500
 */
export async function readAccountOrders(
  { db, shop_id }: Store,
  account_ids: readonly string[],
  currency: string,
  limit: number,
): Promise<AccountOrder[]> {
  const rows = await db.all<Omit<AccountOrder, 'lines'> & { lines: string }>(sql`
    with given as (select value as account_id from json_each(${JSON.stringify(account_ids)})),
    named as (
      select g.account_id, o.order_id from given g
      cross join account_companies c indexed by account_companies_by_account on c.shop_id = ${shop_id} and c.account_id = g.account_id
      cross join orders o indexed by orders_by_account on o.shop_id = ${shop_id} and o.account = c.company
      where o.status in ${COUNTED} and o.ordered_at is not null
      union
      select g.account_id, o.order_id from given g
      cross join account_buyers b indexed by account_buyers_by_account on b.shop_id = ${shop_id} and b.account_id = g.account_id
      cross join json_each(${keysOfOne(sql`${shop_id}`, sql`b.customer`)}) k
      cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
      where o.status in ${COUNTED} and o.ordered_at >= b.since and (b.until is null or o.ordered_at < b.until)
        and (o.account is null or not exists (
          select 1 from account_companies n where n.shop_id = ${shop_id} and n.company = o.account)))
    select n.account_id, o.order_id, o.ordered_at, nullif(o.currency, ${currency}) as currency, o.lines
    from named n cross join orders o on o.shop_id = ${shop_id} and o.order_id = n.order_id
    order by n.account_id, o.ordered_at desc, o.order_id limit ${limit}`)
  return rows.map(({ lines, ...row }) => ({ ...row, lines: JSON.parse(lines) }))
}
