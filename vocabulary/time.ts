/** Lengths of time in milliseconds, the unit of every time in the project unless another is named. */
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

/** Days of a mean Gregorian year, leap days included to four digits. */
export const DAYS_PER_YEAR = 365.25

/** Days since 1970-01-01 UTC, rounded down. @param at UTC milliseconds */
export const dayOf = (at: number): number => Math.floor(at / DAY)

/**
 * Whether a time is less than `life` milliseconds ago. One in the future is not: it was noted before the clock was set back, and would count
 * until the clock is there again.
 */
export const isWithin = (life: number, at: number, now: number): boolean => at <= now && now - at < life
