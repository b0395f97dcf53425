import { sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { erasedAmong } from '../orders/privacy.ts'
import { rowsOf } from '../serving/rows.ts'

/** The stored details of these keys, and those of them that are erased, in one round trip. */
export async function readDetails(
  store: Store,
  keys: readonly string[],
): Promise<{ details: Map<string, CustomerDetails>; erased: Set<string> }> {
  const { shop_id, d1 } = store
  const [found, erased] = await batch(d1, [
    sql`select d.customer, d.details from json_each(${JSON.stringify(keys)}) k cross join customer_details d
      on d.shop_id = ${shop_id} and d.customer = k.value`,
    erasedAmong(store, keys),
  ])
  return {
    details: new Map(
      rowsOf<{ customer: string; details: string }>(found).map((row) => [
        row.customer,
        JSON.parse(row.details),
      ]),
    ),
    erased: new Set(rowsOf<{ customer: string }>(erased).map(({ customer }) => customer)),
  }
}

/**
 * Writes details. Their people get a turn, so that no decision is made from what they replace. Keys that were erased meanwhile are
 * left out.
 */
export async function writeDetails(
  { shop_id, d1 }: Store,
  rows: readonly { customer: string; details: CustomerDetails }[],
  now: number,
): Promise<void> {
  const cells = JSON.stringify(rows)
  const kept = sql`json_each(${cells}) where not exists (
    select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = value ->> 'customer')`
  await batch(d1, [
    sql`
      insert into customer_details (shop_id, customer, details, changed_at)
      select ${shop_id}, value ->> 'customer', value -> 'details', ${now} from ${kept}
      on conflict do update set details = excluded.details, changed_at = excluded.changed_at`,
    sql`
      insert into person_turns (shop_id, customer, turn, token)
      select ${shop_id}, value ->> 'customer', 1, '' from ${kept}
      on conflict do update set turn = turn + 1, token = ''`,
    // Who objects to profiling is not scored, and what was scored is forgotten.
    sql`
      delete from propensities where shop_id = ${shop_id} and person in (
        select p.value from json_each(${cells}) c, json_each(${keysOfOne(sql`${shop_id}`, sql`c.value ->> 'customer'`)}) p
        where c.value ->> '$.details.objects_to_profiling')`,
  ])
}
