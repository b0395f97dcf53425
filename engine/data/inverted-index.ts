import type { Arena } from './arena.ts'
import type { Baskets } from './baskets.ts'
import { blockLines } from './capacity.ts'

/** Lines looked at between two pauses: about 2 ms of work. */
const SLICE_LINES = 100_000

/** Group number of an item that is in no group. */
export const NO_GROUP = 0xffff_ffff

/**
 * Inverted index: item (or group of items) → orders that hold it. As a whole it would take more memory than everything else
 * together, so it is made block by block of groups, each with one pass over all orders. Load groups in ascending order.
 */
export class InvertedIndex {
  private readonly baskets: Baskets
  private readonly groups: number
  private readonly groupOf: Uint32Array | undefined
  private readonly arena: Arena
  private readonly blockLines: number
  /** Order lines of each group: an upper bound of its orders. */
  private readonly lines: Uint32Array
  /** The block: orders of the groups `from` to `to`, and where those of each group begin and end. */
  private orders = new Uint32Array(0)
  private from = 0
  private to = 0
  private begins = new Uint32Array(0)
  private ends = new Uint32Array(0)

  /**
   * @param groups  those from it on are not looked up
   * @param groupOf group of each item or NO_GROUP; without it every item is a group of its own
   */
  constructor(baskets: Baskets, groups = baskets.items, groupOf?: Uint32Array) {
    this.baskets = baskets
    this.groups = groups
    this.groupOf = groupOf
    this.arena = baskets.arena.scope()
    this.blockLines = blockLines(baskets.arena.memory.bytes)
    this.lines = this.arena.uint32(groups)
    for (let item = 0; item < baskets.items; item += 1) {
      const group = groupOf ? (groupOf[item] ?? NO_GROUP) : item
      if (group < groups) this.lines[group] = (this.lines[group] ?? 0) + baskets.ordersOf(item)
    }
  }

  /** Orders with anything of the group, ascending. A view that the next `load` may end. @throws {RangeError} before `load` */
  ordersOf(group: number): Uint32Array {
    if (group < this.from || group >= this.to) throw new RangeError(`Group ${group} is not loaded.`)
    return this.orders.subarray(this.begins[group - this.from] ?? 0, this.ends[group - this.from] ?? 0)
  }

  /** Makes the block that holds the group, unless it is there. Yields now and then. */
  *load(group: number): Generator<undefined, void> {
    if (group >= this.from && group < this.to) return
    this.releaseBlock()
    let room = 0
    this.from = group
    for (this.to = group; this.to < this.groups; this.to += 1) {
      const more = this.lines[this.to] ?? 0
      if (this.to > group && room + more > this.blockLines) break
      room += more
    }
    this.orders = this.arena.uint32(room)
    this.begins = this.arena.uint32(this.to - group)
    this.ends = this.arena.uint32(this.to - group)
    let next = 0
    for (let at = 0; at < this.begins.length; at += 1) {
      this.begins[at] = next
      this.ends[at] = next
      next += this.lines[group + at] ?? 0
    }
    for (let order = 0; order < this.baskets.orders; ) {
      order = this.fillFrom(order)
      yield undefined
    }
  }

  /** Releases the arrays. */
  close(): void {
    this.arena.releaseAll()
    this.to = this.from
  }

  private releaseBlock(): void {
    this.arena.release(this.orders, this.begins, this.ends)
    this.to = this.from
  }

  /** Adds the orders of one slice; returns the order to go on from. */
  private fillFrom(first: number): number {
    const { orders: found, begins, ends, from, to, groupOf } = this
    const { heads, orderItems, orders } = this.baskets
    const stop = (heads[2 * first] ?? 0) + SLICE_LINES
    let order = first
    for (; order < orders && (heads[2 * order] ?? 0) < stop; order += 1) {
      const end = heads[2 * order + 2] ?? 0
      for (let line = heads[2 * order] ?? 0; line < end; line += 1) {
        const item = orderItems[line] ?? 0
        const group = groupOf ? (groupOf[item] ?? NO_GROUP) : item
        if (group < from || group >= to) continue
        const next = ends[group - from] ?? 0
        // Two items of the group in one order are one order.
        if (next > (begins[group - from] ?? 0) && found[next - 1] === order) continue
        found[next] = order
        ends[group - from] = next + 1
      }
    }
    return order
  }
}
