import { integer, text } from 'drizzle-orm/sqlite-core'
import * as v from 'valibot'
import { ACTOR_KINDS } from '../vocabulary/actors.ts'
import { whole } from './numbers.ts'

/** Columns of what a person writes and another one may have to approve: its version, and who did both. Times in UTC milliseconds. */
export const authorship = {
  /** 1, 2, 3 …; of what the merchant wrote. */
  version: integer().notNull(),
  created_at: integer().notNull(),
  changed_at: integer().notNull(),
  /** Who wrote what it says now. */
  author_kind: text({ enum: ACTOR_KINDS }).notNull(),
  author_id: text().notNull(),
  /** Who approved it, or turned it on, and when; null before. `approved_at` is also null for what an earlier version approved. */
  approver_kind: text({ enum: ACTOR_KINDS }),
  approver_id: text(),
  approved_at: integer(),
}

const actor = v.object({ kind: v.picklist(ACTOR_KINDS), id: v.string() })

/** The same in a response. */
export const authorshipView = {
  version: whole,
  created_at: whole,
  changed_at: whole,
  author: actor,
  approver: v.nullable(actor),
  approved_at: v.nullable(whole),
}

type Kind = (typeof ACTOR_KINDS)[number]
type Columns = {
  author_kind: Kind
  author_id: string
  approver_kind: Kind | null
  approver_id: string | null
}

/** A row with its author and approver as a response has them. */
export function withActors<Row extends Columns>(row: Row) {
  const { author_kind, author_id, approver_kind, approver_id, ...rest } = row
  return {
    ...rest,
    author: { kind: author_kind, id: author_id },
    approver: approver_kind === null ? null : { kind: approver_kind, id: approver_id ?? '' },
  }
}
