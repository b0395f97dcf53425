import Papa from 'papaparse'
import { EXACT, exactCell, FORMULA } from '../store/exact-cells.ts'
import type { Line } from './list-lines.ts'
import type { Table } from './pages.ts'

/** Formats of an export, with their media types. */
export const EXPORT_FORMS = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const
export type ExportForm = keyof typeof EXPORT_FORMS

/** Characters after which a piece of the text is sent: a page may be a hundred times as long as its rows. */
const PIECE = 100_000

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

async function* csv(columns: Table['columns'], pages: Pages, isImported: boolean): AsyncGenerator<string> {
  const names = isImported ? [...columns, EXACT] : columns
  yield `${names.join(',')}\r\n`
  const written = (line: Line) => {
    const cells = columns.map((column) => line[column] ?? '')
    const exact = isImported ? [...cells.map(exactCell), '1'] : cells
    return `${Papa.unparse([exact], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
  }
  yield* inPieces(pages, written)
}

/** No spreadsheet reads NDJSON, but the import removes a quote from a text that looks as if it had been added. */
const quoted = (cell: string | number) =>
  typeof cell === 'string' && cell.startsWith("'") && FORMULA.test(cell) ? `'${cell}` : cell

async function* lines(columns: Table['columns'], pages: Pages, isImported: boolean): AsyncGenerator<string> {
  // Every line has every column, so that the first line names all of them.
  const written = (line: Line) => {
    const cells = columns.map((name) => {
      const cell = line[name] ?? ''
      return [name, isImported ? quoted(exactCell(cell)) : cell]
    })
    if (isImported) cells.push([EXACT, '1'])
    return `${JSON.stringify(Object.fromEntries(cells))}\n`
  }
  yield* inPieces(pages, written)
}

async function* inPieces(pages: Pages, written: (line: Line) => string): AsyncGenerator<string> {
  for await (const page of pages) {
    let piece = ''
    for (const line of page) {
      piece += written(line)
      if (piece.length < PIECE) continue
      yield piece
      piece = ''
    }
    if (piece !== '') yield piece
  }
}
