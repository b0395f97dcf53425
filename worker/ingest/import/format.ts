import type { ImportKind } from '../../../schema/imports/imports.ts'
import type { DateOrder } from '../../../vocabulary/dates.ts'
import type { DropCode } from '../../../vocabulary/left-out.ts'
import type { RelationshipType } from '../../../vocabulary/relations.ts'
import type { Identifier } from '../identity/identifier.ts'
import type { DateVotes } from './cells/date-order.ts'
import type { NoteCode } from './checks/notes.ts'
import type { Fragment, ItemFragment } from './fragments.ts'
import type { RowProblem } from './problems.ts'

/** Properties of the shop that a format needs. */
export type Context = {
  currency: string
  time_zone: string
  /** The shop's language, "de" or "de-AT". */
  locale?: string
  people: Identifier
  /** UTC milliseconds. */
  now: number
  /** Relations only: the type of rows without a type. */
  relationship_type?: RelationshipType
  /** Order of day and month in 3/4/2026; without it orders keep both readings, and other dates of this form are refused. */
  date_order?: DateOrder
  /** What the dates of the file say about the order of day and month. */
  votes?: DateVotes
  /** What a format keeps between the rows of one file: empty at the start, and small for any file size. */
  memory: Map<string, string>
  /** Counts something that the merchant should know about rows that are read (worker/ingest/report/notes). */
  note?: (code: NoteCode) => void
}

/** One row, with cells by the format's own column names. */
export type Row = {
  row: number
  /** The row is one of our own exports: its cells are exactly what was stored. */
  isExact?: true
  /** The trimmed cell; '' when the file has no such column. `number` selects one of several numbered columns. */
  cell(name: string, number?: number): string
  /** The file's own name of the column, for errors. */
  column(name: string, number?: number): string
  /** Numbers of a numbered column that the file has, ascending; [] when the column is not numbered. */
  numbers(name: string): readonly number[]
  /** Whether the file has the column, even if the cell is empty; false while only a later entry may have it. */
  has(name: string): boolean
  /** Whether any row of the file may have the column. */
  mayHave(name: string): boolean
}

/**
 * Result of a row: its fragments, or the reason why it is left out; both are possible. A row with several lines of an order gives
 * several fragments.
 */
export type Reading = {
  fragments?: readonly Fragment[]
  dropped?: DropCode
  /** The items that a row of an order names, including those of rows left out. */
  named?: readonly string[]
  /** Names by which rows of variants, before or after this one, refer to the item of this row's first fragment. */
  names?: readonly string[]
  /** A variant of an item in another row. It is added to that item; if the item never appears, `orphan` is the error. */
  awaits?: { name: string; fragment: ItemFragment; orphan: RowProblem | 'own item'; language?: string }
  /** The language of the item's texts; a row in another language with one of the same `groups` is its translation. */
  translates?: { language: string; groups: readonly string[] }
}

/** What a card needs of an item. */
export const ITEM_FACTS = ['price', 'availability', 'link', 'picture'] as const
export type ItemFact = (typeof ITEM_FACTS)[number]

/** A kind of file. To add one: a file in formats/, a line in recognise.ts. */
export type Format = {
  name: string
  kind: ImportKind
  /**
   * Our name of a column, and its names in files (case, spaces, dashes, underscores and dots are ignored). `{n}` is a number:
   * `line_item_{n}` finds every `line_item_1`, `line_item_2` … of the file, see Row.numbers. `*` is any text before: Shopify
   * translates the label in front of `(product.metafields.…)`. `*` at the end is any text behind: `name(*` finds `name(de-de)` and
   * `name(en-gb)`, with numbers in the order of the file.
   */
  columns: Readonly<Record<string, readonly string[]>>
  /** Our column names by position, for headers in an unknown language; undefined when the file has another format. */
  positions?(header: readonly string[]): readonly string[] | undefined
  /**
   * Items only: the columns that identify an item, of which the first with a value counts. They mark the item of a refused row as
   * present in the file.
   */
  identity?: readonly string[]
  /**
   * Items only: the columns of what decides whether and how an item is shown. The report warns when a file has none of those of one
   * fact. A fact is left out if the format derives it.
   */
  facts?: Partial<Readonly<Record<ItemFact, readonly string[]>>>
  /**
   * Items only: fields that have a value in any case, with the columns that state it. Without any of them in the file it is assumed, and a
   * part of a catalogue does not change it.
   */
  assumed?: Partial<
    Readonly<Record<'published' | 'gift_card' | 'url' | 'action' | 'variant.title', readonly string[]>>
  >
  /**
   * Columns of amounts, whose names in files may add the currency or that tax is included: `Price (EUR)`, `Preis inkl. MwSt.`; and the
   * meaning of dots is decided by all of them together: `1.299` beside `899,00` is above a thousand.
   */
  amounts?: readonly string[]
  /** Columns with dates of items and relations. */
  dates?: readonly string[]
  /** Items only: the row belongs to an item of another row, so it need not name it. */
  continues?(row: Row): boolean
  /** Items only: files of this format are a part of the catalogue, whatever the merchant says, and add no items. */
  isPart?: true
  /** Columns with any of which the file does not have this format. */
  without?: readonly string[]
  /**
   * Columns without which the file does not have this format; of a nested list any one suffices, of a numbered column any number.
   */
  required: readonly (readonly string[])[]
  /** @throws {RowProblem} when the row cannot be read */
  read(row: Row, context: Context): Reading
}
