import { DAY, DAYS_PER_YEAR } from '../../vocabulary/time.ts'

/** Days before and after the newest order's day of the year that are its season. */
const SEASON = 30

/** How much orders count in scores, by their age. Evidence counts every order alike. */
export type Ageing = {
  /** Age at which an order counts half, days; null: all ages count alike. */
  half_life_days: number | null
  /** Weight of orders of the newest order's season relative to other seasons, ≥ 1; null: all seasons count alike. */
  season: number | null
}

/** Weight of an order that carries one of our recommendations: at full weight a list would reinforce itself. */
export const ECHO_WEIGHT = 0.5

/**
 * Weight of an order in scores, 0 < weight ≤ 1; 1 without a date.
 * @param at     date of the order, UTC milliseconds; null when unknown
 * @param newest date of the newest order, ≥ at
 * @param isEcho whether the order carries one of our recommendations
 */
export function orderWeight(at: number | null, newest: number, ageing: Ageing, isEcho = false): number {
  const { half_life_days, season } = ageing
  let weight = isEcho ? ECHO_WEIGHT : 1
  if (at === null) return weight
  const age = Math.max(0, newest - at) / DAY
  if (half_life_days !== null) weight *= 2 ** (-age / half_life_days)
  const days = age % DAYS_PER_YEAR
  const isSeason = Math.min(days, DAYS_PER_YEAR - days) <= SEASON
  if (season !== null && !isSeason) weight /= season
  return Math.max(Number.EPSILON, weight)
}
