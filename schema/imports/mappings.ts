import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { IMPORT_KINDS } from './imports.ts'

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

/** Which of 3/4/2026 is the month. */
export const DATE_ORDERS = ['DMY', 'MDY'] as const

/** How to read a file that nothing recognises, or that is recognised wrongly: remembered for files with this header. */
export const mapping = v.strictObject({
  kind: v.picklist(IMPORT_KINDS, `Say what the file holds: ${IMPORT_KINDS.join(', ')}.`),
  /** The header as the file writes it; case, spaces, dashes and underscores do not matter. */
  header: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.maxLength(200))), v.minLength(1), v.maxLength(2_000)),
  /** The form whose columns `columns` names; without it our plain form of the kind. */
  format: v.optional(name),
  /** Our name of a column, and the file's. What is left out is found by its own name, if it has one of ours. */
  columns: v.record(name, name),
  /** Words of the file and ours, by our name of the column: `{"status": {"Abgeschlossen": "paid"}}`. */
  values: v.optional(
    v.record(name, v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(200)))),
    {},
  ),
  date_order: v.optional(v.picklist(DATE_ORDERS, 'Give DMY for day/month/year or MDY for month/day/year.')),
})
export type Mapping = v.InferOutput<typeof mapping>

/** A mapping with the id that its kind and header give it. */
export const mappingView = v.object({ mapping_id: v.string(), ...mapping.entries })

/** Mappings, one a kind and header. */
export const mappings = sqliteTable(
  'mappings',
  {
    shop_id: text().notNull(),
    mapping_id: text().notNull(),
    kind: text({ enum: IMPORT_KINDS }).notNull(),
    mapping: text({ mode: 'json' }).$type<Mapping>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shop_id, t.mapping_id] })],
)
