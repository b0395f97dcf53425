import { type SQL, sql } from 'drizzle-orm'
import {
  type AccountRow,
  accounts,
  MAX_ACCOUNTS,
  type WrittenAccount,
} from '../../../schema/accounts/accounts.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { rowsOf } from '../serving/rows.ts'
import { type AccountFilter, filtered } from './filter.ts'
import { type AccountScope, inScope } from './scope.ts'

/** An account with the name of its rep. */
export type ListedAccount = AccountRow & { rep_name: string | null }

const listed = ({ rep_name, ...row }: Record<string, unknown>): ListedAccount => ({
  ...rowOfTable(accounts, row),
  rep_name: rep_name === null || rep_name === undefined ? null : String(rep_name),
})

const withRep = sql.raw(
  'a.*, (select m.name from members m where m.shop_id = a.shop_id and m.member_id = a.rep) as rep_name',
)

/** One account that the caller may see; undefined for any other. */
export async function readAccount(
  { db, shop_id }: Store,
  account_id: string,
  scope: AccountScope,
): Promise<ListedAccount | undefined> {
  const [row] = await db.all<Record<string, unknown>>(sql`
    select ${withRep} from accounts a
    where a.shop_id = ${shop_id} and a.account_id = ${account_id} and ${inScope(shop_id, 'a', scope)}`)
  return row && listed(row)
}

/** The next accounts by id. */
export async function listAccounts(
  { db, shop_id }: Store,
  scope: AccountScope,
  filter: AccountFilter,
  after: string,
  limit: number,
): Promise<ListedAccount[]> {
  const rows = await db.all<Record<string, unknown>>(sql`
    select ${withRep} from accounts a
    where a.shop_id = ${shop_id} and a.account_id > ${after} and ${inScope(shop_id, 'a', scope)} ${filtered(filter)}
    order by a.account_id limit ${limit}`)
  return rows.map(listed)
}

/** The next ids of accounts. */
export async function listAccountIds(
  { db, shop_id }: Store,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.all<{ account_id: string }>(sql`
    select account_id from accounts where shop_id = ${shop_id} and account_id > ${after} order by account_id limit ${limit}`)
  return rows.map(({ account_id }) => account_id)
}

/** Number of the shop's accounts. */
export async function countAccounts({ db, shop_id }: Store): Promise<number> {
  const [row] = await db.all<{ n: number }>(
    sql`select count(*) as n from accounts where shop_id = ${shop_id}`,
  )
  return row?.n ?? 0
}

/** Whether the shop has room for these accounts, of which some may be there. */
export async function hasRoomFor({ db, shop_id }: Store, ids: readonly string[]): Promise<boolean> {
  const [row] = await db.all<{ n: number }>(sql`
    select (select count(*) from accounts where shop_id = ${shop_id}) + count(*) as n from json_each(${JSON.stringify(ids)}) g
    where not exists (select 1 from accounts a where a.shop_id = ${shop_id} and a.account_id = g.value)`)
  return (row?.n ?? 0) <= MAX_ACCOUNTS
}

/** What is written of these accounts, by id; a rep who is no member any more is nobody. */
export async function readWritten(
  { db, shop_id }: Store,
  ids: readonly string[],
): Promise<Map<string, WrittenAccount>> {
  const rows = await db.all<{ account_id: string; written: string; rep: string | null }>(sql`
    select a.account_id, a.written, m.member_id as rep from json_each(${JSON.stringify(ids)}) g
    cross join accounts a on a.shop_id = ${shop_id} and a.account_id = g.value
    left join members m on m.shop_id = ${shop_id} and m.member_id = a.rep`)
  return new Map(rows.map(({ account_id, written, rep }) => [account_id, { ...JSON.parse(written), rep }]))
}

/** The members of the shop among these ids. */
export async function knownMembers({ db, shop_id }: Store, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.all<{ member_id: string }>(sql`
    select m.member_id from json_each(${JSON.stringify(ids)}) i
    cross join members m on m.shop_id = ${shop_id} and m.member_id = i.value`)
  return new Set(rows.map(({ member_id }) => member_id))
}

/** An account to write, with the keyed hashes of its company's names. */
export type AccountCells = Pick<AccountRow, 'account_id' | 'name' | 'tier' | 'rep' | 'written'> & {
  companies: readonly string[]
  /** Version that must be in force; 0 for none, undefined for any. */
  expected?: number | undefined
}

/**
 * Writes accounts in place of what was said of them, in one transaction. A company's name that orders may have belongs to the account
 * that had it first.
 * @returns how many names belong to another account; with nothing written, `changed` when another version of an account is in force, and
 *   `full` when the shop would have too many accounts
 */
export async function writeAccounts(
  { d1, shop_id }: Store,
  rows: readonly AccountCells[],
  now: number,
): Promise<number | 'changed' | 'full'> {
  const cells = JSON.stringify(rows)
  const given = sql`json_each(${cells}) g`
  const isRoom = sql`(select count(*) from accounts where shop_id = ${shop_id})
    + (select count(*) from ${given} where not exists (
      select 1 from accounts a where a.shop_id = ${shop_id} and a.account_id = g.value ->> 'account_id')) <= ${MAX_ACCOUNTS}`
  const changed = sql`${given} where g.value ->> 'expected' is not null and g.value ->> 'expected' <> coalesce((
    select version from accounts a where a.shop_id = ${shop_id} and a.account_id = g.value ->> 'account_id'), 0)`
  const ours = sql`g.value ->> 'account_id' in (select account_id from accounts where shop_id = ${shop_id} and changed_at = ${now})`
  const [stale, written, , , , , taken] = await batch(d1, [
    sql`select count(*) as n from ${changed}`,
    sql`
      insert into accounts (shop_id, account_id, name, tier, rep, written, from_orders, version, created_at, changed_at)
      select ${shop_id}, g.value ->> 'account_id', g.value ->> 'name', g.value ->> 'tier', g.value ->> 'rep', g.value -> 'written', 0, 1, ${now}, ${now}
      from ${given} where ${isRoom} and not exists (select 1 from ${changed})
      on conflict do update set name = excluded.name, tier = excluded.tier, rep = excluded.rep, written = excluded.written,
        from_orders = 0, version = version + 1, changed_at = excluded.changed_at`,
    sql`delete from account_companies where shop_id = ${shop_id} and account_id in (
      select g.value ->> 'account_id' from ${given} where ${ours})`,
    // A company of which orders made an account is the merchant's own from now on.
    sql`delete from account_companies where shop_id = ${shop_id} and company in (
        select c.value from ${given}, json_each(g.value -> 'companies') c where ${ours})
      and account_id in (select account_id from accounts where shop_id = ${shop_id} and from_orders)`,
    sql`
      insert into account_companies (shop_id, company, account_id)
      select ${shop_id}, c.value, g.value ->> 'account_id' from ${given}, json_each(g.value -> 'companies') c where ${ours}
      on conflict do nothing`,
    sql`delete from accounts where shop_id = ${shop_id} and from_orders and account_id in (
        select 'company-' || c.value from ${given}, json_each(g.value -> 'companies') c)
      and not exists (select 1 from account_companies k where k.shop_id = ${shop_id} and k.account_id = accounts.account_id)`,
    sql`
      select count(*) as n from ${given}, json_each(g.value -> 'companies') c cross join account_companies o
        on o.shop_id = ${shop_id} and o.company = c.value
      where o.account_id <> g.value ->> 'account_id'`,
  ])
  if ((rowsOf<{ n: number }>(stale)[0]?.n ?? 0) > 0) return 'changed'
  if ((written?.meta.changes ?? 0) === 0) return 'full'
  return rowsOf<{ n: number }>(taken)[0]?.n ?? 0
}

/** Adds accounts that orders name and nobody has written, up to the most that a shop may have. */
export const addFoundAccounts = (
  shop_id: string,
  found: readonly { company: string; name: string }[],
  now: number,
): SQL[] => {
  const cells = JSON.stringify(found)
  const id = sql`'company-' || (g.value ->> 'company')`
  return [
    sql`
      insert into accounts (shop_id, account_id, name, tier, rep, written, from_orders, version, created_at, changed_at)
      select ${shop_id}, ${id}, g.value ->> 'name', null, null,
        json_object('name', g.value ->> 'name', 'companies', json('[]'), 'tier', null, 'rep', null, 'group', null, 'locations', json('[]'),
          'terms', '', 'contract_ends_at', null, 'quotes', json('[]'), 'plans', json('[]'), 'attributes', json('{}')),
        1, 1, ${now}, ${now}
      from json_each(${cells}) g
      where not exists (select 1 from account_companies c where c.shop_id = ${shop_id} and c.company = g.value ->> 'company')
        and (select count(*) from accounts where shop_id = ${shop_id}) < ${MAX_ACCOUNTS - found.length}
      on conflict do nothing`,
    sql`
      insert into account_companies (shop_id, company, account_id)
      select ${shop_id}, g.value ->> 'company', ${id} from json_each(${cells}) g
      where exists (select 1 from accounts a where a.shop_id = ${shop_id} and a.account_id = ${id})
      on conflict do nothing`,
  ]
}

/** Time after which the orders that named a company have been applied. */
const APPLIED = DAY

/**
 * Deletes accounts that were made from orders and have none any more, such as that of an erased buyer who traded under their own name.
 * @param now UTC milliseconds
 */
export const forgetEmptyAccounts = (shop_id: string, now: number): SQL[] => [
  sql`delete from accounts where shop_id = ${shop_id} and from_orders and created_at < ${now - APPLIED} and not exists (
    select 1 from account_companies c cross join orders o indexed by orders_by_account on o.shop_id = c.shop_id and o.account = c.company
    where c.shop_id = ${shop_id} and c.account_id = accounts.account_id)`,
  sql`delete from account_companies where shop_id = ${shop_id} and account_id like 'company-%' and not exists (
    select 1 from accounts a where a.shop_id = ${shop_id} and a.account_id = account_companies.account_id)`,
]

/** Tables with rows of an account, besides `accounts`. */
const OF_ACCOUNTS = [
  'account_companies',
  'account_buyers',
  'account_outcomes',
  'account_marks',
  'account_analyses',
] as const

/** Deletes an account with everything that is known of it; its orders stay. Returns false when there is none. */
export async function deleteAccount({ d1, shop_id }: Store, account_id: string): Promise<boolean> {
  const own = sql`shop_id = ${shop_id} and account_id = ${account_id}`
  const [deleted] = await batch(d1, [
    sql`delete from accounts where ${own}`,
    ...OF_ACCOUNTS.map((table) => sql`delete from ${sql.identifier(table)} where ${own}`),
  ])
  return (deleted?.meta.changes ?? 0) > 0
}
