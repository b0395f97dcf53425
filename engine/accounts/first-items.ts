import { topK } from '../numbers/top-k.ts'
import { ItemShares, itemsOfVisit } from './item-shares.ts'
import type { Ledger } from './ledger.ts'

/** Items named for each family. */
const MOST = 3
/** Half-lives of a purchase, days, of which each shop gets the one that names best on its own past. */
export const HALF_LIVES = [15, 30, 60, 120] as const
/** Half-life of a shop with fewer openings in its last horizon than say which is best. */
const [USUAL_HALF_LIFE, MIN_OPENINGS] = [60, 200]
/** Cells on which half-lives are compared at most. */
const MAX_COMPARED = 100_000
/** Pseudo-count, in openings, of the family's rate beside an item's own; of 10 and 100 the better on training folds. */
const PSEUDO_AGAIN = 100

/**
 * An item to open a family with: its share (see `ItemShares`), and of the openings with it the smoothed share after which the family
 * was bought again within a horizon.
 */
export type FirstItem = { item: number; share: number; again: number }

/** The first purchase of a family by an account. */
export type FirstPurchase = { account: number; family: number; items: ReadonlySet<number> }

/**
 * The three items of each family with which an account best opens it, by share · again, best first. An opening is the first day on which
 * an account bought the family.
 *
 * again = (openings after which the family was bought again + 100 · the family's rate) / (openings + 100), of openings with a whole horizon
 * after them; the family's rate = (bought again + 1) / (openings + 2).
 * @param day only purchases before it count
 */
export function firstItems(
  ledger: Ledger,
  day: number,
  horizon: number,
  half_life = halfLifeOf(ledger, day, horizon),
): FirstItem[][] {
  return bestOf(new ItemShares(ledger, day, half_life), againRates(ledger, day, horizon))
}

/** The rate at which a family is bought again after an opening with an item. */
type AgainRate = (item: number, family: number) => number

const bestOf = (shares: ItemShares, again: AgainRate): FirstItem[][] =>
  shares.items.map((items, family) => {
    const best = topK(items, MOST, (item) => shares.of(item, family) * again(item, family))
    return best.map((item) => ({ item, share: shares.of(item, family), again: again(item, family) }))
  })

/** The half-life whose three items of a family were in the most openings of the last horizon, named from what was known before it. */
export function halfLifeOf(ledger: Ledger, day: number, horizon: number): number {
  const openings = firstPurchases(ledger, day - horizon, day)
  if (openings.length < MIN_OPENINGS) return USUAL_HALF_LIFE
  const again = againRates(ledger, day - horizon, horizon)
  const oneIn = Math.max(1, Math.ceil(ledger.cells / MAX_COMPARED))
  const hits = HALF_LIVES.map((half_life) => {
    const named = bestOf(new ItemShares(ledger, day - horizon, half_life, oneIn), again)
    return openings.filter(({ family, items }) => named[family]?.some(({ item }) => items.has(item))).length
  })
  return HALF_LIVES[hits.indexOf(Math.max(...hits))] ?? USUAL_HALF_LIFE
}

/** First purchases of families from a day on and before another, by accounts that had ordered before. */
export function firstPurchases(ledger: Ledger, from: number, to: number): FirstPurchase[] {
  const found: FirstPurchase[] = []
  for (let account = 0; account < ledger.accounts; account += 1) {
    if (ledger.ordersBefore(account, from) === 0) continue
    const end = ledger.cellStarts[account + 1] ?? 0
    for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
      const visit = ledger.visitStarts[cell] ?? 0
      const opened = ledger.visitDays[visit] ?? 0
      if (opened < from || opened >= to) continue
      found.push({ account, family: ledger.cellFamilies[cell] ?? 0, items: itemsOfVisit(ledger, visit) })
    }
  }
  return found
}

/** Smoothed rate at which the family is bought again within a horizon after an opening with the item. */
function againRates(ledger: Ledger, day: number, horizon: number): AgainRate {
  const { visitStarts, visitDays, cellFamilies } = ledger
  const items = {
    openings: new Float64Array(ledger.lines.items),
    again: new Float64Array(ledger.lines.items),
  }
  const families = { openings: new Float64Array(ledger.families), again: new Float64Array(ledger.families) }
  const add = ({ openings, again }: typeof items, at: number, isAgain: boolean) => {
    openings[at] = (openings[at] ?? 0) + 1
    if (isAgain) again[at] = (again[at] ?? 0) + 1
  }
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const first = visitStarts[cell] ?? 0
    const end = (visitDays[first] ?? 0) + horizon
    if (end > day) continue
    const isAgain = first + 1 < (visitStarts[cell + 1] ?? 0) && (visitDays[first + 1] ?? 0) < end
    add(families, cellFamilies[cell] ?? 0, isAgain)
    for (const item of itemsOfVisit(ledger, first)) add(items, item, isAgain)
  }
  return (item, family) => {
    const usual = ((families.again[family] ?? 0) + 1) / ((families.openings[family] ?? 0) + 2)
    return ((items.again[item] ?? 0) + PSEUDO_AGAIN * usual) / ((items.openings[item] ?? 0) + PSEUDO_AGAIN)
  }
}
