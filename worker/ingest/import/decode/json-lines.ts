import { isStorable, UNSTORABLE_TEXT } from '../../../store/storable.ts'
import { longRow, MAX_OTHERS, MAX_ROW, type RawRow, type Table } from './raw-rows.ts'

/**
 * Parses NDJSON: one object per line.
 * @param head the beginning of `whole`, including the first line
 * @param names columns that a later line may have although the first does not
 * @throws {PairwellError} `unreadable_file` for a line over 2,000,000 characters
 */
export function readJsonLines(whole: AsyncIterable<string>, head: string, names: readonly string[]): Table {
  const first = parseObject(head.trimStart().split('\n', 1)[0] ?? '') ?? {}
  const own = Object.keys(first)
  const header = [...new Set([...own, ...names])]
  const known = new Set(header)
  const others = new Set<string>()
  const toRow = (line: string, row: number): RawRow => {
    const object = parseObject(line)
    if (object === undefined)
      return { row, cells: [], broken: 'This row is not a JSON object. Write one object per line.' }
    const cells = header.map((name) => asCell(object[name]))
    if (MAYBE_UNSTORABLE.test(line) && !cells.every(isStorable))
      return { row, cells, broken: UNSTORABLE_TEXT }
    for (const name of Object.keys(object)) {
      if (!known.has(name) && others.size < MAX_OTHERS) others.add(name)
    }
    return { row, cells }
  }
  const rows = (async function* () {
    let rest = ''
    // There is no header line, but rows count from 2 as in every other file.
    let row = 2
    const batch = (lines: string[]) =>
      lines.flatMap((line) => {
        const number = row
        row += 1
        return line.trim() === '' ? [] : [toRow(line, number)]
      })
    for await (const piece of whole) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > MAX_ROW) throw longRow(row)
      yield batch(lines)
    }
    yield batch([rest]).map(
      (last): RawRow => ({ ...last, ends: last.broken === undefined ? 'after' : 'within' }),
    )
  })()
  return { own, header, rows, others, typed: true }
}

/** Escapes of what cannot be stored: the lines themselves are decoded from bytes, which have no such characters. */
const MAYBE_UNSTORABLE = /\\u(?:0000|d[89a-f])/i

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON value as the cell of a CSV file: lists joined by commas, objects as `key=value;…`. */
function asCell(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(',')
  if (isObject(value))
    return Object.entries(value)
      .map(([key, inner]) => `${key}=${asText(inner)}`)
      .join(';')
  return asText(value)
}

/** Text of a nested value, '' for objects and lists; `String` would throw for some of them. */
const asText = (value: unknown): string =>
  value === undefined || typeof value === 'object' ? '' : String(value)
