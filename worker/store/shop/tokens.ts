import { and, asc, eq, sql } from 'drizzle-orm'
import { type TokenKey, tokenKeys } from '../../../schema/shop/tokens.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'
import { MAX_KEYS } from './keys.ts'
import { noteSealedWith } from './shops.ts'

/** Keys of the shop, oldest first. */
export const listTokenKeys = async (store: Store): Promise<TokenKey[]> =>
  await store.db
    .select()
    .from(tokenKeys)
    .where(eq(tokenKeys.shop_id, store.shop_id))
    .orderBy(asc(tokenKeys.token_key_id))

/** Adds a key; false when two are live. @param kid id of the master key with which it is sealed */
export async function addTokenKey(
  store: Store,
  row: Omit<TokenKey, 'shop_id'>,
  kid: string,
): Promise<boolean> {
  const isRoom = sql`(select count(*) from token_keys where shop_id = ${store.shop_id}) < ${MAX_KEYS}`
  const [added] = await batch(store.d1, [
    insertRows(tokenKeys, store.shop_id, JSON.stringify([row]), isRoom),
    noteSealedWith(store, kid),
  ])
  return (added?.meta.changes ?? 0) > 0
}

/** Deletes a key; false when it does not exist. */
export async function deleteTokenKey(store: Store, token_key_id: string): Promise<boolean> {
  const { meta } = await store.db
    .delete(tokenKeys)
    .where(and(eq(tokenKeys.shop_id, store.shop_id), eq(tokenKeys.token_key_id, token_key_id)))
    .run()
  return meta.changes > 0
}

/** Replaces the sealed text of a key, if it is still the one that was read. */
export async function replaceTokenKey(
  store: Store,
  { token_key_id, sealed: before }: TokenKey,
  sealed: string,
): Promise<void> {
  const isKey = and(eq(tokenKeys.shop_id, store.shop_id), eq(tokenKeys.token_key_id, token_key_id))
  await store.db
    .update(tokenKeys)
    .set({ sealed })
    .where(and(isKey, eq(tokenKeys.sealed, before)))
    .run()
}
