import { type SQL, sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { type TriggerRow, triggers } from '../../../schema/triggers/triggers.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'

/** The triggers that wait for a number to rise; most shops have none. */
export async function readThresholds({ shop_id, db }: Store): Promise<TriggerRow[]> {
  const rows = await db.all<object>(sql`select * from triggers
    where shop_id = ${shop_id} and status = 'on' and written ->> '$.on.type' = 'attribute' order by trigger_id`)
  return rows.map((row) => rowOfTable(triggers, row))
}

/** Everything that is said of the people with these keys, by the given key; the first key of the person, and the details, oldest first. */
export async function readDetailsOfPeople(
  { shop_id, d1 }: Store,
  keys: readonly string[],
): Promise<Map<string, { person: string; details: CustomerDetails[] }>> {
  const of: SQL = keysOfOne(sql`${shop_id}`, sql`g.value`)
  const [found] = await batch(d1, [
    sql`select g.value as key, (select min(value) from json_each(${of})) as person, d.details, d.changed_at
      from json_each(${JSON.stringify(keys)}) g cross join json_each(${of}) k
      left join customer_details d on d.shop_id = ${shop_id} and d.customer = k.value
      order by d.changed_at, d.customer`,
  ])
  const people = new Map<string, { person: string; details: CustomerDetails[] }>()
  for (const { key, person, details } of rowsOf<{ key: string; person: string; details: string | null }>(
    found,
  )) {
    const known = people.get(key) ?? { person, details: [] }
    if (details !== null) known.details.push(JSON.parse(details))
    people.set(key, known)
  }
  return people
}
