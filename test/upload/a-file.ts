import type { ImportKind } from '../../schema/imports.ts'
import { anonymiser } from '../../worker/import/anonymise.ts'
import type { Context, Reading } from '../../worker/import/format.ts'
import {
  type Fragment,
  type ItemFragment,
  type OrderFragment,
  type WholeOrder,
  wholeOrder,
} from '../../worker/import/fragments.ts'
import { RowProblem } from '../../worker/import/problems.ts'
import { asRow } from '../../worker/import/receive.ts'
import { formatOf, locate, recognise } from '../../worker/import/recognise.ts'
import { type RawRow, readTable } from '../../worker/import/records.ts'
import { readText } from '../../worker/import/text.ts'

export const MASTER_KEY = 'a-master-key-of-the-tests-with-more-than-32-characters'

/** A shop in Berlin that sells in euros. */
export const BERLIN: Context = {
  currency: 'EUR',
  time_zone: 'Europe/Berlin',
  people: anonymiser(MASTER_KEY, 's0_berlin'),
  now: Date.UTC(2026, 10, 22),
}

/** A file in pieces of that many bytes, as a network brings it. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** All that a generator gives. */
export async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const given: T[] = []
  for await (const piece of pieces) given.push(piece)
  return given
}

/** A text file as header and rows, in pieces of that many bytes. */
export async function tableOf(
  file: string | Uint8Array,
  size = 65_536,
  knows = (_header: string[]) => false,
  names: string[] = [],
): Promise<{ header: string[]; rows: RawRow[] }> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const { header, rows } = await readTable(readText(inPieces(bytes, size)), knows, names)
  return { header, rows: (await all(rows)).flat() }
}

/** What one row came to: kept, left out with a reason, or refused with a problem. */
export type Read = Partial<Reading> & { row: number; problem?: RowProblem }

/** Reads a whole file as an upload does, row by row. */
export async function readFile(
  kind: ImportKind,
  file: string | Uint8Array,
  context = BERLIN,
  size = 65_536,
): Promise<{ format: string; rows: Read[] }> {
  const { header, rows } = await tableOf(file, size, (columns) => formatOf(kind, columns) !== undefined)
  const format = recognise(kind, header)
  const places = locate(format, header)
  const readOne = (raw: RawRow): Read => {
    try {
      if (raw.broken !== undefined) throw new RowProblem('broken_row', '', raw.broken)
      return { row: raw.row, ...format.read(asRow(raw, places), context) }
    } catch (thrown) {
      if (!(thrown instanceof RowProblem)) throw thrown
      return { row: raw.row, problem: thrown }
    }
  }
  return { format: format.name, rows: rows.map(readOne) }
}

const isItem = (one: Fragment): one is ItemFragment => 'fields' in one
const isOrder = (one: Fragment): one is OrderFragment => !('row' in one)

/** Rows of items by their item, in the order of the file. */
export const itemsOf = (rows: readonly Read[]): Map<string, ItemFragment[]> =>
  Map.groupBy(
    rows.flatMap(({ fragments = [] }) => fragments.filter(isItem)),
    ({ key }) => key,
  )

/** Rows of orders by their order. */
export const ordersOf = (rows: readonly Read[]): Map<string, OrderFragment[]> =>
  Map.groupBy(
    rows.flatMap(({ fragments = [] }) => fragments.filter(isOrder)),
    ({ key }) => key,
  )

/** Orders as all their rows together say them, for a shop that sells in euros. */
export const wholeOrders = (rows: readonly Read[]): WholeOrder[] =>
  [...ordersOf(rows)].map(([key, fragments]) => wholeOrder(key, fragments, 'EUR'))
