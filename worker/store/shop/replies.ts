import { and, eq, lt } from 'drizzle-orm'
import { replies } from '../../../schema/shop/replies.ts'
import type { Database } from '../open.ts'

/** Milliseconds that an answer is kept for a repeat. */
export const REPLY_LIFE = 86_400_000
/** Milliseconds after which a call that never ended may be tried again. */
const CLAIM_LIFE = 600_000

const isReply = (shop_id: string, key: string) =>
  and(eq(replies.shop_id, shop_id), eq(replies.idempotency_key, key))

/** Claims a key for a call that now begins: undefined; or what was answered under it before. */
export async function claimReply(db: Database, shop_id: string, key: string, request: string, now: number) {
  const claim = db
    .insert(replies)
    .values({ shop_id, idempotency_key: key, request, status: null, body: null, created_at: now })
    .onConflictDoNothing()
    .returning({ key: replies.idempotency_key })
  if ((await claim).length === 1) return undefined
  const before = await db.select().from(replies).where(isReply(shop_id, key)).get()
  if (!before) return undefined
  const stale = now - before.created_at > (before.status === null ? CLAIM_LIFE : REPLY_LIFE)
  if (!stale) return before
  await db
    .update(replies)
    .set({ request, status: null, body: null, created_at: now })
    .where(isReply(shop_id, key))
    .run()
  return undefined
}

/** Keeps the answer for repeats. */
export async function keepReply(
  db: Database,
  shop_id: string,
  key: string,
  status: number,
  body: string,
): Promise<void> {
  await db.update(replies).set({ status, body }).where(isReply(shop_id, key)).run()
}

/** Frees the key: the call failed. */
export async function unclaimReply(db: Database, shop_id: string, key: string): Promise<void> {
  await db.delete(replies).where(isReply(shop_id, key)).run()
}

/** Forgets answers of that shop that no repeat can ask for any more. */
export async function forgetReplies(db: Database, shop_id: string, before: number): Promise<void> {
  await db
    .delete(replies)
    .where(and(eq(replies.shop_id, shop_id), lt(replies.created_at, before)))
    .run()
}
