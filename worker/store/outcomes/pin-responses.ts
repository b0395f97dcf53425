import { type SQL, sql } from 'drizzle-orm'
import type { Store } from '../open.ts'

/** Responses to a pinned item, and to the items beside it. */
export type ResponsesRow = { is_pinned: 0 | 1; seen: number; clicked: number; added: number }

/** The pages that a pin is for, as far as events name them; undefined for all. */
export type PinScope = {
  placements: readonly string[] | undefined
  intents: readonly string[]
  seeds: readonly string[] | undefined
}

const among = (column: SQL, values: readonly string[] | undefined): SQL =>
  values ? sql`${column} in (select value from json_each(${JSON.stringify(values)}))` : sql`true`

/**
 * Responses since a day to an item, and to the other items on the pages on which it was seen.
 * @param day days since 1970
 */
export async function readPinResponses(
  store: Store,
  item_ids: readonly string[],
  { placements, intents, seeds }: PinScope,
  day: number,
): Promise<ResponsesRow[]> {
  const { shop_id } = store
  const isPinned = among(sql`item_id`, item_ids)
  const here = sql`shop_id = ${shop_id} and day >= ${day} and item_id <> '' and ${among(sql`placement`, placements)}
    and ${among(sql`intent`, intents)} and ${among(sql`seed_item_id`, seeds)}`
  return await store.db.all<ResponsesRow>(sql`
    select ${isPinned} as is_pinned, sum(seen) as seen, sum(clicked) as clicked, sum(added) as added from event_days
    where ${here} and (placement, seed_item_id) in (
      select placement, seed_item_id from event_days where ${here} and ${isPinned} and seen > 0)
    group by 1`)
}
