import { Buffer } from 'node:buffer'

/** Maximum rows per statement: a longer one delays the other shops of the database. */
const MAX_ROWS = 5_000
/**
 * Maximum bytes of JSON per statement. D1 takes a value of 2 MB, but each prepared statement that is kept also keeps its last
 * value, and large values fragment memory: with four times as much the runtime grows by half as much again (docs/DECISIONS.md).
 */
const MAX_BYTES = 250_000

/**
 * Packs rows into JSON arrays, one bound value each, because D1 allows 100 values per statement.
 * @param most_bytes ≤ 2 MB
 */
export function* jsonChunks(rows: Iterable<unknown>, most_bytes = MAX_BYTES): Generator<string> {
  let parts: string[] = []
  let bytes = 0
  for (const row of rows) {
    const part = JSON.stringify(row)
    const size = Buffer.byteLength(part) + 1
    if (parts.length > 0 && (parts.length === MAX_ROWS || bytes + size > most_bytes)) {
      yield `[${parts.join(',')}]`
      parts = []
      bytes = 0
    }
    parts.push(part)
    bytes += size
  }
  if (parts.length > 0) yield `[${parts.join(',')}]`
}
