import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { DATE_ORDERS } from '../../vocabulary/dates.ts'
import { IMPORT_KINDS } from './imports.ts'

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const value = v.pipe(v.string(), v.maxLength(200))

/** How to read a file that is not recognised, or recognised wrongly. It is stored for all files with this header. */
export const mapping = v.strictObject({
  kind: v.picklist(IMPORT_KINDS, `Say what the file holds: ${IMPORT_KINDS.join(', ')}.`),
  /** The header of the file; case, spaces, dashes and underscores are ignored. */
  header: v.pipe(v.array(v.pipe(v.string(), v.trim(), v.maxLength(200))), v.minLength(1), v.maxLength(2_000)),
  /** The format to which the names in `columns` belong; by default the plain format of the kind. */
  format: v.optional(name),
  /** Column names of the format, each with the file's name. Other columns are found if they have a name of the format. */
  columns: v.pipe(v.record(name, name), v.maxEntries(500)),
  /** Values of the file with the format's values, by the format's column: `{"status": {"Abgeschlossen": "paid"}}`. */
  values: v.optional(
    v.pipe(v.record(name, v.pipe(v.record(value, value), v.maxEntries(1_000))), v.maxEntries(100)),
    {},
  ),
  /** Columns of the file, by its names, that are not read although they have a name of the format. */
  ignored: v.optional(v.pipe(v.array(name), v.maxLength(500))),
  date_order: v.optional(v.picklist(DATE_ORDERS, 'Give DMY for day/month/year or MDY for month/day/year.')),
})
export type Mapping = v.InferOutput<typeof mapping>

/** A mapping with its id, which is derived from its kind and header. */
export const mappingView = v.object({ mapping_id: v.string(), ...mapping.entries })

/** Mappings, one per kind and header. */
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
