const DAY = 86_400_000
const DAYS_A_YEAR = 365.25
/** Days before and after today's day of the year that are its season. */
const SEASON = 30

/** How much orders count in scores, by when they were made and whose idea they were. */
export type Ageing = {
  /** An order that old counts half; null: all ages alike. */
  half_life_days: number | null
  /** Orders of the newest order's season count so many times those of another one, ≥ 1; null: all alike. */
  season: number | null
}

/** What an order counts that carries a recommendation of ours: else a list would feed on itself. */
export const ECHO = 0.5

/**
 * What an order counts in scores, 0 < weight ≤ 1; 1 without a date.
 * @param at     when it was made, UTC milliseconds; null when it is not known
 * @param newest date of the newest order, ≥ at
 * @param isEcho whether it carries a recommendation of ours
 */
export function orderWeight(at: number | null, newest: number, ageing: Ageing, isEcho = false): number {
  const { half_life_days, season } = ageing
  let weight = isEcho ? ECHO : 1
  if (at === null) return weight
  const age = Math.max(0, newest - at) / DAY
  if (half_life_days !== null) weight *= 2 ** (-age / half_life_days)
  const days = age % DAYS_A_YEAR
  const isSeason = Math.min(days, DAYS_A_YEAR - days) <= SEASON
  if (season !== null && !isSeason) weight /= season
  return Math.max(Number.EPSILON, weight)
}
