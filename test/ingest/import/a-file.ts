import * as v from 'valibot'
import { type Item, item } from '../../../schema/catalogue/items.ts'
import type { ImportKind } from '../../../schema/imports/imports.ts'
import { type RawRow, readTable } from '../../../worker/ingest/import/decode/records.ts'
import { asRow } from '../../../worker/ingest/import/decode/row.ts'
import { readText } from '../../../worker/ingest/import/decode/text.ts'
import type { Context, Reading } from '../../../worker/ingest/import/format.ts'
import {
  type ItemFragment,
  isItem,
  isLinks,
  isOrder,
  type OrderFragment,
  type WholeOrder,
  wholeItem,
  wholeOrder,
} from '../../../worker/ingest/import/fragments.ts'
import { FORMATS } from '../../../worker/ingest/import/known-formats.ts'
import { planOf } from '../../../worker/ingest/import/mapping.ts'
import { RowProblem } from '../../../worker/ingest/import/problems.ts'
import { Reader } from '../../../worker/ingest/import/reader.ts'
import { formatOf, placesOf, recognise } from '../../../worker/ingest/import/recognise.ts'
import { Parents } from '../../../worker/ingest/import/waiting.ts'
import { anIdentifier } from '../identity/an-identifier.ts'

export const MASTER_KEY = 'a-master-key-of-the-tests-with-more-than-32-characters'

/** A shop in Berlin that sells in euros. */
export const BERLIN: Context = {
  currency: 'EUR',
  time_zone: 'Europe/Berlin',
  people: anIdentifier(MASTER_KEY, 's0_berlin'),
  now: Date.UTC(2026, 10, 22),
  memory: new Map(),
}

/** Yields a file in chunks of `size` bytes, like a network. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Returns all values of a generator. */
export async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const given: T[] = []
  for await (const piece of pieces) given.push(piece)
  return given
}

/** Returns header and rows of a text file that is read in chunks of `size` bytes. */
export async function tableOf(
  file: string | Uint8Array,
  size = 65_536,
  knows = (_header: string[]) => false,
  names: string[] = [],
): Promise<{ own: string[]; header: string[]; rows: RawRow[]; typed?: true }> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const { rows, ...table } = await readTable(readText(inPieces(bytes, size)), knows, names)
  return { ...table, rows: (await all(rows)).flat() }
}

/** Result of one row: kept, left out with a reason, or refused with a problem. */
export type Read = Partial<Reading> & { row: number; problem?: RowProblem }

/** Reads a whole file as an upload does, row by row. */
export async function readFile(
  kind: ImportKind,
  file: string | Uint8Array,
  context = BERLIN,
  size = 65_536,
): Promise<{ format: string; rows: Read[] }> {
  const names = FORMATS.filter((one) => one.kind === kind).flatMap(({ columns }) => Object.keys(columns))
  const table = await tableOf(file, size, (columns) => formatOf(kind, columns) !== undefined, names)
  const { rows } = table
  const format = recognise(kind, table.own)
  const places = placesOf(format, table, context.currency)
  const ofThisFile = { ...context, memory: new Map<string, string>() }
  const readOne = (raw: RawRow): Read => {
    try {
      if (raw.broken !== undefined) throw new RowProblem('broken_row', '', raw.broken)
      return { row: raw.row, ...format.read(asRow(raw, { places, words: new Map() }), ofThisFile) }
    } catch (thrown) {
      if (!(thrown instanceof RowProblem)) throw thrown
      return { row: raw.row, problem: thrown }
    }
  }
  return { format: format.name, rows: rows.map(readOne) }
}

/** Groups rows by item, joins variants to their items, and returns the variants without an item. */
export function gathered(rows: readonly Read[]): {
  items: Map<string, ItemFragment[]>
  refused: RowProblem[]
} {
  const parents = new Parents()
  const found = rows.flatMap((row) => parents.place(row).fragments.filter(isItem))
  const orphans = parents.orphans()
  const alone = orphans.flatMap(({ fragment, orphan }) => (orphan === 'own item' ? [fragment] : []))
  const refused = orphans.flatMap(({ orphan }) => (orphan === 'own item' ? [] : [orphan]))
  return { items: Map.groupBy([...found, ...alone], ({ key }) => key), refused }
}

/** Groups rows by item, in the order of the file. */
export const itemsOf = (rows: readonly Read[]): Map<string, ItemFragment[]> => gathered(rows).items

/** Returns the items of a file, validated as in an upload. */
export async function itemsIn(file: string | Uint8Array, context = BERLIN): Promise<Item[]> {
  const { rows } = await readFile('items', file, context)
  return [...itemsOf(rows)].map(([key, fragments]) => v.parse(item, wholeItem(key, fragments)))
}

/** Returns the relations in columns of a catalogue, as "item type to", in order. */
export const linksIn = (rows: readonly Read[]): string[] =>
  rows
    .flatMap(({ fragments = [] }) => fragments.filter(isLinks))
    .flatMap(({ key, links }) => links.map(({ to, type, position }) => `${key} ${type} ${to} ${position}`))

/** Groups rows by order. */
export const ordersOf = (rows: readonly Read[]): Map<string, OrderFragment[]> =>
  Map.groupBy(
    rows.flatMap(({ fragments = [] }) => fragments.filter(isOrder)),
    ({ key }) => key,
  )

/** Joins rows to orders, for a shop that sells in euros. */
export const wholeOrders = (rows: readonly Read[]): WholeOrder[] =>
  [...ordersOf(rows)].map(([key, fragments]) => wholeOrder(key, fragments, 'EUR'))

/** Returns the counts of notes of a file of items, as its report has them. */
export async function notesOf(file: string | Uint8Array): Promise<object> {
  const table = await tableOf(file, 99)
  const context = { ...BERLIN, memory: new Map() }
  const reader = new Reader(planOf('items', table, [], BERLIN.currency), context, 1, table)
  reader.read(table.rows)
  reader.close()
  return reader.received().notes ?? {}
}
