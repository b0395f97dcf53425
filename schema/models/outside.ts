import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { NON_GOODS_SIGNALS } from '../catalogue/exclusions.ts'
import { between, moment } from '../numbers.ts'
import { id } from '../shapes.ts'
import { miningSettings, modelCounts, type OutsideReport } from './models.ts'

/** Withheld pairs, and items that are no goods, that a model may name. */
const [MAX_HELD, MAX_FOUND] = [5_000, 2_000]
const count = between(0, Number.MAX_SAFE_INTEGER)

/**
 * What is stated of a model that was mined outside of the Worker, besides its lists: the first line of what is sent, and the file
 * `model.ndjson.json` of `npm run mine`. Further fields are ignored.
 */
export const outsideFacts = v.object({
  /** SHA-256 over the lines of the lists, each with its line break, in hex. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 of the lists in hex.')),
  settings: miningSettings,
  counts: v.pipe(
    modelCounts,
    v.check(
      (counts) => Object.values(counts).every((number) => typeof number !== 'number' || number >= 0),
      'Counts are not negative.',
    ),
  ),
  /**
   * The oldest of the orders that shaped no score: from it on, the deployment's orders test the model. Null when every order did;
   * then the orders after the newest counted one do.
   */
  holdout: v.nullable(v.object({ at: moment, order_id: v.pipe(v.string(), v.maxLength(1_000)) })),
  /** Pairs that the run withheld, and items that it found to be no goods. */
  held: v.pipe(
    v.array(v.object({ item_id: id, companion_id: id, co_orders: count, customers: count })),
    v.maxLength(MAX_HELD),
  ),
  found: v.pipe(
    v.array(v.object({ item_id: id, signals: v.array(v.picklist(NON_GOODS_SIGNALS)) })),
    v.maxLength(MAX_FOUND),
  ),
})
export type OutsideFacts = v.InferOutput<typeof outsideFacts>

/** Where an interrupted publication continues. */
export type OutsideProgress = {
  /** Chunks whose lists are in the idle slot. */
  chunks: number
  /** State of the writer after them (worker/models/list-writer.ts). */
  writer: object
  /** Lists of items so far, and what was left out. */
  item_lists: number
  dropped: OutsideReport['dropped']
  /** Kind and key of the last list. */
  last: readonly [kind: number, key: string] | null
}

/** A model that was sent and is not published or refused yet. */
export const modelUploads = sqliteTable(
  'model_uploads',
  {
    shop_id: text().notNull(),
    model_id: text().notNull(),
    /** `receiving` until every line is stored. */
    status: text({ enum: ['receiving', 'stored'] }).notNull(),
    created_at: integer().notNull(),
    /** What was stated; null while it is received. */
    facts: text({ mode: 'json' }).$type<OutsideFacts>(),
    chunks: integer().notNull().default(0),
    bytes: integer().notNull().default(0),
    progress: text({ mode: 'json' }).$type<OutsideProgress>(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.model_id] }),
    // Only uploads in progress: the cron looks for interrupted ones each minute.
    index('model_uploads_receiving').on(t.created_at).where(sql`status = 'receiving'`),
  ],
)
export type ModelUpload = typeof modelUploads.$inferSelect

/** Lines of its lists, whole ones, in their order. */
export const modelChunks = sqliteTable(
  'model_chunks',
  {
    shop_id: text().notNull(),
    model_id: text().notNull(),
    seq: integer().notNull(),
    lines: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.model_id, t.seq] })],
)
