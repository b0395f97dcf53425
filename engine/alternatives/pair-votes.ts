import type { Arena } from '../data/arena.ts'

/** Visitors of one group of addresses that count for a pair, as when learning from responses: more of them may be one person. */
const MAX_PER_GROUP = 5
/** Days of the window that are told apart; the window is shorter. */
const DAYS = 32

/**
 * Votes of visitors for the items that go with one seed: one a visitor and item, at most five of one group of addresses.
 * The visitors of a group must come one after the other, and the days of a visitor too.
 */
export class PairVotes {
  /** Number of votes by item. */
  readonly votes: Uint32Array
  /** The items with votes; the first `size`. */
  readonly touched: Uint32Array
  size = 0
  private readonly days: Uint32Array
  private readonly lastVisitor: Uint32Array
  private readonly lastGroup: Uint32Array
  private readonly inGroup: Uint32Array

  constructor(items: number, arena: Arena) {
    this.votes = arena.uint32(items)
    this.touched = arena.uint32(items)
    this.days = arena.uint32(items)
    this.lastVisitor = arena.uint32(items)
    this.lastGroup = arena.uint32(items)
    this.inGroup = arena.uint32(items)
  }

  /** Counts a visitor for an item. @param visitor, group numbers from 1 @param day days since 1970 */
  count(item: number, visitor: number, group: number, day: number): void {
    if (this.days[item] === 0) this.touched[this.size++] = item
    this.days[item] = (this.days[item] ?? 0) | (1 << (day % DAYS))
    if (this.lastVisitor[item] === visitor) return
    this.lastVisitor[item] = visitor
    this.inGroup[item] = this.lastGroup[item] === group ? (this.inGroup[item] ?? 0) + 1 : 1
    this.lastGroup[item] = group
    if ((this.inGroup[item] ?? 0) <= MAX_PER_GROUP) this.votes[item] = (this.votes[item] ?? 0) + 1
  }

  /** Number of different days on which an item was voted for. */
  daysOf(item: number): number {
    let days = 0
    for (let mask = this.days[item] ?? 0; mask !== 0; mask &= mask - 1) days += 1
    return days
  }

  /** Forgets all votes, for the next seed. */
  clear(): void {
    for (let at = 0; at < this.size; at += 1) {
      const item = this.touched[at] ?? 0
      this.votes[item] = 0
      this.days[item] = 0
      this.lastVisitor[item] = 0
      this.lastGroup[item] = 0
      this.inGroup[item] = 0
    }
    this.size = 0
  }
}
