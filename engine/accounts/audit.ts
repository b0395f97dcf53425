import type { Ledger } from './ledger.ts'
import { knownOf } from './margin-rates.ts'
import { isOverdue, medianGap } from './rhythm.ts'
import { YEAR } from './snapshot.ts'
import { robustSlope, type Slope } from './trend.ts'

/** Days with orders from which a rhythm, and a trend, is told. */
const MIN_ORDER_DAYS = 4
/** Days of a period of the trend, and periods at most: two years. */
const [PERIOD, MAX_PERIODS] = [30, 24]

/** How an account buys, as it is known on a day. Money in minor units. */
export type AccountAudit = {
  /** Orders, and days with orders. */
  orders: number
  order_days: number
  /** Days since 1970-01-01; null without orders. */
  first_day: number | null
  last_day: number | null
  /** Null with fewer than four days with orders. Overdue: more than 2.83 times the usual days have passed. */
  rhythm: { usual_days: number; due_day: number; is_overdue: boolean } | null
  /** Spend of the last 365 days, and of the 365 before; null where the shop's orders do not reach back as far. */
  spend: number
  spend_before: number | null
  /** Change of the spend of 30 days from one to the next; null with too few orders or less than 150 days. */
  trend: Slope | null
  /** Of the last 365 days: share of the largest family, sum of the squared shares (Herfindahl), families; null without spend. */
  concentration: { family: number; share: number; herfindahl: number } | null
  families: number
  /** Margin over spend where costs are known, and the share of spend for which they are; null when none is. */
  margin: { rate: number; known_share: number } | null
}

/** Sums over the purchases of an account before a day. */
type AccountSums = {
  orders: Set<number>
  /** Spend of the last 365 days by family, and of the 365 before of all. */
  year: Map<number, number>
  before: number
  /** Spend of each whole period of 30 days up to the day, oldest first, from the account's first purchase on. */
  periods: number[]
  /** Of the last 365 days, of lines whose cost is known. */
  known: { spend: number; margin: number }
}

/** Sums up an account. Only purchases before the day count. */
export function auditOf(ledger: Ledger, account: number, day: number): AccountAudit {
  const first = ledger.dayStarts[account] ?? 0
  const days = ledger.ordersBefore(account, day)
  const first_day = ledger.orderDays[first] ?? 0
  const last_day = ledger.orderDays[first + days - 1] ?? 0
  const isRegular = days >= MIN_ORDER_DAYS
  const sums = sumsOf(ledger, account, day, days > 0 ? first_day : day)
  const spend = [...sums.year.values()].reduce((sum, one) => sum + one, 0)
  return {
    orders: sums.orders.size,
    order_days: days,
    first_day: days > 0 ? first_day : null,
    last_day: days > 0 ? last_day : null,
    rhythm: isRegular ? rhythmOf(medianGap(ledger.orderDays, first, first + days), last_day, day) : null,
    spend,
    spend_before: ledger.firstDay <= day - 2 * YEAR ? sums.before : null,
    trend: isRegular ? (robustSlope(sums.periods) ?? null) : null,
    concentration: concentrationOf(sums.year, spend),
    families: [...sums.year.values()].filter((one) => one > 0).length,
    margin: marginOf(sums, spend),
  }
}

const rhythmOf = (usual_days: number, last_day: number, day: number): AccountAudit['rhythm'] => ({
  usual_days,
  due_day: last_day + Math.round(usual_days),
  is_overdue: isOverdue(day - last_day, usual_days),
})

function sumsOf(ledger: Ledger, account: number, day: number, opened: number): AccountSums {
  const count = Math.min(MAX_PERIODS, Math.floor((day - opened) / PERIOD))
  const periods = new Array<number>(count).fill(0)
  const sums: AccountSums = {
    ...{ orders: new Set(), year: new Map(), before: 0, periods, known: { spend: 0, margin: 0 } },
  }
  const end = ledger.cellStarts[account + 1] ?? 0
  for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) addCell(sums, ledger, cell, day)
  return sums
}

function addCell(sums: AccountSums, ledger: Ledger, cell: number, day: number): void {
  const { lines, sorted, visitDays, visitLines, visitSpend } = ledger
  const end = ledger.visitStarts[cell + 1] ?? 0
  let year = 0
  for (let visit = ledger.visitStarts[cell] ?? 0; visit < end && (visitDays[visit] ?? 0) < day; visit += 1) {
    const age = day - (visitDays[visit] ?? 0)
    const spend = visitSpend[visit] ?? 0
    if (age <= YEAR) year += spend
    else if (age <= 2 * YEAR) sums.before += spend
    const period = sums.periods.length - 1 - Math.floor((age - 1) / PERIOD)
    if (period >= 0) sums.periods[period] = (sums.periods[period] ?? 0) + spend
    for (let at = visitLines[visit] ?? 0; at < (visitLines[visit + 1] ?? 0); at += 1) {
      sums.orders.add(lines.order[sorted[at] ?? 0] ?? 0)
    }
  }
  if (year !== 0) sums.year.set(ledger.cellFamilies[cell] ?? 0, year)
  const known = knownOf(ledger, cell, day - YEAR, day)
  sums.known.spend += known.spend
  sums.known.margin += known.margin
}

function concentrationOf(year: ReadonlyMap<number, number>, all: number): AccountAudit['concentration'] {
  if (all <= 0) return null
  let [family, most, herfindahl] = [0, 0, 0]
  for (const [one, own] of year) {
    const share = own / all
    herfindahl += share * share
    if (share > most) [family, most] = [one, share]
  }
  return { family, share: most, herfindahl }
}

const marginOf = ({ known }: AccountSums, spend: number): AccountAudit['margin'] =>
  known.spend > 0
    ? { rate: known.margin / known.spend, known_share: known.spend / Math.max(known.spend, spend) }
    : null
