import type { Arena } from '../data/arena.ts'
import { TopKHeap } from '../numbers/top-k-heap.ts'
import { PairVotes } from './pair-votes.ts'
import { ViewIndex } from './view-index.ts'
import { isBought, itemOf, type ViewTable } from './view-table.ts'

/** An item that visitors opened, or bought, after they had opened the seed's page on the same day. */
export type ViewedItem = {
  item: number
  /** Visitors who count for the pair. */
  viewers: number
  /** Whether enough of them are proved to be buyers. Anybody can make up other visitors. */
  proved: boolean
}

/** The items viewed together with each item: those of buyers first, best first. Items without any are absent. */
export type ViewedTogether = ReadonlyMap<number, readonly ViewedItem[]>

/** Visitors, and days, that a pair needs. */
const MIN_VISITORS = 20
const MIN_DAYS = 3
/** Pseudo-count of visitors: a pair of rarely opened items is not the closest one because of two visits. */
const PSEUDO_VISITORS = 20
/** Pairs that are kept of an item: as many as may get a place, and some for those that are no replacements. */
const MAX_PROVED = 10
const MAX_OTHERS = 5
/** Entries looked at between two pauses: about 2 ms of work. */
const SLICE_ENTRIES = 60_000

/**
 * Finds which items are viewed together: docs/METHOD.md, "Viewed together". The result does not depend on the order in which the
 * visitors were added. Yields now and then.
 * @param items number of items of the catalogue
 */
export function* findViewedTogether(
  table: ViewTable,
  items: number,
  parent: Arena,
): Generator<undefined, ViewedTogether> {
  const found = new Map<number, ViewedItem[]>()
  if (table.visitors < MIN_VISITORS) return found
  const arena = parent.scope()
  const index = new ViewIndex(table, items, arena)
  yield* index.build()
  const seeds = new Seeds(table, index, items, arena)
  let rested = 0
  for (let seed = 0; seed < items; seed += 1) {
    if ((index.viewers[seed] ?? 0) < MIN_VISITORS) continue
    const viewed = seeds.of(seed)
    if (viewed.length > 0) found.set(seed, viewed)
    if (seeds.work - rested < SLICE_ENTRIES) continue
    rested = seeds.work
    yield undefined
  }
  arena.releaseAll()
  return found
}

/** Counts one seed after the other. */
class Seeds {
  /** Entries looked at so far. */
  work = 0
  private readonly table: ViewTable
  private readonly index: ViewIndex
  private readonly all: PairVotes
  private readonly buyers: PairVotes
  /** Buyers who opened the seed's page and bought the other item, and not the seed. */
  private readonly chosen: PairVotes
  private readonly provedBest = new TopKHeap(MAX_PROVED)
  private readonly best = new TopKHeap(MAX_OTHERS)

  constructor(table: ViewTable, index: ViewIndex, items: number, arena: Arena) {
    this.table = table
    this.index = index
    this.all = new PairVotes(items, arena)
    this.buyers = new PairVotes(items, arena)
    this.chosen = new PairVotes(items, arena)
  }

  of(seed: number): ViewedItem[] {
    for (const votes of [this.all, this.buyers, this.chosen]) votes.clear()
    for (const day of this.index.daysWith(seed)) this.countDay(seed, day)
    const { all, buyers, chosen, best, provedBest, index } = this
    best.clear()
    provedBest.clear()
    for (let at = 0; at < all.size; at += 1) {
      const item = all.touched[at] ?? 0
      if (!isEnough(all, item)) continue
      best.offer(item, closeness(all.votes[item], index.viewers, seed, item))
      if (!isEnough(buyers, item)) continue
      const votes = (buyers.votes[item] ?? 0) + (chosen.votes[item] ?? 0)
      provedBest.offer(item, closeness(votes, index.buyers, seed, item))
    }
    const proved = [...provedBest.sort().numbers]
    const others = [...best.sort().numbers].filter((item) => !proved.includes(item))
    return [
      ...proved.map((item) => ({ item, viewers: all.votes[item] ?? 0, proved: true })),
      ...others.map((item) => ({ item, viewers: all.votes[item] ?? 0, proved: false })),
    ]
  }

  private countDay(seed: number, day: number): void {
    const { firstEntries, entries, dates, buyers } = this.table
    const { visitorOf, groupOf } = this.index
    const visitor = visitorOf[day] ?? 0
    const group = groupOf[visitor] ?? 0
    const date = dates[day] ?? 0
    const [from, to] = [firstEntries[day] ?? 0, firstEntries[day + 1] ?? 0]
    this.work += to - from
    let hasBoughtSeed = false
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] ?? 0
      if (itemOf(entry) === seed) hasBoughtSeed = isBought(entry)
    }
    for (let at = from; at < to; at += 1) {
      const entry = entries[at] ?? 0
      const item = itemOf(entry)
      // What is bought together does not replace each other.
      if (item === seed || (hasBoughtSeed && isBought(entry))) continue
      this.all.count(item, visitor + 1, group, date)
      if (buyers[visitor] !== 1) continue
      this.buyers.count(item, visitor + 1, group, date)
      if (isBought(entry)) this.chosen.count(item, visitor + 1, group, date)
    }
  }
}

const isEnough = (votes: PairVotes, item: number): boolean =>
  (votes.votes[item] ?? 0) >= MIN_VISITORS && votes.daysOf(item) >= MIN_DAYS

/** Cosine of the visitors of two items, with a pseudo-count. */
const closeness = (votes = 0, visitors: Uint32Array, seed: number, item: number): number =>
  votes / Math.sqrt(((visitors[seed] ?? 0) + PSEUDO_VISITORS) * ((visitors[item] ?? 0) + PSEUDO_VISITORS))
