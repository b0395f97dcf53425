import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'

/** The names by which sources know a person: the merchant's own id of the customer, and the e-mail address. */
export const KEY_KINDS = ['customer_id', 'email'] as const
export type KeyKind = (typeof KEY_KINDS)[number]

/**
 * What a key's partners say about it; partners are the keys of the other kind that a source has named together with it. `single`:
 * at most one. `several`: two to five, which may be one person or a conflict. `shared`: more, such as the address of an office, so
 * it joins nobody. `separate`: the merchant has said that it joins nobody.
 */
export const KEY_STATES = ['single', 'several', 'shared', 'separate'] as const
export type KeyState = (typeof KEY_STATES)[number]

/**
 * Keys of people, as keyed hashes (worker/ingest/identity/identifier.ts). Orders and events refer to a key, and never to a person,
 * so joining two people changes no other row. A key without a row is a person of its own.
 */
export const personKeys = sqliteTable(
  'person_keys',
  {
    shop_id: text().notNull(),
    key: text().notNull(),
    kind: text({ enum: KEY_KINDS }).notNull(),
    /** The person: the first of their keys in the order of the alphabet, so that it does not depend on who came first. */
    person: text().notNull(),
    /** At most six of its partners, sorted. */
    partners: text({ mode: 'json' }).$type<string[]>().notNull(),
    state: text({ enum: KEY_STATES }).notNull(),
    /** The merchant's own id, encrypted (worker/auth/customer-id.ts); null for an e-mail address, which is not kept. */
    sealed: text(),
    /** Increases with each change: a write applies only if it has read this version. */
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.key] }),
    // The few keys that a merchant may want to look at.
    index('person_keys_in_conflict').on(t.shop_id, t.key).where(sql`state <> 'single'`),
  ],
)
export type PersonKey = typeof personKeys.$inferSelect

/** People with several keys. */
export const people = sqliteTable(
  'people',
  {
    shop_id: text().notNull(),
    person: text().notNull(),
    /** Sorted; the first is the person's own id. */
    keys: text({ mode: 'json' }).$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.person] })],
)
export type Person = typeof people.$inferSelect

/** A key in conflict, for the merchant. */
export const keyConflict = v.object({
  key: v.string(),
  kind: v.picklist(KEY_KINDS),
  state: v.picklist(KEY_STATES),
  /** Whether the people of its partners are one person because of it. */
  joins: v.boolean(),
  /** The merchant's own ids of the customers: its own, or those of its partners. At most six. */
  customer_ids: v.array(v.string()),
})
export type KeyConflict = v.InferOutput<typeof keyConflict>

/** The merchant's decision about a key. */
export const keyDecision = v.strictObject({
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  /** False: it never joins people. True: it joins them unless it has more than five partners. */
  joins: v.boolean(),
})
