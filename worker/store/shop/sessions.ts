import { and, desc, eq, sql } from 'drizzle-orm'
import { type SessionRow, sessions } from '../../../schema/shop/sessions.ts'
import type { Role } from '../../../vocabulary/roles.ts'
import { DAY, HOUR, MINUTE } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import type { Old } from '../retention.ts'

/** Milliseconds without a call after which a session ends. */
export const SESSION_LIFE = 12 * HOUR
/** Milliseconds after which a session ends in any case. */
const LONGEST_SESSION = 30 * DAY
/** A call is noted this many milliseconds after the one noted before, so that not every call writes. */
const NOTE_EVERY = 5 * MINUTE

/** A session with its member. */
export type Session = Omit<SessionRow, 'shop_id'> & {
  name: string
  role: Role
  /** Team of a rep or a manager. */
  team: string | null
}

const isAlive = (now: number) =>
  sql`s.seen_at > ${now - SESSION_LIFE} and s.created_at > ${now - LONGEST_SESSION}`

/** The live session with this token, and its member; undefined for any other token. */
export async function readSession(
  { db, shop_id }: Store,
  token_hash: string,
  now: number,
): Promise<Session | undefined> {
  const [found] = await db.all<Session>(sql`
    select s.token_hash, s.session_id, s.member_id, s.browser, s.created_at, s.seen_at, m.name, m.role, m.team
    from sessions s join members m on m.shop_id = s.shop_id and m.member_id = s.member_id
    where s.shop_id = ${shop_id} and s.token_hash = ${token_hash} and ${isAlive(now)}`)
  return found
}

/** Notes a call of the session, unless one was noted a few minutes ago. Returns whether it was noted. */
export async function noteCall(store: Store, session: Session, now: number): Promise<boolean> {
  if (now - session.seen_at < NOTE_EVERY) return false
  await store.db
    .update(sessions)
    .set({ seen_at: now })
    .where(and(eq(sessions.shop_id, store.shop_id), eq(sessions.token_hash, session.token_hash)))
    .run()
  return true
}

/** A session to begin. */
export type Beginning = Pick<SessionRow, 'token_hash' | 'session_id' | 'browser'>

/**
 * Begins a session with a link, which is used up by it, in one transaction: of two browsers with the same link one is signed in.
 * Returns the member; undefined when the link is unknown, used or expired.
 */
export async function beginByLink(
  store: Store,
  link_hash: string,
  { token_hash, session_id, browser }: Beginning,
  now: number,
): Promise<string | undefined> {
  const { shop_id } = store
  const [begun] = await batch(store.d1, [
    sql`insert into sessions (shop_id, token_hash, session_id, member_id, browser, created_at, seen_at)
      select l.shop_id, ${token_hash}, ${session_id}, l.member_id, ${browser}, ${now}, ${now}
      from sign_in_links l join members m on m.shop_id = l.shop_id and m.member_id = l.member_id
      where l.shop_id = ${shop_id} and l.token_hash = ${link_hash} and l.expires_at > ${now}
      returning member_id`,
    sql`delete from sign_in_links where shop_id = ${shop_id} and token_hash = ${link_hash}`,
  ])
  const member_id = begun?.results[0]?.member_id
  return typeof member_id === 'string' ? member_id : undefined
}

/** Begins a session of a member who has proved who they are in another way. */
export async function beginSession(
  store: Store,
  member_id: string,
  beginning: Beginning,
  now: number,
): Promise<void> {
  const times = { created_at: now, seen_at: now }
  await store.db.insert(sessions).values({ shop_id: store.shop_id, member_id, ...beginning, ...times })
}

/** Live sessions, the last used first. @param member_id only those of this member; undefined for all */
export const listSessions = async (
  store: Store,
  member_id: string | undefined,
  now: number,
): Promise<SessionRow[]> =>
  await store.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.shop_id, store.shop_id),
        ...(member_id === undefined ? [] : [eq(sessions.member_id, member_id)]),
        sql`seen_at > ${now - SESSION_LIFE} and created_at > ${now - LONGEST_SESSION}`,
      ),
    )
    .orderBy(desc(sessions.seen_at))
    .limit(200)

/** Ends a session; false when there is none. @param member_id only if it is this member's; undefined for anybody's */
export async function endSession(
  store: Store,
  session_id: string,
  member_id: string | undefined,
): Promise<boolean> {
  const { meta } = await store.db
    .delete(sessions)
    .where(
      and(
        eq(sessions.shop_id, store.shop_id),
        eq(sessions.session_id, session_id),
        ...(member_id === undefined ? [] : [eq(sessions.member_id, member_id)]),
      ),
    )
    .run()
  return meta.changes > 0
}

/** Sessions that have ended at a time (UTC milliseconds). */
export const oldSessions = (now: number): Old => ({
  table: sessions,
  which: sql`seen_at < ${now - SESSION_LIFE} or created_at < ${now - LONGEST_SESSION}`,
})
