import { MAX_FALLBACK_COMPANIONS } from '../../vocabulary/lists.ts'
import { DAYS_PER_YEAR } from '../../vocabulary/time.ts'
import type { Baskets } from '../data/baskets.ts'
import type { MinedCompanion } from '../data/mined-list.ts'
import { sixDigits } from '../numbers/round.ts'
import { topK } from '../numbers/top-k.ts'

/**
 * Half-life of an order's weight in current best sellers, days. On folds of Online Retail's training orders the eight best by
 * 14 days hold 16 % more of what is bought next than the eight best of all time, by 28 days 11 %; in other shops it makes no
 * difference.
 */
const HALF_LIFE = 14
/** Days before and after the newest day, a year or more earlier, that are the same season; and the weight that they add. */
const SEASON = 14
const SEASON_WEIGHT = 0.5
/** Weights are summed in whole steps, so that sums do not depend on the order of the orders. */
const STEPS = 2 ** 20

/** The shop's best sellers, by the share of its orders. */
export const bestSellers = (baskets: Baskets): MinedCompanion[] =>
  ranked(baskets, (item) => baskets.ordersOf(item), baskets.orders)

/**
 * The shop's current best sellers: by the share of its orders, each with the weight 2^(-age / 14 days), and half more when it
 * was made around this day of an earlier year. Orders without a date have no weight where others have a date.
 */
export function currentBestSellers(baskets: Baskets): MinedCompanion[] {
  const { days, orders, heads, orderItems } = baskets
  let newest = 0
  for (const day of days) newest = Math.max(newest, day)
  if (newest === 0) return bestSellers(baskets)
  const arena = baskets.arena.scope()
  const weights = arena.float64(baskets.items)
  const byDay = arena.float64(newest + 1)
  for (let day = 1; day <= newest; day += 1) byDay[day] = Math.round(STEPS * weightOf(newest - day))
  let total = 0
  for (let order = 0; order < orders; order += 1) {
    const weight = byDay[days[order] ?? 0] ?? 0
    total += weight
    const end = heads[2 * order + 2] ?? 0
    for (let line = heads[2 * order] ?? 0; line < end; line += 1) {
      const item = orderItems[line] ?? 0
      weights[item] = (weights[item] ?? 0) + weight
    }
  }
  const found = ranked(baskets, (item) => weights[item] ?? 0, total)
  arena.releaseAll()
  return found
}

function weightOf(age: number): number {
  const distance = Math.abs((age % DAYS_PER_YEAR) - DAYS_PER_YEAR / 2)
  const isSeason = age > DAYS_PER_YEAR / 2 && distance >= DAYS_PER_YEAR / 2 - SEASON
  return 2 ** (-age / HALF_LIFE) + (isSeason ? SEASON_WEIGHT : 0)
}

function ranked(baskets: Baskets, weightOf: (item: number) => number, total: number): MinedCompanion[] {
  const bought = Array.from({ length: baskets.items }, (_, item) => item).filter((item) => weightOf(item) > 0)
  return topK(bought, MAX_FALLBACK_COMPANIONS, weightOf).map((item) => {
    const orders = baskets.ordersOf(item)
    const score = sixDigits(weightOf(item) / total)
    return { item, score, cart_weight: 0, co_orders: orders, item_orders: orders }
  })
}
