import * as v from 'valibot'
import { whole } from './numbers.ts'

/** A page of a backup may have 2 MB more than others, when its last row is large. */
const MOST_CHARACTERS = 3_900_000

/** Which page of a backup is asked for. */
export const backupQuery = v.strictObject({ after: v.optional(v.pipe(v.string(), v.maxLength(20_000))) })

/** A page of a backup: rows of one table, encrypted. */
export const backupPage = v.object({
  /** A compact JWE. */
  page: v.string(),
  /** `after` of the next page; null behind the last one. */
  next: v.nullable(v.string()),
  /** Of the pages so far. */
  rows: whole,
  /** In the last page: whether no model went live meanwhile, so that all pages belong together. */
  is_whole: v.optional(v.boolean()),
})
export type BackupPage = v.InferOutput<typeof backupPage>

/** A page to be written back. */
export const restoredPage = v.strictObject({ page: v.pipe(v.string(), v.maxLength(MOST_CHARACTERS)) })

/** What a page has brought back. */
export const restoreState = v.object({
  rows: whole,
  /** After the last page, which opens the shop. */
  done: v.boolean(),
})
export type RestoreState = v.InferOutput<typeof restoreState>
