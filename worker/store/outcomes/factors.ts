import { sql } from 'drizzle-orm'
import { type Factor, factors, type Learned } from '../../../schema/outcomes/factors.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { upsert } from '../upsert.ts'

/** Maximum factors in the shop's own row: about 8 kB. */
const MAX_SERVED = 100

/** The factors with the largest effect, by distance from 1 times visitors, in the given order. */
function strongest(rows: readonly Omit<Factor, 'shop_id'>[]): Learned[] {
  const moved = rows.filter(({ factor }) => factor !== 1)
  const force = ({ factor, visitors }: Omit<Factor, 'shop_id'>) => Math.abs(Math.log(factor)) * visitors
  const kept = new Set([...moved].sort((a, b) => force(b) - force(a)).slice(0, MAX_SERVED))
  return moved
    .filter((row) => kept.has(row))
    .map(({ placement, seed_item_id, item_id, factor }) => [placement, seed_item_id, item_id, factor])
}

/** Replaces the learned factors: writes rows that differ, and deletes those that no longer exist. */
export async function writeFactors(store: Store, rows: readonly Omit<Factor, 'shop_id'>[]): Promise<void> {
  const { shop_id } = store
  const keys = JSON.stringify(
    rows.map(({ placement, seed_item_id, item_id }) => [placement, seed_item_id, item_id]),
  )
  await batch(store.d1, [
    sql`delete from factors where shop_id = ${shop_id} and (placement, seed_item_id, item_id) not in
      (select value ->> 0, value ->> 1, value ->> 2 from json_each(${keys}))`,
    sql`update shops set learned = ${JSON.stringify(strongest(rows))} where shop_id = ${shop_id}
      and learned is not ${JSON.stringify(strongest(rows))}`,
    ...Array.from(jsonChunks(rows), (chunk) => upsert(factors, shop_id, chunk, sql`true`)),
  ])
}
