import type { Purchasing } from './bg-nbd.ts'
import type { Spending } from './gamma-gamma.ts'

/** What a customer paid on one day, in minor units; several orders of a day are one purchase. */
export type PurchaseDay = { day: number; paid: number }

const DAYS_A_WEEK = 7

/**
 * What the models need of a customer's purchases.
 * @param days  at least one, oldest first; days are numbered from any day on
 * @param today not before the last of them
 */
export function purchasingOf(days: readonly PurchaseDay[], today: number): Purchasing {
  const first = days[0]?.day ?? today
  const last = days.at(-1)?.day ?? first
  return {
    repeats: days.length - 1,
    last: (last - first) / DAYS_A_WEEK,
    age: Math.max(last - first, today - first) / DAYS_A_WEEK,
  }
}

/** The customer's purchases that cost something; undefined when there are none. */
export function spendingOf(days: readonly PurchaseDay[]): Spending | undefined {
  const paid = days.filter((one) => one.paid > 0)
  const sum = paid.reduce((all, one) => all + one.paid, 0)
  return paid.length === 0 ? undefined : { purchases: paid.length, mean: sum / paid.length }
}

/** Median of the days between one purchase and the next; undefined with a single purchase. */
export function usualGap(days: readonly PurchaseDay[]): number | undefined {
  const gaps = days.slice(1).map(({ day }, before) => day - (days[before]?.day ?? day))
  gaps.sort((a, b) => a - b)
  const middle = gaps.length / 2
  const [low, high] = [gaps[Math.ceil(middle) - 1], gaps[Math.floor(middle)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
