import { sql } from 'drizzle-orm'
import { type Factor, factors } from '../../../schema/outcomes/factors.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { rebuildServing } from '../shop/serving.ts'
import { upsert } from '../upsert.ts'

/** Replaces the learned factors: writes rows that differ, and deletes those that no longer exist. */
export async function writeFactors(store: Store, rows: readonly Omit<Factor, 'shop_id'>[]): Promise<void> {
  const { shop_id } = store
  const keys = JSON.stringify(
    rows.map(({ placement, seed_item_id, item_id }) => [placement, seed_item_id, item_id]),
  )
  await batch(store.d1, [
    sql`delete from factors where shop_id = ${shop_id} and (placement, seed_item_id, item_id) not in
      (select value ->> 0, value ->> 1, value ->> 2 from json_each(${keys}))`,
    ...Array.from(jsonChunks(rows), (chunk) => upsert(factors, shop_id, chunk, sql`true`)),
    rebuildServing(shop_id),
  ])
}
