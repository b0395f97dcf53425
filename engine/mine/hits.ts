import type { Baskets } from './baskets.ts'
import type { Shortlists } from './shortlists.ts'

/** Candidates that are looked through in the time that one is searched for. */
const STEPS = 12

/**
 * Which candidates of an order's items stand in the order too. They are the same in every round, so the first one
 * remembers them, one byte each, where memory allows.
 */
export class Hits {
  /** Of the order asked for last: where the candidates stand, and whose they are. */
  readonly at: Uint32Array
  readonly of: Uint32Array
  found = 0
  private readonly baskets: Baskets
  private readonly lists: Shortlists
  private readonly begins: Uint32Array
  private readonly words: number
  /** Position in its list of each hit, all orders one after the other, and how many hits each line has. */
  private readonly positions: Uint8Array
  private readonly counts: Uint8Array
  private readonly remembers: boolean
  /** 1 for the items of the order in hand. */
  private readonly marks: Uint8Array
  private next = 0
  private isFirst = true
  private rounds = 0

  /** @param begins where an item's first candidate stands; the others follow, each `words` further */
  constructor(baskets: Baskets, lists: Shortlists, begins: Uint32Array, words: number) {
    const { heads, orders, lines } = baskets
    let largest = 0
    let all = 0
    for (let place = 0; place < orders; place += 1) {
      const size = (heads[2 * place + 2] ?? 0) - (heads[2 * place] ?? 0)
      const most = size * Math.min(size - 1, lists.stride)
      largest = Math.max(largest, most)
      all += most
    }
    this.baskets = baskets
    this.lists = lists
    this.begins = begins
    this.words = words
    this.at = new Uint32Array(largest)
    this.of = new Uint32Array(largest)
    this.remembers = all + lines + 8 * largest <= baskets.bytes.spare
    this.marks = new Uint8Array(baskets.items)
    this.positions = new Uint8Array(this.remembers ? all : 0)
    this.counts = new Uint8Array(this.remembers ? lines : 0)
    baskets.bytes.take(...this.arrays())
  }

  /** Begins with the first order again. */
  rewind(): void {
    this.next = 0
    this.isFirst = this.rounds === 0
    this.rounds += 1
  }

  /**
   * Finds the hits of the order on these lines; every order must be asked for in turn.
   * @returns how much work it was
   */
  find(from: number, to: number): number {
    this.found = 0
    if (this.remembers && !this.isFirst) return this.recall(from, to)
    const { lists, marks } = this
    const { held } = this.baskets
    const size = to - from
    let work = 0
    for (let line = from; line < to; line += 1) marks[held[line] ?? 0] = 1
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      const before = this.found
      const length = lists.lengths[item] ?? 0
      if ((size - 1) * STEPS < length) this.search(item, from, to)
      else this.scan(item, length)
      work += Math.min((size - 1) * STEPS, length)
      if (this.remembers) this.counts[line] = this.found - before
    }
    for (let line = from; line < to; line += 1) marks[held[line] ?? 0] = 0
    return work
  }

  private search(item: number, from: number, to: number): void {
    for (let line = from; line < to; line += 1) {
      const entry = this.lists.find(item, this.baskets.held[line] ?? 0)
      if (entry >= 0) this.add(item, entry - item * this.lists.stride)
    }
  }

  private scan(item: number, length: number): void {
    const { items, stride } = this.lists
    const { marks } = this
    const from = item * stride
    for (let position = 0; position < length; position += 1) {
      if (marks[items[from + position] ?? 0] === 1) this.add(item, position)
    }
  }

  private add(item: number, position: number): void {
    if (this.remembers) this.positions[this.next++] = position
    this.at[this.found] = (this.begins[item] ?? 0) + this.words * position
    this.of[this.found] = item
    this.found += 1
  }

  private recall(from: number, to: number): number {
    const { at, of, positions, counts, begins, words } = this
    let { next } = this
    const { held } = this.baskets
    let found = 0
    for (let line = from; line < to; line += 1) {
      const item = held[line] ?? 0
      const begin = begins[item] ?? 0
      for (let left = counts[line] ?? 0; left > 0; left -= 1) {
        at[found] = begin + words * (positions[next++] ?? 0)
        of[found] = item
        found += 1
      }
    }
    this.found = found
    this.next = next
    return found + to - from
  }

  close(): void {
    this.baskets.bytes.free(...this.arrays())
  }

  private arrays() {
    return [this.at, this.of, this.positions, this.counts, this.marks]
  }
}
