import type { Ledger } from './ledger.ts'
import { wholeMoney } from './lines.ts'
import { YEAR } from './snapshot.ts'

/** Margin as a share of spend, below 0 for a loss, with its standard error; `is_assumed` where no cost is known. */
export type MarginRate = { rate: number; error: number; is_assumed: boolean }

/** Sums of one account and family, minor units: spend of the lines whose cost is known, and their margin. */
type Known = { spend: number; margin: number }

/**
 * Margin rate of each family from the lines of the last 365 days whose cost is known: Σ margin / Σ spend. Its error is that of a ratio
 * over accounts, by linearisation: √(n / (n − 1) · Σ (margin − rate · spend)²) / Σ spend.
 * @param assumed share for families in which no cost is known
 * @see W. Cochran (1977), Sampling Techniques, section 6.4
 */
export function marginRates(ledger: Ledger, day: number, assumed: number): MarginRate[] {
  const byFamily = Array.from({ length: ledger.families }, (): Known[] => [])
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const known = knownOf(ledger, cell, day - YEAR, day)
    if (known.spend > 0) byFamily[ledger.cellFamilies[cell] ?? 0]?.push(known)
  }
  return byFamily.map((accounts) => rateOf(accounts, assumed))
}

/** Spend and margin of the lines of a cell from a day on and before another whose cost is known. */
export function knownOf(ledger: Ledger, cell: number, from: number, to: number): Known {
  const { lines, sorted, visitDays, visitLines } = ledger
  const known = { spend: 0, margin: 0 }
  const end = ledger.visitStarts[cell + 1] ?? 0
  for (let visit = ledger.visitStarts[cell] ?? 0; visit < end; visit += 1) {
    const day = visitDays[visit] ?? 0
    if (day < from || day >= to) continue
    for (let at = visitLines[visit] ?? 0; at < (visitLines[visit + 1] ?? 0); at += 1) {
      const line = sorted[at] ?? 0
      if (!Number.isFinite(lines.margin[line])) continue
      known.spend += wholeMoney(lines.spend[line])
      known.margin += wholeMoney(lines.margin[line])
    }
  }
  return known
}

function rateOf(accounts: readonly Known[], assumed: number): MarginRate {
  const spend = accounts.reduce((sum, one) => sum + one.spend, 0)
  if (spend <= 0) return { rate: assumed, error: 0, is_assumed: true }
  const rate = accounts.reduce((sum, one) => sum + one.margin, 0) / spend
  const n = accounts.length
  // One account alone says nothing of the spread: the assumed share stands for how far off it may be.
  if (n === 1) return { rate, error: Math.abs(rate - assumed), is_assumed: false }
  const squares = accounts.reduce((sum, one) => sum + (one.margin - rate * one.spend) ** 2, 0)
  return { rate, error: Math.sqrt((n / (n - 1)) * squares) / spend, is_assumed: false }
}
