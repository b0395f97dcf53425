import type { Numbers } from '../numbers/typed-array.ts'
import type { Arena } from './arena.ts'
import type { PaddedRows } from './padded-rows.ts'

/**
 * Turns the number of entries of each row into offsets, in place, for a matrix in compressed sparse row form: row `r` is the
 * entries from `starts[r]` to just before `starts[r + 1]`.
 * @param starts entries of row `r` at `r + 1`, and 0 in front
 * @returns a copy of the offsets, to be advanced while entries are filled in
 */
export function toOffsets(starts: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  for (let row = 1; row < starts.length; row += 1) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0)
  return starts.slice()
}

/** Rows of a few items with a value each, in compressed sparse row form. */
export class SparseRows {
  /** Offsets, see `toOffsets`. */
  readonly starts: Uint32Array
  readonly items: Numbers
  readonly values: Float32Array

  /** @param starts offsets of all rows, of the same arena @param rows numbers of items are below this */
  constructor(rows: number, starts: Uint32Array<ArrayBuffer>, arena: Arena) {
    const entries = starts[starts.length - 1] ?? 0
    this.starts = starts
    this.items = arena.numbersBelow(rows, entries)
    this.values = arena.float32(entries)
  }
}

/** Rows looked at between two pauses: about 2 ms of work. */
const SLICE_ROWS = 5_000

/**
 * Transposes padded rows: the row of an item holds the rows in which the item occurs, ascending, with the values. Yields now
 * and then.
 */
export function* transposed(
  { lengths, stride, items, values }: PaddedRows,
  arena: Arena,
): Generator<undefined, SparseRows> {
  const rows = lengths.length
  const starts = arena.uint32(rows + 1)
  for (let row = 0; row < rows; row += 1) {
    const end = row * stride + (lengths[row] ?? 0)
    for (let at = row * stride; at < end; at += 1) {
      const behind = (items[at] ?? 0) + 1
      starts[behind] = (starts[behind] ?? 0) + 1
    }
    if (row % SLICE_ROWS === 0) yield undefined
  }
  const next = toOffsets(starts)
  const sparse = new SparseRows(rows, starts, arena)
  for (let row = 0; row < rows; row += 1) {
    const end = row * stride + (lengths[row] ?? 0)
    for (let at = row * stride; at < end; at += 1) {
      const item = items[at] ?? 0
      const place = next[item] ?? 0
      sparse.items[place] = row
      sparse.values[place] = values[at] ?? 0
      next[item] = place + 1
    }
    if (row % SLICE_ROWS === 0) yield undefined
  }
  return sparse
}
