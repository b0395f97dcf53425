import { type SQL, sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { batch } from '../batch.ts'
import { randomText } from '../ids.ts'
import type { Store } from '../open.ts'
import { keysOfOne, keysOfPeople } from '../orders/people-sql.ts'
import { erasedAmong } from '../orders/privacy.ts'
import { rowsOf } from '../serving/rows.ts'
import { addFirings, type FiringCells } from '../triggers/firings.ts'

/** Details of a key, their version (1, 2, 3 …; 0 for none), and when they were changed last, UTC milliseconds. */
export type VersionedDetails = { details: CustomerDetails; version: number; changed_at: number }

/** The stored details of these keys, and those of them that are erased, in one round trip. */
export async function readDetails(
  store: Store,
  keys: readonly string[],
): Promise<{ details: Map<string, VersionedDetails>; erased: Set<string> }> {
  const { shop_id, d1 } = store
  const [found, erased] = await batch(d1, [
    sql`select d.customer, d.details, d.version, d.changed_at from json_each(${JSON.stringify(keys)}) k cross join customer_details d
      on d.shop_id = ${shop_id} and d.customer = k.value`,
    erasedAmong(store, keys),
  ])
  return {
    details: new Map(
      rowsOf<{ customer: string; details: string; version: number; changed_at: number }>(found).map(
        ({ customer, details, version, changed_at }) => [
          customer,
          { details: JSON.parse(details), version, changed_at },
        ],
      ),
    ),
    erased: new Set(rowsOf<{ customer: string }>(erased).map(({ customer }) => customer)),
  }
}

/** What the merchant says of a person under each of their keys, oldest first. */
export async function readPersonDetails(
  { shop_id, db }: Store,
  customer: string,
): Promise<CustomerDetails[]> {
  const rows: { details: string }[] = await db.all(
    selectPersonDetails(shop_id, keysOfPeople(shop_id, sql`${JSON.stringify([customer])}`)),
  )
  return rows.map(({ details }) => JSON.parse(details))
}

/** Statement for the details of a person, oldest first. @param person rows with the `key`s of the person */
export const selectPersonDetails = (shop_id: string, person: SQL): SQL => sql`
  select d.details, d.changed_at from (${person}) k cross join customer_details d
  on d.shop_id = ${shop_id} and d.customer = k.key order by d.changed_at, d.customer`

/**
 * Writes details in one transaction, each as the version after the one that was read. Returns false, and writes nothing, when one of
 * them changed meanwhile, or its key was erased. Their people get a turn, so that no decision is made from what is replaced.
 * @param more firings of triggers that the change causes, and what else is written with it
 */
export async function writeDetails(
  { shop_id, d1 }: Store,
  rows: readonly { customer: string; details: CustomerDetails; version: number }[],
  now: number,
  { firings = [], also }: { firings?: readonly FiringCells[]; also?: (isOurs: SQL) => SQL[] } = {},
): Promise<boolean> {
  const cells = JSON.stringify(rows)
  const token = randomText(16)
  const [first] = rows
  const given = sql`json_each(${cells}) c`
  const isUnchanged = sql`not exists (
      select 1 from ${given} left join customer_details d on d.shop_id = ${shop_id} and d.customer = c.value ->> 'customer'
      where coalesce(d.version, 0) <> c.value ->> 'version')
    and not exists (
      select 1 from ${given} cross join erasures e on e.shop_id = ${shop_id} and e.customer = c.value ->> 'customer')`
  const isOurs = sql`exists (
    select 1 from person_turns where shop_id = ${shop_id} and customer = ${first?.customer ?? ''} and token = ${token})`
  const [taken] = await batch(d1, [
    sql`
      insert into person_turns (shop_id, customer, turn, token)
      select ${shop_id}, c.value ->> 'customer', 1, ${token} from ${given} where ${isUnchanged}
      on conflict do update set turn = turn + 1, token = excluded.token`,
    sql`
      insert into customer_details (shop_id, customer, details, version, changed_at)
      select ${shop_id}, c.value ->> 'customer', c.value -> 'details', (c.value ->> 'version') + 1, ${now} from ${given} where ${isOurs}
      on conflict do update set details = excluded.details, version = excluded.version,
        changed_at = max(changed_at, excluded.changed_at)`,
    // Who objects to profiling is not scored, and what was scored is forgotten.
    sql`
      delete from propensities where shop_id = ${shop_id} and ${isOurs} and person in (
        select p.value from json_each(${cells}) c, json_each(${keysOfOne(sql`${shop_id}`, sql`c.value ->> 'customer'`)}) p
        where c.value ->> '$.details.objects_to_profiling')`,
    ...addFirings(shop_id, firings, isOurs),
    ...(also?.(isOurs) ?? []),
  ])
  return (taken?.meta.changes ?? 0) > 0
}
