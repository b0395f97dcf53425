import { type SQL, sql } from 'drizzle-orm'
import { type AccountBuyer, accountBuyers } from '../../../schema/accounts/buyers.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { erasedAmong } from '../orders/privacy.ts'
import { rowsOf } from '../serving/rows.ts'
import { insertRows } from '../upsert.ts'

/** A buyer with the orders for the account. */
export type ListedBuyer = Pick<AccountBuyer, 'customer' | 'role' | 'since' | 'until'> & {
  orders: number
  last_order_at: number | null
}

/** Buyers of an account that a list has, newest first. */
const MAX_LISTED = 200

/** Condition: the merchant has not said of the person with this key for whom they buy. */
const hasNoStint = (shop_id: string, key: SQL): SQL => sql`not exists (
  select 1 from json_each(${keysOfOne(sql`${shop_id}`, key)}) k
  cross join account_buyers s on s.shop_id = ${shop_id} and s.customer = k.value)`

/**
 * Statement for the people who buy for an account: those whom the merchant has named, and those whose orders name the company. One row for each
 * person and time.
 */
export function selectBuyers(shop_id: string, account_id: string): SQL {
  const person = (key: SQL) =>
    sql`coalesce((select k.person from person_keys k where k.shop_id = ${shop_id} and k.key = ${key}), ${key})`
  return sql`
    with named as (
      select ${person(sql`b.customer`)} as customer, b.role, b.since, b.until, (
          select json_array(count(*), max(o.ordered_at)) from json_each(${keysOfOne(sql`${shop_id}`, sql`b.customer`)}) k
          cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
          where o.status in ${COUNTED} and o.ordered_at >= b.since and (b.until is null or o.ordered_at < b.until)
            and (o.account is null or not exists (select 1 from account_companies n
              where n.shop_id = ${shop_id} and n.company = o.account and n.account_id <> ${account_id}))) as bought
      from account_buyers b indexed by account_buyers_by_account where b.shop_id = ${shop_id} and b.account_id = ${account_id}
    ), ordering as (
      select ${person(sql`o.customer`)} as customer, count(*) as orders, max(o.ordered_at) as last_at
      from account_companies c cross join orders o indexed by orders_by_account on o.shop_id = ${shop_id} and o.account = c.company
      where c.shop_id = ${shop_id} and c.account_id = ${account_id} and o.customer is not null and o.status in ${COUNTED}
      group by 1
    ), unnamed as (select * from ordering where ${hasNoStint(shop_id, sql`ordering.customer`)})
    select customer, role, since, until, bought ->> 0 as orders, bought ->> 1 as last_order_at from named
    union all
    select customer, '', 0, null, orders, last_at from unnamed
    order by 6 desc, 1 limit ${MAX_LISTED}`
}

export const readBuyers = async ({ db, shop_id }: Store, account_id: string): Promise<ListedBuyer[]> =>
  await db.all(selectBuyers(shop_id, account_id))

/** Handles of the people who buy for these accounts now, each with its account and since when. @param account_ids at most 500 */
export const buyersNow = (shop_id: string, account_ids: SQL, now: number): SQL => sql`
  select a.value as account_id, b.customer, b.since from json_each(${account_ids}) a
  cross join account_buyers b indexed by account_buyers_by_account on b.shop_id = ${shop_id} and b.account_id = a.value
  where b.until is null or b.until > ${now}
  union
  select account_id, customer, 0 from (
    select distinct a.value as account_id, o.customer from json_each(${account_ids}) a
    cross join account_companies c indexed by account_companies_by_account on c.shop_id = ${shop_id} and c.account_id = a.value
    cross join orders o indexed by orders_by_account on o.shop_id = ${shop_id} and o.account = c.company
    where o.customer is not null) u
  where ${hasNoStint(shop_id, sql`u.customer`)}`

/** For which accounts a person bought, and when. */
export type Stint = Omit<AccountBuyer, 'shop_id' | 'customer'>

/** The stints of these people, and those of them who are erased. */
export async function readStints(
  store: Store,
  customers: readonly string[],
): Promise<{ stints: Map<string, Stint[]>; erased: Set<string> }> {
  const { d1, shop_id } = store
  const [found, erased] = await batch(d1, [
    // Under whichever of their keys it was said.
    sql`select c.value as customer, b.since, b.until, b.account_id, b.role from json_each(${JSON.stringify(customers)}) c
      cross join json_each(${keysOfOne(sql`${shop_id}`, sql`c.value`)}) k
      cross join account_buyers b on b.shop_id = ${shop_id} and b.customer = k.value order by 1, b.since`,
    erasedAmong(store, customers),
  ])
  const stints = new Map<string, Stint[]>()
  for (const { customer, ...stint } of rowsOf<Stint & { customer: string }>(found)) {
    stints.set(customer, [...(stints.get(customer) ?? []), stint])
  }
  return { stints, erased: new Set(rowsOf<{ customer: string }>(erased).map(({ customer }) => customer)) }
}

/** Writes the stints of people in place of those before, in one transaction; not those of people who were erased meanwhile. */
export async function writeStints(
  { d1, shop_id }: Store,
  people: ReadonlyMap<string, readonly Stint[]>,
): Promise<void> {
  const customers = JSON.stringify([...people.keys()])
  const rows = JSON.stringify(
    [...people].flatMap(([customer, stints]) => stints.map((one) => ({ customer, ...one }))),
  )
  await batch(d1, [
    sql`delete from account_buyers where shop_id = ${shop_id} and customer in (
      select k.value from json_each(${customers}) c, json_each(${keysOfOne(sql`${shop_id}`, sql`c.value`)}) k)`,
    insertRows(
      accountBuyers,
      shop_id,
      rows,
      sql`not exists (select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = json_each.value ->> 'customer')`,
    ),
  ])
}
