import { type Numbers, numbersBelow } from '../numbers/typed-array.ts'
import type { Shortlists } from './padded-rows.ts'

/** Few numbers with a value in every row, all rows one after the other. */
export class Sparse {
  /** Row `of` stands from `starts[of]` to `starts[of + 1]`. */
  readonly starts: Uint32Array
  readonly items: Numbers
  readonly values: Float32Array

  constructor(rows: number, starts: Uint32Array, entries: number) {
    this.starts = starts
    this.items = numbersBelow(rows, entries)
    this.values = new Float32Array(entries)
  }

  arrays() {
    return [this.starts, this.items, this.values]
  }
}

/** Lists gone through between two pauses: about 2 ms of work. */
const LISTS_A_SLICE = 5_000

/**
 * Lists turned round: the row of an item holds those in whose list it stands, growing, with the values. Yields now and then.
 */
export function* turned({ lengths, stride, items, values }: Shortlists): Generator<undefined, Sparse> {
  const rows = lengths.length
  const starts = new Uint32Array(rows + 1)
  for (let of = 0; of < rows; of += 1) {
    const end = of * stride + (lengths[of] ?? 0)
    for (let at = of * stride; at < end; at += 1) {
      const row = (items[at] ?? 0) + 1
      starts[row] = (starts[row] ?? 0) + 1
    }
    if (of % LISTS_A_SLICE === 0) yield undefined
  }
  for (let row = 0; row < rows; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const sparse = new Sparse(rows, starts, starts[rows] ?? 0)
  const next = starts.slice(0, rows)
  for (let of = 0; of < rows; of += 1) {
    const end = of * stride + (lengths[of] ?? 0)
    for (let at = of * stride; at < end; at += 1) {
      const row = items[at] ?? 0
      const place = next[row] ?? 0
      sparse.items[place] = of
      sparse.values[place] = values[at] ?? 0
      next[row] = place + 1
    }
    if (of % LISTS_A_SLICE === 0) yield undefined
  }
  return sparse
}
