import { and, eq, sql } from 'drizzle-orm'
import { secretKeys } from '../../../schema/shop/keys.ts'
import { shops } from '../../../schema/shop/shops.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'

/** Maximum live keys of one kind: two, so that one can be rotated without a gap. */
export const MAX_KEYS = 2

/** Whether this is the hash of a live secret key of the shop. */
export async function holdsKey(store: Store, key_hash: string): Promise<boolean> {
  const found = await store.db
    .select({ key_hash: secretKeys.key_hash })
    .from(secretKeys)
    .where(and(eq(secretKeys.shop_id, store.shop_id), eq(secretKeys.key_hash, key_hash)))
    .get()
  return found !== undefined
}

/** Secret keys of the shop, oldest first, without the keys. */
export const listSecretKeys = async (store: Store) =>
  await store.db
    .select()
    .from(secretKeys)
    .where(eq(secretKeys.shop_id, store.shop_id))
    .orderBy(secretKeys.created_at)

/** Adds a secret key; false when two are live. */
export async function addSecretKey(
  store: Store,
  key_hash: string,
  hint: string,
  now: number,
): Promise<boolean> {
  const row = JSON.stringify([{ key_hash, hint, created_at: now }])
  const isRoom = sql`(select count(*) from secret_keys where shop_id = ${store.shop_id}) < ${MAX_KEYS}`
  const { meta } = await store.db.run(insertRows(secretKeys, store.shop_id, row, isRoom))
  return meta.changes > 0
}

/** Deletes a secret key, but never the last one; false when it does not exist or is the last. */
export async function deleteSecretKey(store: Store, key_hash: string): Promise<boolean> {
  const { meta } = await store.db.run(sql`
    delete from secret_keys where shop_id = ${store.shop_id} and key_hash = ${key_hash}
    and (select count(*) from secret_keys where shop_id = ${store.shop_id}) > 1`)
  return meta.changes > 0
}

/** Replaces the publishable keys if they are still as they were read. */
export async function writePublishableKeys(store: Store, old: string[], fresh: string[]): Promise<boolean> {
  const { meta } = await store.db
    .update(shops)
    .set({ publishable_keys: fresh })
    .where(and(eq(shops.shop_id, store.shop_id), eq(shops.publishable_keys, old)))
    .run()
  return meta.changes > 0
}
