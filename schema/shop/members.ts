import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ROLES } from '../../vocabulary/roles.ts'
import { whole } from '../numbers.ts'

/**
 * People who use the console of a shop. They are known by a name of their choice; no password is kept, and an e-mail address only of
 * those who sign in through Cloudflare Access.
 */
export const members = sqliteTable(
  'members',
  {
    shop_id: text().notNull(),
    member_id: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    created_at: integer().notNull(),
    /** In small letters. */
    email: text(),
    /** Team of a rep or a manager; null for none. */
    team: text(),
  },
  // Access names an address, and not the shop of its member.
  (t) => [
    primaryKey({ columns: [t.shop_id, t.member_id] }),
    index('members_by_email').on(t.email).where(sql`email is not null`),
  ],
)
export type Member = typeof members.$inferSelect

/** Links that sign a member in once. */
export const signInLinks = sqliteTable(
  'sign_in_links',
  {
    shop_id: text().notNull(),
    /** SHA-256 of the token in hex: the token itself is never stored. */
    token_hash: text().notNull(),
    member_id: text().notNull(),
    /** UTC milliseconds. */
    expires_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.token_hash] })],
)
export type SignInLinkRow = typeof signInLinks.$inferSelect

const name = v.pipe(v.string(), v.trim(), v.minLength(1, 'Give a name.'), v.maxLength(100))
const role = v.picklist(ROLES, `Give one of: ${ROLES.join(', ')}.`)

/** The address by which Cloudflare Access knows a member. */
const email = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(320),
  v.email('Give an e-mail address.'),
)

const team = v.pipe(v.string(), v.trim(), v.minLength(1, 'Name a team.'), v.maxLength(100))

/** A member to add. */
export const newMember = v.strictObject({
  name,
  role,
  email: v.optional(v.nullable(email), null),
  /** Team of a rep or a manager. */
  team: v.optional(v.nullable(team), null),
})

/** What may change about a member. */
export const memberChange = v.strictObject({
  name: v.optional(name),
  role: v.optional(role),
  /** Null removes it. */
  email: v.optional(v.nullable(email)),
  /** Null removes it. */
  team: v.optional(v.nullable(team)),
})

/** A member as the API returns it. */
export const memberView = v.object({
  member_id: v.string(),
  name: v.string(),
  role: v.picklist(ROLES),
  created_at: whole,
  email: v.nullable(v.string()),
  team: v.nullable(v.string()),
  /** UTC milliseconds of the last call in a session that still exists; null without one. */
  seen_at: v.nullable(whole),
})

export type MemberView = v.InferOutput<typeof memberView>

/** A link that signs in once; it is shown only in this answer. */
export const signInLink = v.object({ url: v.string(), expires_at: whole })
export type SignInLink = v.InferOutput<typeof signInLink>

/** A new member with a first link. */
export const addedMember = v.object({ ...memberView.entries, sign_in_link: signInLink })

export type AddedMember = v.InferOutput<typeof addedMember>

/** Whether the deployment has a shop that everybody may look at, and whether this browser is looking at it. */
const DEMO_STATES = ['none', 'offered', 'entered'] as const

/** Who makes a call: a member, or the holder of a secret key, who may do everything. */
export const caller = v.object({
  kind: v.picklist(['member', 'key']),
  /** `member_id`, or the `key_id` of a secret key. */
  id: v.string(),
  /** Null for a key. */
  name: v.nullable(v.string()),
  role: v.picklist(ROLES),
  /** The session of this call; null for a key. */
  session_id: v.nullable(v.string()),
  /** The demo shop of the deployment; while it is `entered`, everything that is read is of that shop. */
  demo: v.picklist(DEMO_STATES),
})
export type Caller = v.InferOutput<typeof caller>
