/** Lists of whole numbers, one after the other in one array; filled row by row. */
export class Rows {
  /** Rows ended so far. */
  rows = 0
  /** Row `at` stands in `held` from `starts[at]` to just before `starts[at + 1]`: for loops that cannot afford a view. */
  readonly starts: Uint32Array<ArrayBuffer>
  held: Uint32Array<ArrayBuffer>
  private next = 0

  /** @param rows  how many there will be @param room numbers that fit without growing */
  constructor(rows: number, room: number) {
    this.starts = new Uint32Array(rows + 1)
    this.held = new Uint32Array(room)
  }

  /** How many numbers all rows hold. */
  get length(): number {
    return this.next
  }

  /** Adds numbers as one more row. */
  add(numbers: Iterable<number>): void {
    for (const number of numbers) {
      if (this.next === this.held.length) this.grow()
      this.held[this.next++] = number
    }
    this.rows += 1
    this.starts[this.rows] = this.next
  }

  /** The numbers of a row: a view, where they may be changed. */
  of(row: number): Uint32Array {
    return this.held.subarray(this.starts[row] ?? 0, this.starts[row + 1] ?? 0)
  }

  /** How many rows hold each number below `columns`. */
  counts(columns: number): Uint32Array {
    const counts = new Uint32Array(columns)
    for (let at = 0; at < this.next; at += 1) {
      const column = this.held[at] ?? 0
      counts[column] = (counts[column] ?? 0) + 1
    }
    return counts
  }

  /** Rows that hold each number below `columns`, growing. @param wanted of the rows that are to be found there; all without it */
  turned(columns: number, wanted: (row: number) => boolean = () => true): Rows {
    const turned = new Rows(columns, this.next)
    const { starts, held } = turned
    for (let row = 0; row < this.rows; row += 1) {
      if (wanted(row)) for (const column of this.of(row)) starts[column + 1] = (starts[column + 1] ?? 0) + 1
    }
    for (let column = 0; column < columns; column += 1)
      starts[column + 1] = (starts[column + 1] ?? 0) + (starts[column] ?? 0)
    const next = starts.slice()
    for (let row = 0; row < this.rows; row += 1) {
      if (!wanted(row)) continue
      for (const column of this.of(row)) {
        const place = next[column] ?? 0
        held[place] = row
        next[column] = place + 1
      }
    }
    turned.rows = columns
    turned.next = starts[columns] ?? 0
    return turned
  }

  arrays() {
    return [this.starts, this.held]
  }

  private grow(): void {
    const wide = new Uint32Array(2 * this.held.length + 16)
    wide.set(this.held)
    this.held = wide
  }
}
