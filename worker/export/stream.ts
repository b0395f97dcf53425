import Papa from 'papaparse'
import { letOthersRun } from '../jobs/lease/pace.ts'
import { EXACT, exactCell, FORMULA } from '../store/exact-cells.ts'
import type { Line } from './list-lines.ts'
import type { Table } from './pages.ts'

/** Formats of an export, with their media types. */
export const EXPORT_FORMS = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const
export type ExportForm = keyof typeof EXPORT_FORMS

/**
 * Characters after which a piece of the text is sent: a page may be a hundred times as long as its rows. What a piece is made of fits
 * into V8's young generation, and is collected at once.
 */
const PIECE = 30_000
/** Stretches of about 2 ms that a piece takes. */
const STRETCHES = 2

/**
 * A table as text, in pieces, at the speed of the reader. In CSV a cell that begins like a formula is prefixed with a quote, so
 * that no spreadsheet executes it; the import removes the quote. Lines of a table that can be imported say so (worker/store/exact-cells.ts).
 */
export function asText(
  { columns, isImported = false }: Pick<Table, 'columns' | 'isImported'>,
  pages: AsyncGenerator<Iterable<Line>>,
  form: ExportForm,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const written = form === 'csv' ? csv(columns, pages, isImported) : lines(columns, pages, isImported)
  return new ReadableStream({
    async pull(controller) {
      await letOthersRun(STRETCHES)
      const next = await written.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await written.return(undefined)
    },
  })
}

type Pages = AsyncGenerator<Iterable<Line>>
type Cell = string | number

async function* csv(columns: Table['columns'], pages: Pages, isImported: boolean): AsyncGenerator<string> {
  const names = isImported ? [...columns, EXACT] : columns
  yield `${names.join(',')}\r\n`
  for await (const rows of inPieces(pages, columns)) {
    const cells = isImported ? rows.map((row) => [...row.map(exactCell), '1']) : rows
    yield `${Papa.unparse(cells, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
  }
}

/** No spreadsheet reads NDJSON, but the import removes a quote from a text that looks as if it had been added. */
const quoted = (cell: string | number) =>
  typeof cell === 'string' && cell.startsWith("'") && FORMULA.test(cell) ? `'${cell}` : cell

async function* lines(columns: Table['columns'], pages: Pages, isImported: boolean): AsyncGenerator<string> {
  for await (const rows of inPieces(pages, columns)) {
    // Every line has every column, so that the first line names all of them.
    const objects = rows.map((row) => {
      const cells = isImported ? row.map((cell) => quoted(exactCell(cell))) : row
      const pairs = cells.map((cell, at): [string, Cell] => [columns[at] ?? '', cell])
      return Object.fromEntries(isImported ? [...pairs, [EXACT, '1']] : pairs)
    })
    yield `${objects.map((one) => JSON.stringify(one)).join('\n')}\n`
  }
}

/** The cells of the lines, as many lines as a piece may have. */
async function* inPieces(pages: Pages, columns: Table['columns']): AsyncGenerator<Cell[][]> {
  for await (const page of pages) {
    let rows: Cell[][] = []
    let characters = 0
    for (const line of page) {
      const row = columns.map((column) => line[column] ?? '')
      rows.push(row)
      for (const cell of row) characters += typeof cell === 'string' ? cell.length + 1 : 8
      if (characters < PIECE) continue
      yield rows
      rows = []
      characters = 0
    }
    if (rows.length > 0) yield rows
  }
}
