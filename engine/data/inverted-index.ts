import type { Baskets } from './baskets.ts'
import { LINES_A_BLOCK } from './memory.ts'

/** Lines looked at between two pauses: about 2 ms of work. */
const LINES_A_SLICE = 100_000

/** Number of a group that an item is not in. */
export const NO_GROUP = 0xffff_ffff

/**
 * Orders turned round: which orders hold an item of a group. Whole it would take more than all else together, so it is
 * made block by block of groups, each with one walk over all orders; ask for groups in growing order.
 */
export class Inverse {
  private readonly baskets: Baskets
  private readonly groups: number
  private readonly groupOf: Uint32Array | undefined
  private readonly lines: Uint32Array
  private places = new Uint32Array(0)
  private from = 0
  private to = 0
  private begins = new Uint32Array(0)
  private ends = new Uint32Array(0)

  /** @param groupOf group of each item or NO_GROUP; without it every item is a group of its own */
  constructor(baskets: Baskets, groups: number, groupOf?: Uint32Array) {
    this.baskets = baskets
    this.groups = groups
    this.groupOf = groupOf
    this.lines = new Uint32Array(groups)
    for (let item = 0; item < baskets.items; item += 1) {
      const group = groupOf ? (groupOf[item] ?? NO_GROUP) : item
      if (group !== NO_GROUP) this.lines[group] = (this.lines[group] ?? 0) + baskets.ordersOf(item)
    }
    baskets.bytes.take(this.lines)
  }

  /** Orders that hold anything of the group, as places in growing order. A view: the next `reach` may end it. */
  placesOf(group: number): Uint32Array {
    if (group < this.from || group >= this.to) throw new RangeError(`Group ${group} was not reached for.`)
    return this.places.subarray(this.begins[group - this.from] ?? 0, this.ends[group - this.from] ?? 0)
  }

  /** Makes the block that holds the group, if it is another one. Yields now and then. */
  *reach(group: number): Generator<undefined, void> {
    if (group >= this.from && group < this.to) return
    this.close()
    let room = 0
    this.from = group
    for (this.to = group; this.to < this.groups; this.to += 1) {
      const more = this.lines[this.to] ?? 0
      if (this.to > group && room + more > LINES_A_BLOCK) break
      room += more
    }
    this.places = new Uint32Array(room)
    this.begins = new Uint32Array(this.to - group)
    this.ends = new Uint32Array(this.to - group)
    this.baskets.bytes.take(this.places, this.begins, this.ends)
    let next = 0
    for (let at = 0; at < this.begins.length; at += 1) {
      this.begins[at] = next
      this.ends[at] = next
      next += this.lines[group + at] ?? 0
    }
    yield* this.fill()
  }

  /** Lets go of the block. */
  close(): void {
    this.baskets.bytes.free(this.places, this.begins, this.ends)
    this.places = new Uint32Array(0)
    this.begins = new Uint32Array(0)
    this.ends = new Uint32Array(0)
    this.to = this.from
  }

  /** One walk over all orders. */
  private *fill(): Generator<undefined, void> {
    let rest = LINES_A_SLICE
    for (let place = 0; place < this.baskets.orders; ) {
      place = this.fillFrom(place, rest)
      rest = LINES_A_SLICE
      yield undefined
    }
  }

  /** Walks over about so many lines; returns the place to go on from. */
  private fillFrom(first: number, lines: number): number {
    const { places, begins, ends, from, to, groupOf } = this
    const { heads, held, orders } = this.baskets
    const stop = (heads[2 * first] ?? 0) + lines
    let place = first
    for (; place < orders && (heads[2 * place] ?? 0) < stop; place += 1) {
      const end = heads[2 * place + 2] ?? 0
      for (let line = heads[2 * place] ?? 0; line < end; line += 1) {
        const item = held[line] ?? 0
        const group = groupOf ? (groupOf[item] ?? NO_GROUP) : item
        if (group < from || group >= to) continue
        const next = ends[group - from] ?? 0
        // Two items of the group in one order are one order.
        if (next > (begins[group - from] ?? 0) && places[next - 1] === place) continue
        places[next] = place
        ends[group - from] = next + 1
      }
    }
    return place
  }
}
