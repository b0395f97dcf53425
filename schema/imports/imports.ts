import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { RELATIONSHIP_TYPES } from '../../vocabulary/relations.ts'
import { whole } from '../numbers.ts'
import { adviceWithFacts } from '../shapes.ts'
import { linesMatched } from './order-counts.ts'
import { importReport, miningStep, type Received, showable, type Tally } from './report.ts'

/** Kinds of files. */
export const IMPORT_KINDS = ['items', 'orders', 'relations', 'customers'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** State of an upload: `receiving` until every byte is stored; from `applying` on no data can be lost. */
export const IMPORT_STATUS = ['receiving', 'applying', 'done', 'failed'] as const

/** A flag in a query string: present and 1, or absent. */
const flag = v.optional(
  v.pipe(
    v.picklist(['0', '1'], 'Give 0 or 1.'),
    v.transform((text) => text === '1'),
  ),
  '0',
)

const SAY_KIND = `Say what the file holds: ${IMPORT_KINDS.join(', ')}.`

/** The query of `POST /v1/imports`. An unknown parameter is refused, because `dryrun=1` must not write. */
export const importQuery = v.strictObject(
  {
    kind: v.picklist(IMPORT_KINDS, SAY_KIND),
    dry_run: flag,
    /** Items only: the file is a part of the catalogue, so items that are not in it stay published. */
    partial: flag,
    /** Items only: unpublish the items that are not in the file, whatever their number. */
    confirm: flag,
    /** All or nothing: if one row is refused, nothing of the file is written. */
    strict: flag,
    /** Name of the file's character set; by default it is found out. */
    charset: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
    /** Relations only: the type of rows without a type. */
    relationship_type: v.optional(v.picklist(RELATIONSHIP_TYPES)),
  },
  ({ expected }) => (expected === 'never' ? 'There is no such parameter. Check its spelling.' : SAY_KIND),
)

/** Why a row or one of its cells was refused. `row` is the number in a spreadsheet: the header is row 1. */
export const rowError = v.object({
  row: whole,
  column: v.string(),
  code: v.string(),
  message: v.string(),
  /** The cell with letters and digits masked, so that a report has no personal data: "aa 99,9". */
  value: v.string(),
})
export type RowError = v.InferOutput<typeof rowError>

/** An upload. */
export const imports = sqliteTable(
  'imports',
  {
    shop_id: text().notNull(),
    import_id: text().notNull(),
    kind: text({ enum: IMPORT_KINDS }).notNull(),
    status: text({ enum: IMPORT_STATUS }).notNull(),
    /** Only counts, and writes no items, orders or relations. */
    dry_run: integer({ mode: 'boolean' }).notNull(),
    /** Items only: items that are not in the file stay published. */
    partial: integer({ mode: 'boolean' }).notNull().default(false),
    /** If one row is refused, nothing is written. */
    strict: integer({ mode: 'boolean' }).notNull().default(false),
    created_at: integer().notNull(),
    finished_at: integer(),
    /** Counts of the parser when the whole file is stored; null before. */
    received: text({ mode: 'json' }).$type<Received>(),
    buckets: integer().notNull(),
    /** The counts below are added bucket by bucket, each exactly once. */
    buckets_done: integer().notNull(),
    /** New rows. */
    added: integer().notNull(),
    /** New or changed rows. */
    written: integer().notNull(),
    /** Items unpublished because they are not in the file. */
    unpublished: integer().notNull().default(0),
    /** Relations of a catalogue: new or changed, and deleted. */
    relations_written: integer().notNull().default(0),
    relations_removed: integer().notNull().default(0),
    tally: text({ mode: 'json' }).$type<Tally>().notNull(),
    errors: integer().notNull(),
    /** Why the upload failed. */
    problem: text(),
  },
  (t) => [
    primaryKey({ columns: [t.shop_id, t.import_id] }),
    // Only uploads in progress: the cron looks for interrupted ones each minute.
    index('imports_receiving').on(t.created_at).where(sql`status = 'receiving'`),
  ],
)
export type ImportRow = typeof imports.$inferSelect

/**
 * Rows of an upload that wait to be applied. A bucket has all rows of its orders (or items), from anywhere in the file,
 * so it can be applied independently; its chunks are deleted in the same transaction.
 */
export const importChunks = sqliteTable(
  'import_chunks',
  {
    shop_id: text().notNull(),
    import_id: text().notNull(),
    bucket: integer().notNull(),
    /** Order in the file. */
    seq: integer().notNull(),
    /** JSON array of fragments, already anonymised. */
    fragments: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.import_id, t.bucket, t.seq] })],
)

/** Refused rows, in pages. */
export const importErrors = sqliteTable(
  'import_errors',
  {
    shop_id: text().notNull(),
    import_id: text().notNull(),
    seq: integer().notNull(),
    errors: text({ mode: 'json' }).$type<RowError[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.import_id, t.seq] })],
)

/** An upload as the API returns it. */
export const importView = v.object({
  import_id: v.string(),
  kind: v.picklist(IMPORT_KINDS),
  status: v.picklist(IMPORT_STATUS),
  dry_run: v.boolean(),
  partial: v.boolean(),
  strict: v.boolean(),
  created_at: whole,
  finished_at: v.nullable(whole),
  /** 0 to 1. */
  progress: v.number(),
  /** Null while the file is being received. */
  report: v.nullable(importReport),
  /** Number of refused cells and rows; `GET /v1/imports/{id}/errors.csv` lists them. */
  errors: whole,
  problem: v.nullable(v.string()),
  /** Counts of the newest model made since the upload; null while none exists. Only for a single upload, like `next_steps`. */
  mined: v.optional(
    v.nullable(
      v.object({
        model_id: v.string(),
        status: v.string(),
        orders: whole,
        orders_with_two: whole,
        pairs_of_three: whole,
        lines_matched: linesMatched,
        /** Items by the source of their answers: their own list, their category's list, or only the shop's list. */
        items_ready: whole,
        items_pooled: whole,
        items_fallback: whole,
      }),
    ),
  ),
  /** What shoppers can see of the catalogue as it is now; only for a single upload that is done. */
  showable: v.optional(showable),
  /** The mining run that waits or runs now; null for none. Only for a single upload. */
  mining: v.optional(v.nullable(miningStep)),
  /** The tag for the pages of the shop; only for a single upload. */
  tag: v.optional(v.string()),
  /** Rows and records that were left out, by reason, in the shop's language; only for a single upload. */
  left_out: v.optional(v.array(v.object({ code: v.string(), text: v.string(), count: whole }))),
  /** What to do next, in the shop's language. */
  next_steps: v.optional(v.array(adviceWithFacts)),
})
export type ImportView = v.InferOutput<typeof importView>
