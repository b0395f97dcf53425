import type { Arena } from '../data/arena.ts'

/** What one visitor opened and bought, by item numbers. */
export type VisitorViews = {
  /** Number of the visitor's group of addresses: many visitors of one group may be one person. */
  group: number
  /** Whether an order of the shop proves that the visitor bought something. */
  isBuyer: boolean
  /** Each day once. `bought`: items of proved orders of that day or the next. An item may be named more than once. */
  days: readonly { day: number; viewed: readonly number[]; bought: readonly number[] }[]
}

/** Maximum of views and purchases in the table: 500,000 take 10 MB together with their index. */
const MAX_ENTRIES = 500_000
/** Room at first, in entries; it is doubled when it is full. */
const FIRST_ROOM = 1_024

/** An item of a day as one number, with two marks. */
const VIEWED = 1
const BOUGHT = 2
export const itemOf = (entry: number): number => entry >>> 2
export const isViewed = (entry: number): boolean => (entry & VIEWED) !== 0
export const isBought = (entry: number): boolean => (entry & BOUGHT) !== 0

/** The items of a day, each once, with their marks. */
function marksOf({ viewed, bought }: Omit<VisitorViews['days'][number], 'day'>): Map<number, number> {
  const marks = new Map<number, number>()
  for (const item of viewed) marks.set(item, (marks.get(item) ?? 0) | VIEWED)
  for (const item of bought) marks.set(item, (marks.get(item) ?? 0) | BOUGHT)
  return marks
}

/** Visitors with the items that they opened within a day, in arrays. Days with fewer than two items are left out: they hold no pair. */
export class ViewTable {
  visitors = 0
  /** Group of each visitor, and whether they are buyers. */
  groups: Uint32Array<ArrayBuffer>
  buyers: Uint32Array<ArrayBuffer>
  /** Where the days of each visitor begin, and the entries of each day; both with an end. */
  firstDays: Uint32Array<ArrayBuffer>
  firstEntries: Uint32Array<ArrayBuffer>
  dates: Uint32Array<ArrayBuffer>
  entries: Uint32Array<ArrayBuffer>
  private days = 0
  private size = 0
  private isFull = false
  private readonly arena: Arena

  constructor(arena: Arena) {
    this.arena = arena
    this.groups = arena.uint32(FIRST_ROOM)
    this.buyers = arena.uint32(FIRST_ROOM)
    this.firstDays = arena.uint32(FIRST_ROOM)
    this.firstEntries = arena.uint32(FIRST_ROOM)
    this.dates = arena.uint32(FIRST_ROOM)
    this.entries = arena.uint32(FIRST_ROOM)
  }

  /** Adds a visitor; false when the table is full, and from then on. */
  add({ group, isBuyer, days }: VisitorViews): boolean {
    const useful = days
      .map(({ day, ...of }) => ({ day, marks: marksOf(of) }))
      .filter(({ marks }) => marks.size > 1)
    if (useful.length === 0) return true
    this.isFull ||= this.size + useful.reduce((sum, { marks }) => sum + marks.size, 0) > MAX_ENTRIES
    if (this.isFull) return false
    for (const { day, marks } of useful) {
      for (const [item, mark] of marks) {
        this.entries = this.withRoom(this.entries, this.size + 1)
        this.entries[this.size++] = item * 4 + mark
      }
      this.dates = this.withRoom(this.dates, this.days + 1)
      this.firstEntries = this.withRoom(this.firstEntries, this.days + 2)
      this.dates[this.days++] = day
      this.firstEntries[this.days] = this.size
    }
    this.groups = this.withRoom(this.groups, this.visitors + 1)
    this.buyers = this.withRoom(this.buyers, this.visitors + 1)
    this.firstDays = this.withRoom(this.firstDays, this.visitors + 2)
    this.groups[this.visitors] = group
    this.buyers[this.visitors++] = isBuyer ? 1 : 0
    this.firstDays[this.visitors] = this.days
    return true
  }

  private withRoom(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
    return length <= array.length ? array : this.arena.grow(array, 2 * array.length)
  }
}
