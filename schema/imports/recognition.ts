import * as v from 'valibot'
import { IMPORT_KINDS } from './imports.ts'
import { mapping } from './mappings.ts'

/** What the beginning of a file shows, before it is uploaded. Nothing of it is stored. */
export const recognition = v.object({
  /** What the file holds, by its columns; null when that is not clear. */
  kind: v.nullable(v.picklist(IMPORT_KINDS)),
  /** Name of the recognised format, or of the one that the shop's own mapping names. */
  format: v.nullable(v.string()),
  /** Whether the shop's own mapping says how to read it. */
  mapped: v.boolean(),
  /** What the shop has said about files with this header; null for nothing. */
  mapping: v.nullable(mapping),
  /** Whether dates of the first rows, such as 3/4/2026, leave open which number is the day. */
  dates_open: v.boolean(),
  /** The header as a mapping needs it, with all of its columns. */
  header: v.array(v.string()),
  /** Columns of the file, at most 200, with the first values of each. */
  columns: v.array(
    v.object({
      name: v.string(),
      /** Our name of the column; null when it is not read. */
      read_as: v.nullable(v.string()),
      samples: v.array(v.string()),
    }),
  ),
  /** Columns of the plain format by kind, for a mapping; each list of `required` needs one of its columns. */
  fields: v.array(
    v.object({
      kind: v.picklist(IMPORT_KINDS),
      columns: v.array(v.string()),
      required: v.array(v.array(v.string())),
    }),
  ),
})
export type Recognition = v.InferOutput<typeof recognition>
