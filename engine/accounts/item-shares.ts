import type { Ledger } from './ledger.ts'

/** Weight of an opening beside that of another purchase; chosen on training folds among 0, 1, 3 and 7 (docs/METHOD.md). */
const OPENING_WEIGHT = 3

/**
 * How often each item is bought by those who buy its family, with a half-life in days: of all buyers, each with the last purchase of
 * the item, and once more, with three times the weight, of those who opened the family with it. Shares of a family add up to more than
 * 1 where purchases contain several items.
 */
export class ItemShares {
  private readonly ofItem: Float64Array
  private readonly ofFamily: Float64Array
  /** Items of each family that anybody bought. */
  readonly items: readonly (readonly number[])[]

  /**
   * @param day   only purchases before it count
   * @param oneIn only one cell in so many is read, ≥ 1: enough to compare half-lives of a large shop
   */
  constructor(ledger: Ledger, day: number, half_life: number, oneIn = 1) {
    const { items } = ledger.lines
    this.ofItem = new Float64Array(items)
    this.ofFamily = new Float64Array(ledger.families)
    const found = Array.from({ length: ledger.families }, (): number[] => [])
    // The cell, counted from 1, in which an item was met last: a set for each cell would need ten times as long.
    const met = { ever: new Uint32Array(items), opening: new Uint32Array(items) }
    for (let cell = 0; cell < ledger.cells; cell += oneIn) {
      const first = ledger.visitStarts[cell] ?? 0
      const family = ledger.cellFamilies[cell] ?? 0
      let isLast = true
      for (let visit = (ledger.visitStarts[cell + 1] ?? 0) - 1; visit >= first; visit -= 1) {
        const age = day - (ledger.visitDays[visit] ?? 0)
        if (age <= 0) continue
        const weight = 2 ** (-age / half_life)
        if (isLast) add(this.ofFamily, family, weight)
        isLast = false
        const isOpening = visit === first
        if (isOpening) add(this.ofFamily, family, OPENING_WEIGHT * weight)
        const end = ledger.visitLines[visit + 1] ?? 0
        for (let at = ledger.visitLines[visit] ?? 0; at < end; at += 1) {
          const item = ledger.lines.item[ledger.sorted[at] ?? 0] ?? 0
          if (met.ever[item] === 0) found[family]?.push(item)
          if (met.ever[item] !== cell + 1) add(this.ofItem, item, weight)
          met.ever[item] = cell + 1
          if (!isOpening || met.opening[item] === cell + 1) continue
          add(this.ofItem, item, OPENING_WEIGHT * weight)
          met.opening[item] = cell + 1
        }
      }
    }
    this.items = found
  }

  /** The share of an item in its family, 0 to 1. */
  of(item: number, family: number): number {
    return Math.min(1, (this.ofItem[item] ?? 0) / Math.max(Number.MIN_VALUE, this.ofFamily[family] ?? 0))
  }
}

function add(sums: Float64Array, at: number, weight: number): void {
  sums[at] = (sums[at] ?? 0) + weight
}

/** Items of a visit, each once. */
export function itemsOfVisit({ lines, sorted, visitLines }: Ledger, visit: number): Set<number> {
  const items = new Set<number>()
  const end = visitLines[visit + 1] ?? 0
  for (let at = visitLines[visit] ?? 0; at < end; at += 1) items.add(lines.item[sorted[at] ?? 0] ?? 0)
  return items
}
