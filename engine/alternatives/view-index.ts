import type { Arena } from '../data/arena.ts'
import { sortingPairs } from '../numbers/sort.ts'
import { isViewed, itemOf, type ViewTable } from './view-table.ts'

/** Entries handled between two pauses: about 1 ms of work. */
const SLICE_ENTRIES = 50_000

/** Views of each item, by item, and how many visitors opened it. Call `build` first. */
export class ViewIndex {
  /** Visitors who opened an item together with another one, by item; and those of them who are buyers. */
  readonly viewers: Uint32Array
  readonly buyers: Uint32Array
  /** Number of the visitor of each day, and of the group of each visitor, from 1. */
  readonly visitorOf: Uint32Array
  readonly groupOf: Uint32Array
  private readonly starts: Uint32Array
  private readonly viewDays: Uint32Array
  private readonly table: ViewTable

  constructor(table: ViewTable, items: number, arena: Arena) {
    const { visitors, firstDays, firstEntries } = table
    const days = firstDays[visitors] ?? 0
    this.table = table
    this.viewers = arena.uint32(items)
    this.buyers = arena.uint32(items)
    this.visitorOf = arena.uint32(days)
    this.groupOf = arena.uint32(visitors)
    this.starts = arena.uint32(items + 1)
    this.viewDays = arena.uint32(firstEntries[days] ?? 0)
  }

  /** The days on which an item was opened together with another one: those of a group, and of a visitor, one after the other. */
  daysWith(item: number): Uint32Array {
    return this.viewDays.subarray(this.starts[item], this.starts[item + 1])
  }

  /** Fills the index. Yields now and then. */
  *build(): Generator<undefined, void> {
    const { entries } = this.table
    const { starts, viewDays } = this
    for (let at = 0; at < viewDays.length; at += 1) {
      const entry = entries[at] ?? 0
      if (isViewed(entry)) starts[itemOf(entry) + 1] = (starts[itemOf(entry) + 1] ?? 0) + 1
      if (at % SLICE_ENTRIES === SLICE_ENTRIES - 1) yield undefined
    }
    for (let item = 1; item < starts.length; item += 1)
      starts[item] = (starts[item] ?? 0) + (starts[item - 1] ?? 0)
    yield undefined
    const pairs = yield* sortingPairs(this.visitorsByGroup())
    const next = starts.slice(0, -1)
    const lastVisitor = new Uint32Array(next.length)
    let group = 0
    let work = 0
    for (let at = 0; at < pairs.length; at += 2) {
      if (at === 0 || pairs[at] !== pairs[at - 2]) group += 1
      const visitor = pairs[at + 1] ?? 0
      this.groupOf[visitor] = group
      work += this.addVisitor(visitor, next, lastVisitor)
      if (work < SLICE_ENTRIES) continue
      work = 0
      yield undefined
    }
  }

  /** Group and number of each visitor, one after the other. */
  private visitorsByGroup(): Uint32Array<ArrayBuffer> {
    const { visitors, groups } = this.table
    const pairs = new Uint32Array(2 * visitors)
    for (let visitor = 0; visitor < visitors; visitor += 1) {
      pairs[2 * visitor] = groups[visitor] ?? 0
      pairs[2 * visitor + 1] = visitor
    }
    return pairs
  }

  /** Adds the views of a visitor; returns the number of entries looked at. */
  private addVisitor(visitor: number, next: Uint32Array, lastVisitor: Uint32Array): number {
    const { firstDays, firstEntries, entries, buyers } = this.table
    const [from, to] = [firstDays[visitor] ?? 0, firstDays[visitor + 1] ?? 0]
    for (let day = from; day < to; day += 1) {
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
    return (firstEntries[to] ?? 0) - (firstEntries[from] ?? 0)
  }
}
