import { topK } from '../numbers/top-k.ts'
import type { Ledger } from './ledger.ts'

/** Items named for each family. */
const MOST = 3
/** Pseudo-count, in openings, of what the family's buyers bought lately; chosen on training folds (docs/METHOD.md). */
export const PSEUDO_OPENINGS = 20
/** Pseudo-count, in openings, of the family's rate beside an item's own. */
const PSEUDO_AGAIN = 10

/**
 * An item to open a family with: the smoothed share of openings that contained it, and of these the smoothed share after which the
 * family was bought again within a horizon.
 */
export type FirstItem = { item: number; share: number; again: number }

/** Counts by item or by family. */
type Counts = { opened: Float64Array; mature: Float64Array; again: Float64Array; lately: Float64Array }

const emptyCounts = (size: number): Counts => ({
  ...{ opened: new Float64Array(size), mature: new Float64Array(size) },
  ...{ again: new Float64Array(size), lately: new Float64Array(size) },
})

/**
 * The three items of each family with which an account best opens it, best first.
 *
 * share = (openings with the item + 20 · buyers of the item / buyers of the family, both in the last horizon) / (openings + 20);
 * again = (bought again + 10 · the family's rate) / (openings with a horizon after them + 10); by share · again. An opening is the first
 * day on which an account bought the family. Items that nobody bought in the last horizon are left out.
 * @param day only purchases before it count
 */
export function firstItems(
  ledger: Ledger,
  day: number,
  horizon: number,
  pseudo = PSEUDO_OPENINGS,
): FirstItem[][] {
  const ofItem = emptyCounts(ledger.lines.items)
  const ofFamily = emptyCounts(ledger.families)
  const itemsOf = Array.from({ length: ledger.families }, () => new Set<number>())
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const family = ledger.cellFamilies[cell] ?? 0
    countOpening(ledger, cell, day, horizon, ofItem, ofFamily)
    for (const item of latelyOf(ledger, cell, day, horizon)) {
      itemsOf[family]?.add(item)
      ofItem.lately[item] = (ofItem.lately[item] ?? 0) + 1
    }
  }
  return itemsOf.map((items, family) => bestOf([...items], family, ofItem, ofFamily, pseudo))
}

function bestOf(
  items: readonly number[],
  family: number,
  ofItem: Counts,
  ofFamily: Counts,
  pseudo: number,
): FirstItem[] {
  const openings = ofFamily.opened[family] ?? 0
  const usual = ((ofFamily.again[family] ?? 0) + 1) / ((ofFamily.mature[family] ?? 0) + 2)
  const buyers = Math.max(1, ofFamily.lately[family] ?? 0)
  const facts = (item: number): FirstItem => ({
    item,
    share: Math.min(
      1,
      ((ofItem.opened[item] ?? 0) + (pseudo * (ofItem.lately[item] ?? 0)) / buyers) / (openings + pseudo),
    ),
    again: ((ofItem.again[item] ?? 0) + PSEUDO_AGAIN * usual) / ((ofItem.mature[item] ?? 0) + PSEUDO_AGAIN),
  })
  const score = (item: number) => {
    const { share, again } = facts(item)
    return share * again
  }
  return topK(items, MOST, score).map(facts)
}

/** Counts the first day of a cell for its items and its family, where it is before the day. */
function countOpening(
  ledger: Ledger,
  cell: number,
  day: number,
  horizon: number,
  ofItem: Counts,
  ofFamily: Counts,
): void {
  const { visitDays } = ledger
  const first = ledger.visitStarts[cell] ?? 0
  const opened = visitDays[first] ?? 0
  if (opened >= day) return
  const isMature = opened + horizon <= day
  const isLast = first + 1 >= (ledger.visitStarts[cell + 1] ?? 0)
  const isAgain = isMature && !isLast && (visitDays[first + 1] ?? 0) < Math.min(day, opened + horizon)
  const add = ({ opened, mature, again }: Counts, at: number) => {
    opened[at] = (opened[at] ?? 0) + 1
    if (isMature) mature[at] = (mature[at] ?? 0) + 1
    if (isAgain) again[at] = (again[at] ?? 0) + 1
  }
  add(ofFamily, ledger.cellFamilies[cell] ?? 0)
  if (latest(ledger, cell, day) >= day - horizon) {
    const family = ledger.cellFamilies[cell] ?? 0
    ofFamily.lately[family] = (ofFamily.lately[family] ?? 0) + 1
  }
  for (const item of itemsOfVisit(ledger, first)) add(ofItem, item)
}

/** The last day before a day on which a cell was bought; it was bought at least once before. */
function latest({ visitStarts, visitDays }: Ledger, cell: number, day: number): number {
  let visit = (visitStarts[cell + 1] ?? 0) - 1
  while ((visitDays[visit] ?? 0) >= day) visit -= 1
  return visitDays[visit] ?? 0
}

/** Items of a visit, each once. */
export function itemsOfVisit({ lines, sorted, visitLines }: Ledger, visit: number): Set<number> {
  const items = new Set<number>()
  const end = visitLines[visit + 1] ?? 0
  for (let at = visitLines[visit] ?? 0; at < end; at += 1) items.add(lines.item[sorted[at] ?? 0] ?? 0)
  return items
}

/** Items of a cell that were bought in the last horizon, each once. */
function latelyOf(ledger: Ledger, cell: number, day: number, horizon: number): Set<number> {
  const items = new Set<number>()
  const end = ledger.visitStarts[cell + 1] ?? 0
  for (let visit = ledger.visitStarts[cell] ?? 0; visit < end; visit += 1) {
    const then = ledger.visitDays[visit] ?? 0
    if (then >= day - horizon && then < day) for (const item of itemsOfVisit(ledger, visit)) items.add(item)
  }
  return items
}
