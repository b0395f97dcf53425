import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { type HeldPair, heldPairs } from '../../../schema/models/held-pairs.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'

/** Maximum pairs withheld by one run; a shop with more sudden pairs in a week has a different problem. */
const MAX_HELD = 5_000

/** A withheld pair without its shop. */
export type HeldPairCells = Omit<HeldPair, 'shop_id'>

/** Every pair that was ever withheld, in no particular order. */
export const allHeldPairs = async (store: Store): Promise<HeldPair[]> =>
  await store.db.select().from(heldPairs).where(eq(heldPairs.shop_id, store.shop_id)).limit(MAX_HELD)

/** A page of withheld pairs, by item and companion. */
export const listHeldPairs = async (
  store: Store,
  after: readonly [string, string],
  limit: number,
): Promise<HeldPair[]> =>
  await store.db
    .select()
    .from(heldPairs)
    .where(
      and(
        eq(heldPairs.shop_id, store.shop_id),
        gt(sql`(${heldPairs.item_id}, ${heldPairs.companion_id})`, sql`(${after[0]}, ${after[1]})`),
      ),
    )
    .orderBy(asc(heldPairs.item_id), asc(heldPairs.companion_id))
    .limit(limit)

/**
 * Statements that store the pairs that a run withholds, and delete undecided pairs that are no longer withheld because their
 * evidence has grown. They belong in the transaction that publishes the model; otherwise a model could withhold pairs without any
 * record.
 * @param when condition for all of them
 */
export function recordHeldPairs({ shop_id }: Store, withheld: readonly HeldPairCells[], when: SQL): SQL[] {
  const keys = JSON.stringify(withheld.map(({ item_id, companion_id }) => [item_id, companion_id]))
  const outdated = sql`
    delete from held_pairs where shop_id = ${shop_id} and status = 'waiting' and ${when}
      and (item_id, companion_id) not in (select value ->> 0, value ->> 1 from json_each(${keys}))`
  const inserted = [...jsonChunks(withheld.slice(0, MAX_HELD))].map(
    (rows) => sql`
      ${insertRows(heldPairs, shop_id, rows, when)}
      on conflict do update set co_orders = excluded.co_orders, customers = excluded.customers
      where (held_pairs.co_orders, held_pairs.customers) is not (excluded.co_orders, excluded.customers)`,
  )
  return [outdated, ...inserted]
}

/** Number of pairs without a decision. */
export const countHeldPairs = async (store: Store): Promise<number> =>
  await store.db.$count(heldPairs, and(eq(heldPairs.shop_id, store.shop_id), eq(heldPairs.status, 'waiting')))

/** Stores the merchant's decision; false when no such pair was withheld. */
export async function decideHeldPair(
  store: Store,
  { item_id, companion_id, status }: Pick<HeldPair, 'item_id' | 'companion_id' | 'status'>,
): Promise<boolean> {
  const { meta } = await store.db
    .update(heldPairs)
    .set({ status })
    .where(
      and(
        eq(heldPairs.shop_id, store.shop_id),
        eq(heldPairs.item_id, item_id),
        eq(heldPairs.companion_id, companion_id),
      ),
    )
    .run()
  return meta.changes > 0
}
