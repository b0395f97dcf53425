import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { RELATIONSHIP_TYPES } from '../../vocabulary/relations.ts'
import { advice } from '../shapes.ts'

/** What a file can hold. */
export const IMPORT_KINDS = ['items', 'orders', 'relations', 'customers'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** `receiving` until every byte is stored; from `applying` on nothing can be lost. */
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

/** The question of `POST /v1/imports`. A name that we do not know is refused: `dryrun=1` must not write. */
export const importQuery = v.strictObject(
  {
    kind: v.picklist(IMPORT_KINDS, SAY_KIND),
    dry_run: flag,
    /** Items only: the file holds a part of the catalogue, so what it leaves out stays. */
    partial: flag,
    /** Items only: unpublish what the file leaves out, however much it is. */
    confirm: flag,
    /** All or nothing: with one row refused, nothing of the file is written. */
    strict: flag,
    /** Relations only: the type of every row that names none. */
    relationship_type: v.optional(v.picklist(RELATIONSHIP_TYPES)),
  },
  ({ expected }) => (expected === 'never' ? 'There is no such parameter. Check its spelling.' : SAY_KIND),
)

/** Why a row, or a cell of it, was not taken. `row` counts as a spreadsheet does: the header is row 1. */
export const rowError = v.object({
  row: v.number(),
  column: v.string(),
  code: v.string(),
  message: v.string(),
  /** The cell with letters and digits masked, so that no person is in a report: "aa 99,9". */
  value: v.string(),
})
export type RowError = v.InferOutput<typeof rowError>

const linesMatched = v.object({ id: v.number(), sku: v.number(), name: v.number(), nothing: v.number() })

/** What came of a file. */
export const importReport = v.object({
  /** Name of the recognised format. */
  format: v.string(),
  /** Bytes as sent and unpacked. */
  bytes: v.object({ sent: v.number(), unpacked: v.number() }),
  /** Data rows of the file, without its header. */
  rows: v.number(),
  rows_kept: v.number(),
  /** Rows left out, by reason. */
  rows_dropped: v.record(v.string(), v.number()),
  /** Distinct things of the kind in the file: orders with their ids, items, relations. */
  found: v.number(),
  /** Of these: written as new, written over an older one, equal to what was there, left out. */
  added: v.number(),
  changed: v.number(),
  same: v.number(),
  dropped: v.record(v.string(), v.number()),
  /** Orders only: distinct items that the file names; the count stops at 200,000. */
  items_named: v.optional(v.number()),
  /** Orders only: that stood before, and of which the file leaves nothing; they are among the changed. */
  returned: v.optional(v.number()),
  /** Orders only: lines by how the catalogue, as it was then, knew their item. */
  lines_matched: v.optional(linesMatched),
  /** Orders only: with two or more distinct items, which is what mining lives on. */
  orders_with_two: v.optional(v.number()),
  /** Orders only: UTC milliseconds. */
  first_order_at: v.optional(v.nullable(v.number())),
  last_order_at: v.optional(v.nullable(v.number())),
  /** Items only. */
  variants: v.optional(v.number()),
  /**
   * Items only, and not of a partial file: published items that it leaves out. They are unpublished, unless a refused row
   * may have been theirs (`kept`). `confirm_needed`: they are more than 30 %, so the file needs `confirm=1`.
   */
  absent: v.optional(v.object({ count: v.number(), kept: v.boolean(), confirm_needed: v.boolean() })),
  /** Items only: unpublished so far. */
  unpublished: v.optional(v.number()),
  /** Items only: the relations that the catalogue's own columns state. */
  relations: v.optional(
    v.object({
      found: v.number(),
      /** Written as new or different, and removed because the catalogue no longer states them. */
      written: v.number(),
      removed: v.number(),
      dropped: v.record(v.string(), v.number()),
    }),
  ),
})
export type ImportReport = v.InferOutput<typeof importReport>

/** What is known of a file when its last byte was read. */
export type Received = Pick<
  ImportReport,
  'format' | 'bytes' | 'rows' | 'rows_kept' | 'rows_dropped' | 'items_named' | 'absent'
>

/** Lines of orders by the name under which the catalogue knew their item. */
export type LinesMatched = v.InferOutput<typeof linesMatched>

/** What is known of it when its rows were put together. */
export type Tally = {
  found: number
  dropped: Record<string, number>
  /** Orders that stood, and of which the file leaves nothing. */
  returned?: number
  orders_with_two?: number
  first_order_at?: number
  last_order_at?: number
  variants?: number
  lines_matched?: LinesMatched
  relations?: { found: number; dropped: Record<string, number> }
}

/** An upload. */
export const imports = sqliteTable(
  'imports',
  {
    shop_id: text().notNull(),
    import_id: text().notNull(),
    kind: text({ enum: IMPORT_KINDS }).notNull(),
    status: text({ enum: IMPORT_STATUS }).notNull(),
    /** Only counts; writes nothing to the shop's items, orders or relations. */
    dry_run: integer({ mode: 'boolean' }).notNull(),
    /** Items only: says nothing of the items that it leaves out. */
    partial: integer({ mode: 'boolean' }).notNull().default(false),
    /** With one row refused, nothing is written. */
    strict: integer({ mode: 'boolean' }).notNull().default(false),
    created_at: integer().notNull(),
    finished_at: integer(),
    /** What the parser knows when all is stored; null before. */
    received: text({ mode: 'json' }).$type<Received>(),
    buckets: integer().notNull(),
    /** The counts below are added bucket by bucket, each exactly once. */
    buckets_done: integer().notNull(),
    /** Rows new to the shop. */
    added: integer().notNull(),
    /** Rows new or different. */
    written: integer().notNull(),
    /** Items that the file leaves out and that were published. */
    unpublished: integer().notNull().default(0),
    /** Relations of a catalogue: new or different, and no longer stated. */
    relations_written: integer().notNull().default(0),
    relations_removed: integer().notNull().default(0),
    tally: text({ mode: 'json' }).$type<Tally>().notNull(),
    errors: integer().notNull(),
    /** Why it failed. */
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.import_id] })],
)
export type ImportRow = typeof imports.$inferSelect

/**
 * What of an upload waits to be applied. A bucket holds all that the file says about its orders (or items), wherever
 * in the file it stood; so a bucket can be applied by itself, and its rows vanish in the same transaction.
 */
export const importChunks = sqliteTable(
  'import_chunks',
  {
    shop_id: text().notNull(),
    import_id: text().notNull(),
    bucket: integer().notNull(),
    /** Order in the file. */
    seq: integer().notNull(),
    /** JSON array of fragments, anonymous already. */
    fragments: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.import_id, t.bucket, t.seq] })],
)

/** Rows that were refused, in pages. */
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

/** An upload as it is read back. */
export const importView = v.object({
  import_id: v.string(),
  kind: v.picklist(IMPORT_KINDS),
  status: v.picklist(IMPORT_STATUS),
  dry_run: v.boolean(),
  partial: v.boolean(),
  strict: v.boolean(),
  created_at: v.number(),
  finished_at: v.nullable(v.number()),
  /** 0 to 1. */
  progress: v.number(),
  /** Null while the file is being received. */
  report: v.nullable(importReport),
  /** Cells and rows refused; `GET /v1/imports/{id}/errors.csv` names each. */
  errors: v.number(),
  problem: v.nullable(v.string()),
  /** What the newest model since then says; null while there is none. Only of one upload, as is the next. */
  mined: v.optional(
    v.nullable(
      v.object({
        model_id: v.string(),
        status: v.string(),
        orders: v.number(),
        orders_with_two: v.number(),
        pairs_of_three: v.number(),
        lines_matched: linesMatched,
        /** Items by what an answer about them can rest on: a list of their own, their category's, the shop's alone. */
        items_ready: v.number(),
        items_pooled: v.number(),
        items_fallback: v.number(),
      }),
    ),
  ),
  /** What to do next. */
  next_steps: v.optional(v.array(advice)),
})
