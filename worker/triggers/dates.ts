import { localTime } from '../../engine/decide/allowed-time.ts'
import { DAY, MINUTE } from '../../vocabulary/time.ts'

/** The first moment of a day such as 2026-11-29, UTC milliseconds; undefined for a day that there is not. @param zone IANA name */
export function startOfDay(day: string, zone: string): number | undefined {
  const utc = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== day) return undefined
  const { day: shown, minute } = localTime(utc, zone)
  return utc - (Date.parse(shown) - utc) - minute * MINUTE
}

/** The first moment of the day of a moment. */
export const dayBegan = (at: number, zone: string): number =>
  at - (at % MINUTE) - localTime(at, zone).minute * MINUTE

/** Number of the day that the clock shows, since 1970. */
export const dayNumber = (at: number, zone: string): number => Date.parse(localTime(at, zone).day) / DAY

const EVERY_YEAR = /^(\d\d)-(\d\d)$/
const DATE = /^\d{4}-\d\d-\d\d$/

/** The day of a year; in a year without 29 February the day before. */
const inYear = (year: number, day: string): string =>
  day === '02-29' && new Date(Date.UTC(year, 1, 29)).getUTCMonth() !== 1 ? `${year}-02-28` : `${year}-${day}`

/**
 * The days of a date on whose account something may be due by now: the date itself, or of a date of every year that of this year, the last and the next.
 * @param date such as 2026-05-01 or 05-01; anything else has none
 * @returns each with the moment that lies so many days before its beginning
 */
export function daysOf(
  date: unknown,
  days_before: number,
  zone: string,
  now: number,
): { day: string; at: number }[] {
  if (typeof date !== 'string') return []
  const year = Number(localTime(now, zone).day.slice(0, 4))
  const days = DATE.test(date)
    ? [date]
    : EVERY_YEAR.test(date)
      ? [year - 1, year, year + 1].map((one) => inYear(one, date))
      : []
  return days.flatMap((day) => {
    const start = startOfDay(day, zone)
    if (start === undefined) return []
    const before = new Date(Date.parse(day) - days_before * DAY).toISOString().slice(0, 10)
    const at = startOfDay(before, zone)
    return at === undefined ? [] : [{ day, at }]
  })
}

/** The same day some years later, UTC milliseconds. */
export function yearsLater(at: number, years: number): number {
  const date = new Date(at)
  const later = new Date(at)
  later.setUTCFullYear(date.getUTCFullYear() + years)
  // 29 February of a year that has none becomes the day before.
  return later.getUTCDate() === date.getUTCDate() ? later.getTime() : later.getTime() - DAY
}
