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

/** Sums up an account. Only purchases before the day count. */
export function auditOf(ledger: Ledger, account: number, day: number): AccountAudit {
  const first = ledger.dayStarts[account] ?? 0
  const days = ledger.ordersBefore(account, day)
  const last_day = ledger.orderDays[first + days - 1] ?? 0
  const usual_days = days >= MIN_ORDER_DAYS ? medianGap(ledger.orderDays, first, first + days) : 0
  const isBackFar = ledger.firstDay <= day - 2 * YEAR
  const year = spendByFamily(ledger, account, day - YEAR, day)
  return {
    orders: ordersOf(ledger, account, day),
    order_days: days,
    first_day: days > 0 ? (ledger.orderDays[first] ?? 0) : null,
    last_day: days > 0 ? last_day : null,
    rhythm:
      days >= MIN_ORDER_DAYS
        ? {
            usual_days,
            due_day: last_day + Math.round(usual_days),
            is_overdue: isOverdue(day - last_day, usual_days),
          }
        : null,
    spend: sumOf(year),
    spend_before: isBackFar ? sumOf(spendByFamily(ledger, account, day - 2 * YEAR, day - YEAR)) : null,
    trend: days >= MIN_ORDER_DAYS ? (robustSlope(periodsOf(ledger, account, day)) ?? null) : null,
    concentration: concentrationOf(year),
    families: [...year.values()].filter((spend) => spend > 0).length,
    margin: marginOf(ledger, account, day),
  }
}

const sumOf = (spend: ReadonlyMap<number, number>): number =>
  [...spend.values()].reduce((sum, one) => sum + one, 0)

/** The cells of an account with their visits before a day. */
function* visitsOf(ledger: Ledger, account: number, from: number, to: number) {
  const end = ledger.cellStarts[account + 1] ?? 0
  for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
    const family = ledger.cellFamilies[cell] ?? 0
    for (let visit = ledger.visitStarts[cell] ?? 0; visit < (ledger.visitStarts[cell + 1] ?? 0); visit += 1) {
      const day = ledger.visitDays[visit] ?? 0
      if (day >= from && day < to) yield { family, visit, day }
    }
  }
}

function spendByFamily(ledger: Ledger, account: number, from: number, to: number): Map<number, number> {
  const spend = new Map<number, number>()
  for (const { family, visit } of visitsOf(ledger, account, from, to)) {
    spend.set(family, (spend.get(family) ?? 0) + (ledger.visitSpend[visit] ?? 0))
  }
  return spend
}

function ordersOf(ledger: Ledger, account: number, day: number): number {
  const orders = new Set<number>()
  const { lines, sorted, visitLines } = ledger
  for (const { visit } of visitsOf(ledger, account, ledger.firstDay, day)) {
    for (let at = visitLines[visit] ?? 0; at < (visitLines[visit + 1] ?? 0); at += 1) {
      orders.add(lines.order[sorted[at] ?? 0] ?? 0)
    }
  }
  return orders.size
}

/** Spend of each whole period of 30 days up to the day, oldest first, from the account's first purchase on. */
function periodsOf(ledger: Ledger, account: number, day: number): number[] {
  const opened = ledger.orderDays[ledger.dayStarts[account] ?? 0] ?? day
  const count = Math.min(MAX_PERIODS, Math.floor((day - opened) / PERIOD))
  const periods = new Array<number>(count).fill(0)
  for (const { visit, day: then } of visitsOf(ledger, account, day - count * PERIOD, day)) {
    const at = count - 1 - Math.floor((day - 1 - then) / PERIOD)
    periods[at] = (periods[at] ?? 0) + (ledger.visitSpend[visit] ?? 0)
  }
  return periods
}

function concentrationOf(spend: ReadonlyMap<number, number>): AccountAudit['concentration'] {
  const all = sumOf(spend)
  if (all <= 0) return null
  let [family, most, herfindahl] = [0, 0, 0]
  for (const [one, own] of spend) {
    const share = own / all
    herfindahl += share * share
    if (share > most) [family, most] = [one, share]
  }
  return { family, share: most, herfindahl }
}

function marginOf(ledger: Ledger, account: number, day: number): AccountAudit['margin'] {
  let [spend, known, margin] = [0, 0, 0]
  for (const { visit } of visitsOf(ledger, account, day - YEAR, day)) spend += ledger.visitSpend[visit] ?? 0
  const end = ledger.cellStarts[account + 1] ?? 0
  for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
    const one = knownOf(ledger, cell, day - YEAR, day)
    known += one.spend
    margin += one.margin
  }
  return known > 0 ? { rate: margin / known, known_share: known / Math.max(known, spend) } : null
}
