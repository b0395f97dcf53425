import { and, eq, isNull, sql } from 'drizzle-orm'
import { replies } from '../../../schema/shop/replies.ts'
import { DAY, SECOND } from '../../../vocabulary/time.ts'
import type { Database } from '../open.ts'
import type { Old } from '../retention.ts'

/** Milliseconds that a response is kept for repeated calls. */
export const REPLY_LIFE = DAY
/** Milliseconds after which a running call renews its claim. */
export const RENEW_EVERY = 5 * SECOND
/** Milliseconds after the last renewal in which a claim counts: then its call has died, and may be repeated. */
const CLAIM_LIFE = 30 * SECOND

const isReply = (shop_id: string, key: string) =>
  and(eq(replies.shop_id, shop_id), eq(replies.idempotency_key, key))

/**
 * One call's claim on an idempotency key. Claims of one key by different calls are at least CLAIM_LIFE apart, so the time of the
 * last renewal identifies them.
 */
export type Claim = { shop_id: string; key: string; claimed_at: number }

const isClaim = ({ shop_id, key, claimed_at }: Claim) =>
  and(isReply(shop_id, key), eq(replies.created_at, claimed_at), isNull(replies.status))

/** `request` of a claim: the whole body is known only when the call ends. */
const NOT_KNOWN_YET = ''

/**
 * Claims an idempotency key for a call that is about to run. Returns undefined when the caller now has the key, otherwise the row
 * of the call that has or had it. One statement inserts the claim or takes over a stale one, so that exactly one of any number of
 * simultaneous callers gets the key.
 */
export async function claimReply(db: Database, { shop_id, key, claimed_at }: Claim) {
  const request = NOT_KNOWN_YET
  for (;;) {
    const claimed = await db
      .insert(replies)
      .values({ shop_id, idempotency_key: key, request, status: null, body: null, created_at: claimed_at })
      .onConflictDoUpdate({
        target: [replies.shop_id, replies.idempotency_key],
        set: { request, status: null, body: null, created_at: claimed_at },
        setWhere: sql`${replies.created_at} + case when ${replies.status} is null then ${CLAIM_LIFE} else ${REPLY_LIFE} end < ${claimed_at}`,
      })
      .returning({ key: replies.idempotency_key })
    if (claimed.length === 1) return undefined
    const holder = await db.select().from(replies).where(isReply(shop_id, key)).get()
    if (holder) return holder
    // The other call failed and released the key between the two statements: claim it again.
  }
}

/** Renews the claim of a running call. Returns the renewed claim; undefined when another call has taken it over in the meantime. */
export async function renewClaim(db: Database, claim: Claim, now: number): Promise<Claim | undefined> {
  const { meta } = await db.update(replies).set({ created_at: now }).where(isClaim(claim)).run()
  return meta.changes > 0 ? { ...claim, claimed_at: now } : undefined
}

/** A response, and the request to which it belongs: its method, address and the hash of its whole body. */
export type Reply = { request: string; status: number; body: string }

/** Stores the response for repeated calls. Does nothing when another call has taken the claim over in the meantime. */
export async function keepReply(db: Database, claim: Claim, reply: Reply): Promise<void> {
  await db.update(replies).set(reply).where(isClaim(claim)).run()
}

/** Releases the key after a call that failed. Does nothing when another call has taken the claim over in the meantime. */
export async function unclaimReply(db: Database, claim: Claim): Promise<void> {
  await db.delete(replies).where(isClaim(claim)).run()
}

/** Responses that are too old for a repeated call at a time (UTC milliseconds). */
export const oldReplies = (now: number): Old => ({
  table: replies,
  which: sql`created_at < ${now - REPLY_LIFE}`,
})
