import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { whole } from '../numbers.ts'

/** Shop systems in which a merchant installs Pairwell as an app. */
export const APP_PLATFORMS = ['shopify'] as const
export type AppPlatform = (typeof APP_PLATFORMS)[number]

/** What a sync of everything works on, in this order. */
export const SYNC_PHASES = ['products', 'relations', 'orders', 'done', 'failed'] as const

/** State of a sync, from which an interrupted one goes on. */
export const syncState = v.object({
  phase: v.picklist(SYNC_PHASES),
  /** The platform's export that is being made or read: its id, and when it was begun, UTC milliseconds. */
  operation: v.nullable(v.object({ id: v.string(), began_at: whole })),
  /** Bytes of the export that are applied. */
  offset: whole,
  /** Objects that the platform has exported so far in this phase. */
  exported: whole,
  items: whole,
  relations: whole,
  orders: whole,
  /** Products and orders that could not be read; `problem` has the reason of the last one. */
  refused: whole,
  /** Exports that failed one after the other. */
  failures: whole,
  problem: v.nullable(v.string()),
  began_at: whole,
  finished_at: v.nullable(whole),
})
export type SyncState = v.InferOutput<typeof syncState>

/** Progress of an app of a platform. */
export const installView = v.object({
  platform: v.picklist(APP_PLATFORMS),
  /** The shop's name at the platform, such as corner.myshopify.com. */
  domain: v.string(),
  installed_at: whole,
  uninstalled_at: v.nullable(whole),
  sync: v.omit(syncState, ['operation', 'offset', 'failures']),
})
export type InstallView = v.InferOutput<typeof installView>

/** Apps that merchants have installed in their shop system. */
export const installs = sqliteTable(
  'installs',
  {
    shop_id: text().notNull(),
    platform: text({ enum: APP_PLATFORMS }).notNull(),
    domain: text().notNull(),
    /** Access and refresh token as JSON, sealed (worker/auth/seal.ts); null after the app was removed. */
    token: text(),
    /** UTC milliseconds until which the access token is valid; null for one that does not expire. */
    token_until: integer(),
    installed_at: integer().notNull(),
    uninstalled_at: integer(),
    sync: text({ mode: 'json' }).$type<SyncState>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.platform] }),
    // The platform names shops by their domain only.
    uniqueIndex('installs_by_domain').on(t.platform, t.domain),
  ],
)
export type Install = typeof installs.$inferSelect
