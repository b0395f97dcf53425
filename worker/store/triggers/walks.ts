import { type SQL, sql } from 'drizzle-orm'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import type { Walks } from '../../../schema/triggers/triggers.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { addFirings, type FiringCells } from './firings.ts'

/** How far the walks of the shop are. */
export async function readWalks({ shop_id, db }: Store): Promise<Walks> {
  const [row] = await db.all<{ walks: string }>(
    sql`select walks from trigger_walks where shop_id = ${shop_id}`,
  )
  return row ? JSON.parse(row.walks) : {}
}

const noteWalks = (shop_id: string, walks: Walks): SQL => sql`
  insert into trigger_walks (shop_id, walks) select ${shop_id}, ${JSON.stringify(walks)}
  where exists (select 1 from shops where shop_id = ${shop_id})
  on conflict do update set walks = excluded.walks`

/** Writes what a page of a walk has found, and how far it is, in one transaction. */
export async function writeWalked(
  { shop_id, d1 }: Store,
  firings: readonly FiringCells[],
  walks: Walks,
  more: readonly SQL[] = [],
): Promise<void> {
  await batch(d1, [...addFirings(shop_id, firings), ...more, noteWalks(shop_id, walks)])
}

/** What the merchant says of the next customers, by key. */
export async function listAttributes(
  { shop_id, db }: Store,
  after: string,
  limit: number,
): Promise<{ customer: string; attributes: NonNullable<CustomerDetails['attributes']> }[]> {
  const rows = await db.all<{ customer: string; attributes: string | null }>(sql`
    select customer, details -> '$.attributes' as attributes from customer_details
    where shop_id = ${shop_id} and customer > ${after} order by customer limit ${limit}`)
  return rows.map(({ customer, attributes }) => ({ customer, attributes: JSON.parse(attributes ?? '{}') }))
}

/** After how many days each of these items is usually bought again, of those that are. */
export async function readRepeatDays(
  { shop_id, replica }: Store,
  item_ids: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const chunk of jsonChunks(item_ids)) {
    const [rows] = await batch(replica, [
      sql`select l.key as item_id, l.tails ->> '$.repeat.days' as days from json_each(${chunk}) g
        cross join slots s on s.shop_id = ${shop_id}
        cross join lists l on l.shop_id = s.shop_id and l.slot = s.live_slot and l.kind = 'item' and l.key = g.value
        where l.tails ->> '$.repeat.days' is not null`,
    ])
    for (const { item_id, days } of rows?.results ?? []) found.set(String(item_id), Number(days))
  }
  return found
}
