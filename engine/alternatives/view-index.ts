import type { Arena } from '../data/arena.ts'
import { sortByKey } from '../numbers/sort.ts'
import { isViewed, itemOf, type ViewTable } from './view-table.ts'

/** Views of each item, by item, and how many visitors opened it. The visitors of one group of addresses follow each other. */
export class ViewIndex {
  /** Visitors who opened an item together with another one, by item; and those of them who are buyers. */
  readonly viewers: Uint32Array
  readonly buyers: Uint32Array
  /** Number of the visitor of each day, and of the group of each visitor, from 1. */
  readonly visitorOf: Uint32Array
  readonly groupOf: Uint32Array
  private readonly starts: Uint32Array
  private readonly viewDays: Uint32Array

  constructor(table: ViewTable, items: number, arena: Arena) {
    const { visitors, firstDays, firstEntries, entries, groups } = table
    const days = firstDays[visitors] ?? 0
    const size = firstEntries[days] ?? 0
    this.viewers = arena.uint32(items)
    this.buyers = arena.uint32(items)
    this.visitorOf = arena.uint32(days)
    this.groupOf = arena.uint32(visitors)
    this.starts = arena.uint32(items + 1)
    this.viewDays = arena.uint32(size)
    for (let at = 0; at < size; at += 1) {
      const entry = entries[at] ?? 0
      if (isViewed(entry)) this.starts[itemOf(entry) + 1] = (this.starts[itemOf(entry) + 1] ?? 0) + 1
    }
    for (let item = 0; item < items; item += 1) {
      this.starts[item + 1] = (this.starts[item + 1] ?? 0) + (this.starts[item] ?? 0)
    }
    const inOrder = sortByKey(
      Uint32Array.from({ length: visitors }, (_, n) => n),
      (n) => groups[n] ?? 0,
    )
    let group = 0
    let last: number | undefined
    for (const visitor of inOrder) {
      if (groups[visitor] !== last) group += 1
      last = groups[visitor]
      this.groupOf[visitor] = group
    }
    this.fill(table, inOrder, items)
  }

  /** The days on which an item was opened together with another one: those of a group, and of a visitor, one after the other. */
  daysWith(item: number): Uint32Array {
    return this.viewDays.subarray(this.starts[item], this.starts[item + 1])
  }

  private fill({ firstDays, firstEntries, entries, buyers }: ViewTable, inOrder: Uint32Array, items: number) {
    const next = this.starts.slice(0, items)
    const lastVisitor = new Uint32Array(items)
    for (const visitor of inOrder) {
      for (let day = firstDays[visitor] ?? 0; day < (firstDays[visitor + 1] ?? 0); day += 1) {
        this.visitorOf[day] = visitor
        for (let at = firstEntries[day] ?? 0; at < (firstEntries[day + 1] ?? 0); at += 1) {
          const entry = entries[at] ?? 0
          const item = itemOf(entry)
          if (!isViewed(entry)) continue
          this.viewDays[next[item] ?? 0] = day
          next[item] = (next[item] ?? 0) + 1
          if (lastVisitor[item] === visitor + 1) continue
          lastVisitor[item] = visitor + 1
          this.viewers[item] = (this.viewers[item] ?? 0) + 1
          this.buyers[item] = (this.buyers[item] ?? 0) + (buyers[visitor] ?? 0)
        }
      }
    }
  }
}
