import { sql } from 'drizzle-orm'
import type { Store } from '../open.ts'

/** Titles of items by id, for answers that name items. An id that the catalogue does not have is missing. */
export async function readTitles(
  { db, shop_id }: Store,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all<{ item_id: string; title: string }>(sql`
    select i.item_id, i.title from json_each(${JSON.stringify([...new Set(ids)])}) k
    cross join items i on i.shop_id = ${shop_id} and i.item_id = k.value`)
  return new Map(rows.map(({ item_id, title }) => [item_id, title]))
}
