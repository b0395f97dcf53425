import type { Ledger } from './ledger.ts'
import { wholeMoney } from './lines.ts'
import { YEAR } from './snapshot.ts'

/** Margin as a share of spend, below 0 for a loss, with its standard error; `is_assumed` where no cost is known. */
export type MarginRate = { rate: number; error: number; is_assumed: boolean }

/** Sums of one account and family, minor units: spend of the lines whose cost is known, and their margin. */
type Known = { spend: number; margin: number }

/** Sums over the accounts of a family, with those of squares and products. */
type Sums = Known & { accounts: number; spend2: number; margin2: number; product: number }

/**
 * Margin rate of each family from the lines of the last 365 days whose cost is known: Σ margin / Σ spend. Its error is that of a ratio
 * over accounts, by linearisation: √(n / (n − 1) · Σ (margin − rate · spend)²) / Σ spend.
 * @param assumed share for families in which no cost is known
 * @see W. Cochran (1977), Sampling Techniques, section 6.4
 */
export function marginRates(ledger: Ledger, day: number, assumed: number): MarginRate[] {
  const sums = Array.from(
    { length: ledger.families },
    (): Sums => ({
      ...{ accounts: 0, spend: 0, margin: 0, spend2: 0, margin2: 0, product: 0 },
    }),
  )
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const { spend, margin } = knownOf(ledger, cell, day - YEAR, day)
    const sum = sums[ledger.cellFamilies[cell] ?? 0]
    if (spend <= 0 || !sum) continue
    sum.accounts += 1
    sum.spend += spend
    sum.margin += margin
    sum.spend2 += spend * spend
    sum.margin2 += margin * margin
    sum.product += spend * margin
  }
  return sums.map((sum) => rateOf(sum, assumed))
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

function rateOf({ accounts: n, spend, margin, ...sums }: Sums, assumed: number): MarginRate {
  if (spend <= 0) return { rate: assumed, error: 0, is_assumed: true }
  const rate = margin / spend
  // One account alone says nothing of the spread: the assumed share stands for how far off it may be.
  if (n === 1) return { rate, error: Math.abs(rate - assumed), is_assumed: false }
  // Σ (margin − rate · spend)², which rounding may leave just below 0.
  const squares = Math.max(0, sums.margin2 - 2 * rate * sums.product + rate * rate * sums.spend2)
  return { rate, error: Math.sqrt((n / (n - 1)) * squares) / spend, is_assumed: false }
}
