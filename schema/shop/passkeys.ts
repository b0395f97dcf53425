import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Passkeys of members (WebAuthn credentials that the browser finds by itself). */
export const passkeys = sqliteTable(
  'passkeys',
  {
    shop_id: text().notNull(),
    /** Id of the credential, base64url. */
    passkey_id: text().notNull(),
    member_id: text().notNull(),
    /** COSE public key, base64url. */
    public_key: text().notNull(),
    /** Signatures of the authenticator so far; 0 for authenticators that do not count. */
    counter: integer().notNull(),
    /** Browser and system in which it was made. */
    browser: text().notNull(),
    created_at: integer().notNull(),
    /** UTC milliseconds at which the newest challenge was issued that it has answered: an older answer is a replay. */
    challenged_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.passkey_id] })],
)
export type Passkey = typeof passkeys.$inferSelect

/** A passkey in a list. */
export const passkeyView = v.object({
  passkey_id: v.string(),
  member_id: v.string(),
  browser: v.string(),
  created_at: whole,
  /** UTC milliseconds of the last sign-in with it; its creation before the first. */
  used_at: whole,
})
export type PasskeyView = v.InferOutput<typeof passkeyView>

const encoded = v.pipe(v.string(), v.maxLength(20_000), v.regex(/^[A-Za-z0-9_-]+$/, 'Give base64url.'))

/** A passkey that the browser has made (WebAuthn, RegistrationResponseJSON); other members are ignored. */
export const passkeyMade = v.object({
  id: encoded,
  rawId: encoded,
  response: v.object({
    clientDataJSON: encoded,
    attestationObject: encoded,
  }),
})
export type PasskeyMade = v.InferOutput<typeof passkeyMade>

/** A passkey's answer to a challenge (WebAuthn, AuthenticationResponseJSON); other members are ignored. */
export const passkeyAnswer = v.object({
  id: encoded,
  rawId: encoded,
  response: v.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: encoded,
  }),
})
export type PasskeyAnswer = v.InferOutput<typeof passkeyAnswer>
