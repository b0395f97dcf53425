import { and, eq, lt, sql } from 'drizzle-orm'
import { type Passkey, passkeys } from '../../../schema/shop/passkeys.ts'
import type { Store } from '../open.ts'
import { insertRows } from '../upsert.ts'

/** Maximum passkeys of one member. */
export const MAX_PASSKEYS = 20

const isPasskey = ({ shop_id }: Store, passkey_id: string) =>
  and(eq(passkeys.shop_id, shop_id), eq(passkeys.passkey_id, passkey_id))

export const readPasskey = async (store: Store, passkey_id: string): Promise<Passkey | undefined> =>
  await store.db.select().from(passkeys).where(isPasskey(store, passkey_id)).get()

/** Passkeys, oldest first. @param member_id only those of this member; undefined for all */
export const listPasskeys = async (store: Store, member_id?: string): Promise<Passkey[]> =>
  await store.db
    .select()
    .from(passkeys)
    .where(
      and(
        eq(passkeys.shop_id, store.shop_id),
        ...(member_id === undefined ? [] : [eq(passkeys.member_id, member_id)]),
      ),
    )
    .orderBy(passkeys.created_at)

/** Adds a passkey; false when the member has too many. */
export async function addPasskey(store: Store, row: Omit<Passkey, 'shop_id'>): Promise<boolean> {
  const isRoom = sql`(select count(*) from passkeys where shop_id = ${store.shop_id} and member_id = ${row.member_id}) < ${MAX_PASSKEYS}`
  const { meta } = await store.db.run(insertRows(passkeys, store.shop_id, JSON.stringify([row]), isRoom))
  return meta.changes > 0
}

/**
 * Notes that a passkey has answered a challenge; false when it has answered this one or a later one before. So an answer counts
 * once, although no challenge is stored.
 */
export async function noteAnswer(
  store: Store,
  passkey_id: string,
  answer: { counter: number; challenged_at: number },
): Promise<boolean> {
  const { meta } = await store.db
    .update(passkeys)
    .set(answer)
    .where(and(isPasskey(store, passkey_id), lt(passkeys.challenged_at, answer.challenged_at)))
    .run()
  return meta.changes > 0
}

/** Deletes a passkey; false when there is none. @param member_id only if it is this member's; undefined for anybody's */
export async function deletePasskey(
  store: Store,
  passkey_id: string,
  member_id: string | undefined,
): Promise<boolean> {
  const { meta } = await store.db
    .delete(passkeys)
    .where(
      and(
        isPasskey(store, passkey_id),
        ...(member_id === undefined ? [] : [eq(passkeys.member_id, member_id)]),
      ),
    )
    .run()
  return meta.changes > 0
}
