import { type Numbers, numbersBelow } from '../numbers/widths.ts'
import type { Shortlists } from './shortlists.ts'

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

/** Lists turned round: the row of an item holds those in whose list it stands, growing, with the values. */
export function turned(lists: Shortlists): Sparse {
  const { lengths, stride, items, values } = lists
  const rows = lengths.length
  const starts = new Uint32Array(rows + 1)
  eachOf(lists, (_of, at) => {
    const row = (items[at] ?? 0) + 1
    starts[row] = (starts[row] ?? 0) + 1
  })
  for (let row = 0; row < rows; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const sparse = new Sparse(rows, starts, starts[rows] ?? 0)
  const next = starts.slice(0, rows)
  eachOf({ lengths, stride }, (of, at) => {
    const row = items[at] ?? 0
    const place = next[row] ?? 0
    sparse.items[place] = of
    sparse.values[place] = values[at] ?? 0
    next[row] = place + 1
  })
  return sparse
}

function eachOf(
  { lengths, stride }: Pick<Shortlists, 'lengths' | 'stride'>,
  each: (of: number, at: number) => void,
): void {
  for (let of = 0; of < lengths.length; of += 1) {
    const end = of * stride + (lengths[of] ?? 0)
    for (let at = of * stride; at < end; at += 1) each(of, at)
  }
}
