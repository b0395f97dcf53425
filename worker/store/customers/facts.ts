import { type SQL, sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { type FactsRow, itemFacts, rowsOf } from '../serving/rows.ts'
import { selectPersonDetails } from './details.ts'
import { ITEM_OF_LINE, linesOf, type PersonRows, purchasesFrom, selectPurchases } from './purchases.ts'

/** Items that a person bought, most often first. */
const MAX_BOUGHT = 300

/** An item that the person bought, and the times of the orders as JSON. */
export type BoughtRow = { item_id: string; price: number | null; at: string } & Partial<FactsRow>

/** What conditions on customers compare, as it is stored. */
export type StoredFacts = {
  /** What the merchant says of each key, oldest first. */
  details: CustomerDetails[]
  bought: BoughtRow[]
  purchases: Pick<PersonRows, 'days' | 'totals' | 'customer' | 'model'>
}

/** Statements for what is known of a person; see `factsFrom`. @param person rows with the `key`s of the person */
export const selectFacts = (shop_id: string, person: SQL, currency: string): SQL[] => [
  selectPersonDetails(shop_id, person),
  sql`select ${ITEM_OF_LINE} as item_id, i.price, json_group_array(coalesce(o.ordered_at, 0)) as at, ${itemFacts()}
    from ${linesOf(shop_id, person)} group by 1 order by count(*) desc, 1 limit ${MAX_BOUGHT}`,
  ...selectPurchases(shop_id, person, currency),
]

/** What the statements of `selectFacts` have read. */
export function factsFrom(results: readonly (D1Result<unknown> | undefined)[]): StoredFacts {
  const [details, bought, ...purchases] = results
  return {
    details: rowsOf<{ details: string }>(details).map((row) => JSON.parse(row.details)),
    bought: rowsOf(bought),
    purchases: purchasesFrom(purchases),
  }
}

/** Statements that one person takes. */
export const FACTS_STATEMENTS = 6

/** What is known of each of these people, in one round trip. @param persons at most 20, because each takes six statements */
export async function readFacts(
  { shop_id, replica }: Store,
  persons: readonly string[],
  currency: string,
): Promise<StoredFacts[]> {
  const statements = persons.flatMap((person) =>
    selectFacts(shop_id, keysOfPeople(shop_id, sql`${JSON.stringify([person])}`), currency),
  )
  const results = statements.length > 0 ? await batch(replica, statements) : []
  return persons.map((_, at) => factsFrom(results.slice(at * FACTS_STATEMENTS, (at + 1) * FACTS_STATEMENTS)))
}
