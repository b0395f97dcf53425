import { sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { type ResponseRow, responses } from '../../../schema/decisions/responses.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { listDecisions, type StoredDecision } from './decisions.ts'

/** Decisions and answers of one person that are read: with one a day more than a year. */
const MAX_ROWS = 500

/** What the shop says of a person and has decided about them, the newest first. @param customer any key of the person */
export async function readAboutPerson(
  store: Store,
  customer: string,
): Promise<{ details: CustomerDetails[]; decisions: StoredDecision[]; responses: ResponseRow[] }> {
  const { shop_id, d1 } = store
  const person = keysOfPeople(shop_id, sql`${JSON.stringify([customer])}`)
  const [said, answered] = await batch(d1, [
    sql`select d.details from (${person}) k cross join customer_details d
      on d.shop_id = ${shop_id} and d.customer = k.key order by d.changed_at, d.customer`,
    sql`select r.* from (${person}) k cross join responses r on r.shop_id = ${shop_id} and r.customer = k.key
      order by r.at desc limit ${MAX_ROWS}`,
  ])
  return {
    details: rowsOf<{ details: string }>(said).map((row) => JSON.parse(row.details)),
    responses: rowsOf<object>(answered).map((row) => rowOfTable(responses, row)),
    decisions: await listDecisions(store, { customer }, '~', MAX_ROWS),
  }
}
