import type { Arena } from '../../data/arena.ts'
import type { Baskets } from '../../data/baskets.ts'
import type { PairSink, SupportedSink } from './neighbours.ts'
import { belongsTo } from './pair-table.ts'

/** Numbers of an entry of each record. */
const [PAIR, SUPPORTED] = [2, 3]
const FIRST_ROOM = 1_024

/** Whole numbers below 2³², appended. */
class Column {
  size = 0
  numbers: Uint32Array<ArrayBuffer>
  private readonly arena: Arena

  constructor(arena: Arena) {
    this.arena = arena
    this.numbers = arena.uint32(FIRST_ROOM)
  }

  add(number: number): void {
    if (this.size === this.numbers.length) this.numbers = this.arena.grow(this.numbers, 2 * this.size)
    this.numbers[this.size++] = number
  }
}

/** The rows that one part of the search has found, to be written into the tables of the whole search. */
export type FoundRows = {
  from: number
  to: number
  /** Entries of the row of each item, for the two tables. */
  pairRows: Uint32Array
  supportedRows: Uint32Array
  /** (other, orders) of each pair. */
  pairs: Uint32Array
  /** (other, orders, bits of the votes as a 32-bit float) of each supported pair, as many as the table takes. */
  supported: Uint32Array
}

/** Takes what `findNeighbours` finds in the items from `from` to just before `to`. */
export class PairRecord {
  readonly pairs: PairSink
  readonly supported: SupportedSink
  private readonly found: { pairs: Column; supported: Column }
  private readonly rows: Pick<FoundRows, 'from' | 'to' | 'pairRows' | 'supportedRows'>

  /** @param most supported pairs that the table takes from all parts together */
  constructor(baskets: Baskets, from: number, to: number, most: number) {
    const { arena } = baskets
    const [pairs, supported] = [new Column(arena), new Column(arena)]
    const [pairRows, supportedRows] = [arena.uint32(to - from), arena.uint32(to - from)]
    const bits = new Uint32Array(1)
    const float = new Float32Array(bits.buffer)
    let item = from
    let ended = 0
    this.found = { pairs, supported }
    this.rows = { from, to, pairRows, supportedRows }
    this.pairs = {
      belongsTo: (own, other) => belongsTo(baskets, own, other),
      begin: (next) => {
        item = next
      },
      add: (other, orders) => {
        pairs.add(other)
        pairs.add(orders)
        pairRows[item - from] = (pairRows[item - from] ?? 0) + 1
      },
    }
    this.supported = {
      add: (other, coOrders, votes) => {
        // One more than the table takes tells it that it is full.
        if (supported.size > SUPPORTED * most) return
        float[0] = votes
        supported.add(other)
        supported.add(coOrders)
        supported.add(bits[0] ?? 0)
      },
      end: (of) => {
        supportedRows[of - from] = supported.size / SUPPORTED - ended
        ended = supported.size / SUPPORTED
      },
    }
  }

  result(): FoundRows {
    const { pairs, supported } = this.found
    return {
      ...this.rows,
      pairs: pairs.numbers.subarray(0, pairs.size),
      supported: supported.numbers.subarray(0, supported.size),
    }
  }
}

/** Writes the rows of a part into the tables, as the search itself does. Parts come in the order of their items. */
export function writeRows(
  baskets: Baskets,
  rows: FoundRows,
  pairs: PairSink,
  supported: SupportedSink,
): void {
  const votes = new Float32Array(rows.supported.buffer, rows.supported.byteOffset, rows.supported.length)
  let pair = 0
  let entry = 0
  for (let item = rows.from; item < rows.to; item += 1) {
    if (baskets.ordersOf(item) === 0) continue
    pairs.begin(item)
    for (let left = rows.pairRows[item - rows.from] ?? 0; left > 0; left -= 1, pair += PAIR)
      pairs.add(rows.pairs[pair] ?? 0, rows.pairs[pair + 1] ?? 0)
    for (let left = rows.supportedRows[item - rows.from] ?? 0; left > 0; left -= 1, entry += SUPPORTED)
      supported.add(rows.supported[entry] ?? 0, rows.supported[entry + 1] ?? 0, votes[entry + 2] ?? 0)
    supported.end(item)
  }
  pairs.begin(rows.to)
}
