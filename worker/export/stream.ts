import Papa from 'papaparse'
import type { Line } from './list-lines.ts'
import type { Table } from './pages.ts'

/** Formats of an export, with their media types. */
export const EXPORT_FORMS = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const
export type ExportForm = keyof typeof EXPORT_FORMS

/**
 * A table as text, in pages, at the speed of the reader. In CSV a cell that begins like a formula is prefixed with a quote, so
 * that no spreadsheet executes it; the import removes the quote.
 */
export function asText(
  columns: Table['columns'],
  pages: AsyncGenerator<Line[]>,
  form: ExportForm,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const written = form === 'csv' ? csv(columns, pages) : lines(columns, pages)
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

async function* csv(columns: Table['columns'], pages: AsyncGenerator<Line[]>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`
  for await (const page of pages) {
    const cells = page.map((line) => columns.map((column) => line[column] ?? ''))
    yield `${Papa.unparse(cells, { escapeFormulae: true, newline: '\r\n' })}\r\n`
  }
}

async function* lines(columns: Table['columns'], pages: AsyncGenerator<Line[]>): AsyncGenerator<string> {
  for await (const page of pages) {
    // Every line has every column, so that the first line names all of them.
    const whole = page.map((line) =>
      JSON.stringify(Object.fromEntries(columns.map((name) => [name, line[name] ?? '']))),
    )
    yield `${whole.join('\n')}\n`
  }
}
