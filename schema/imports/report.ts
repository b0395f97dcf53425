import * as v from 'valibot'
import { DATE_ORDERS } from '../../vocabulary/dates.ts'
import { whole } from '../numbers.ts'
import { type LinesMatched, linesMatched, type TotalsChecked, totalsChecked } from './order-counts.ts'

/** What a whole catalogue may take away from the items by saying nothing about it. */
const LOST_FACTS = ['link', 'picture', 'price', 'category'] as const
export type LostFact = (typeof LOST_FACTS)[number]

/** The report of an upload. */
export const importReport = v.object({
  /** Name of the recognised format. */
  format: v.string(),
  /** Bytes as sent and unpacked. */
  bytes: v.object({ sent: whole, unpacked: whole }),
  /** The character set that was taken, and by what: a byte order mark, the bytes, an XML declaration, or the request. */
  encoding: v.optional(
    v.object({ name: v.string(), by: v.picklist(['mark', 'content', 'declaration', 'request']) }),
  ),
  /** Data rows of the file, without its header. */
  rows: whole,
  rows_kept: whole,
  /** Rows left out, by reason. */
  rows_dropped: v.record(v.string(), whole),
  /** Rows with something that the merchant should know, by code; texts are in `next_steps`. */
  notes: v.optional(v.record(v.string(), v.number())),
  /** Columns of the file that were not read, at most 100, by the file's own names. */
  columns_unread: v.optional(v.array(v.string())),
  /** Items only: what no row of the file states, because it has no such column, or none that is known. */
  lacks: v.optional(v.array(v.picklist(['price', 'availability', 'link', 'picture']))),
  /** Items only, with `partial`: the fields that any row states, `variant.` before those of variants. Others stay as they are stored. */
  states: v.optional(v.array(v.string())),
  /**
   * Order of day and month in dates such as 3/4/2026, if the file has any: as its own dates decide (`rows`; `mixed` if they
   * contradict each other), by the mapping, or as usual in the shop's language.
   */
  date_order: v.optional(
    v.object({
      order: v.picklist(DATE_ORDERS),
      by: v.picklist(['rows', 'mapping', 'default', 'mixed']),
    }),
  ),
  /** Distinct records in the file: orders, items, relations or customers. */
  found: whole,
  /** Of these: new, changed, unchanged, left out. */
  added: whole,
  changed: whole,
  same: whole,
  dropped: v.record(v.string(), whole),
  /** Orders only: distinct items that the file names; the count stops at 200,000. */
  items_named: v.optional(whole),
  /** Orders only: stored orders of which the file leaves no lines; they are included in the changed ones. */
  returned: v.optional(whole),
  /** Orders only: lines by how their item was found in the catalogue at the time of the upload. */
  lines_matched: v.optional(linesMatched),
  /** Orders only: orders with two or more distinct items; mining learns only from these. */
  orders_with_two: v.optional(whole),
  /** Orders only: paid and pending orders by whether lines - discount + shipping + tax = total. */
  totals: v.optional(totalsChecked),
  /** Orders only: UTC milliseconds. */
  first_order_at: v.optional(v.nullable(whole)),
  last_order_at: v.optional(v.nullable(whole)),
  /** Items only. */
  variants: v.optional(whole),
  /**
   * Items only, without `partial`: published items that are not in the file. They are unpublished, unless a refused row
   * may be theirs (`kept`). `confirm_needed`: they are more than 30 %, so the upload needs `confirm=1`.
   */
  absent: v.optional(v.object({ count: whole, kept: v.boolean(), confirm_needed: v.boolean() })),
  /** Items only, without `partial`: what most published items have and no row of the file states. The upload needs `confirm=1`. */
  loses: v.optional(v.array(v.picklist(LOST_FACTS))),
  /** Items only: items unpublished so far. */
  unpublished: v.optional(whole),
  /** Items only: relations in columns of the catalogue. */
  relations: v.optional(
    v.object({
      found: whole,
      /** New or changed relations, and relations deleted because the catalogue no longer states them. */
      written: whole,
      removed: whole,
      dropped: v.record(v.string(), whole),
    }),
  ),
})
export type ImportReport = v.InferOutput<typeof importReport>

/** How many items shoppers can see, and how many not, by the first reason that applies. */
export const showable = v.object({
  items: v.number(),
  shown: v.number(),
  reasons: v.record(v.string(), v.number()),
})
export type Showable = v.InferOutput<typeof showable>

/** A mining run that waits or runs. `progress` (0 to 1) is estimated from the last run; null without one. */
export const miningStep = v.object({
  model_id: v.string(),
  status: v.picklist(['waiting', 'running']),
  progress: v.nullable(v.number()),
})
export type MiningStep = v.InferOutput<typeof miningStep>

/** The part of the report that is known when the last byte was read. */
export type Received = Pick<
  ImportReport,
  | 'format'
  | 'bytes'
  | 'encoding'
  | 'rows'
  | 'rows_kept'
  | 'rows_dropped'
  | 'notes'
  | 'columns_unread'
  | 'lacks'
  | 'loses'
  | 'states'
  | 'date_order'
  | 'items_named'
  | 'absent'
>

/** Counts that are known when the rows were joined to records. */
export type Tally = {
  found: number
  dropped: Record<string, number>
  /** Stored orders of which the file leaves no lines. */
  returned?: number
  orders_with_two?: number
  totals?: TotalsChecked
  first_order_at?: number
  last_order_at?: number
  variants?: number
  lines_matched?: LinesMatched
  relations?: { found: number; dropped: Record<string, number> }
}
