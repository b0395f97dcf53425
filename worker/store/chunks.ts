/** Rows of one statement: a longer one holds up the other shops of the database. */
const MOST_ROWS = 5_000
/** UTF-16 units of JSON in one statement; D1 refuses 2 MB, and a unit may take three bytes. */
const MOST_UNITS = 500_000

/** Packs rows into JSON arrays, one bound value each: D1 allows 100 values a statement. */
export function* jsonChunks(rows: Iterable<unknown>): Generator<string> {
  let parts: string[] = []
  let units = 0
  for (const row of rows) {
    const part = JSON.stringify(row)
    if (parts.length > 0 && (parts.length === MOST_ROWS || units + part.length > MOST_UNITS)) {
      yield `[${parts.join(',')}]`
      parts = []
      units = 0
    }
    parts.push(part)
    units += part.length + 1
  }
  if (parts.length > 0) yield `[${parts.join(',')}]`
}
