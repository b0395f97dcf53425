import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ROLES } from '../../vocabulary/roles.ts'
import { whole } from '../numbers.ts'

/** Signed-in browsers. */
export const sessions = sqliteTable(
  'sessions',
  {
    shop_id: text().notNull(),
    /** SHA-256 of the token in the cookie, in hex: the token itself is never stored. */
    token_hash: text().notNull(),
    /** Names the session in lists; it opens nothing. */
    session_id: text().notNull(),
    member_id: text().notNull(),
    /** Browser and system in a few words, from the User-Agent. */
    browser: text().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds of the last call, to within a few minutes; a session ends 12 hours later. */
    seen_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.token_hash] })],
)
export type SessionRow = typeof sessions.$inferSelect

/** A session as the API returns it. */
export const sessionView = v.object({
  session_id: v.string(),
  member_id: v.string(),
  browser: v.string(),
  created_at: whole,
  seen_at: whole,
  expires_at: whole,
  /** Whether it is the session of this call. */
  current: v.boolean(),
})

export type SessionView = v.InferOutput<typeof sessionView>

/** The token of a sign-in link. */
export const signIn = v.strictObject({ token: v.pipe(v.string(), v.trim(), v.maxLength(200)) })

/** Who has signed in, and to which shop. */
export const signedIn = v.object({ shop_id: v.string(), member_id: v.string(), expires_at: whole })

/** Whether an address that Cloudflare Access has confirmed may sign in, and to which shops. */
export const accessView = v.object({
  /** Whether this deployment is behind Access. */
  configured: v.boolean(),
  shops: v.array(v.object({ shop_id: v.string(), name: v.string(), role: v.picklist(ROLES) })),
})
export type AccessView = v.InferOutput<typeof accessView>

/** The shop to sign in to. */
export const accessSignIn = v.strictObject({ shop_id: v.pipe(v.string(), v.maxLength(200)) })
