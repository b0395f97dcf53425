import type { Arena } from './arena.ts'
import { toOffsets } from './sparse-rows.ts'

/** Rows of whole numbers of any length, in one array; filled row by row. */
export class RaggedRows {
  /** Rows ended so far. */
  rows = 0
  /** Row `r` is `values` from `starts[r]` to just before `starts[r + 1]`: for loops that cannot afford a view. */
  readonly starts: Uint32Array<ArrayBuffer>
  values: Uint32Array<ArrayBuffer>
  private next = 0
  private readonly arena: Arena

  /** @param rows how many there will be @param room numbers that fit without growing */
  constructor(rows: number, room: number, arena: Arena) {
    this.arena = arena
    this.starts = arena.uint32(rows + 1)
    this.values = arena.uint32(room)
  }

  /** How many numbers all rows hold. */
  get length(): number {
    return this.next
  }

  /** Adds numbers as one more row. */
  add(numbers: Iterable<number>): void {
    for (const number of numbers) {
      if (this.next === this.values.length) this.values = this.arena.grow(this.values, 2 * this.next + 16)
      this.values[this.next++] = number
    }
    this.rows += 1
    this.starts[this.rows] = this.next
  }

  /** The numbers of a row: a view in which they may be changed. */
  of(row: number): Uint32Array {
    return this.values.subarray(this.starts[row] ?? 0, this.starts[row + 1] ?? 0)
  }

  /** How many rows hold each number below `columns`. */
  counts(columns: number): Uint32Array<ArrayBuffer> {
    const counts = new Uint32Array(columns)
    for (let at = 0; at < this.next; at += 1) {
      const column = this.values[at] ?? 0
      counts[column] = (counts[column] ?? 0) + 1
    }
    return counts
  }

  /**
   * The transpose: for each number below `columns` the rows that hold it, ascending.
   * @param wanted rows that are to be found there; all without it
   */
  transposed(columns: number, wanted: (row: number) => boolean = () => true): RaggedRows {
    const transposed = new RaggedRows(columns, this.next, this.arena)
    const { starts, values } = transposed
    for (let row = 0; row < this.rows; row += 1) {
      if (wanted(row)) for (const column of this.of(row)) starts[column + 1] = (starts[column + 1] ?? 0) + 1
    }
    const next = toOffsets(starts)
    for (let row = 0; row < this.rows; row += 1) {
      if (!wanted(row)) continue
      for (const column of this.of(row)) {
        const place = next[column] ?? 0
        values[place] = row
        next[column] = place + 1
      }
    }
    transposed.rows = columns
    transposed.next = starts[columns] ?? 0
    return transposed
  }
}
