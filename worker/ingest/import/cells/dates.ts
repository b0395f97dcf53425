import { Temporal } from 'temporal-polyfill'
import type { DateOrder } from '../../../../vocabulary/dates.ts'
import { DAY, SECOND } from '../../../../vocabulary/time.ts'
import { RowProblem } from '../problems.ts'
import { cellCache } from './cell-cache.ts'
import { monthNamed } from './months.ts'

/**
 * Date of an order, see readDate.
 * @param now UTC milliseconds
 * @throws {RowProblem} `future_date`: mining counts back from the newest order, so one mistyped date would exclude all others
 */
export function readOrderDate(
  text: string,
  column: string,
  time_zone: string,
  now: number,
  order?: DateOrder,
): number | undefined {
  const at = readDate(text, column, time_zone, order)
  // In the shop's time zone it may already be tomorrow.
  if (at !== undefined && at > now + DAY) {
    throw new RowProblem('future_date', column, 'This date is in the future. Correct it.')
  }
  return at
}

const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i

/**
 * A time in UTC milliseconds; undefined for an empty cell. Reads ISO 8601, with a space instead of the T, and with or without a
 * zone, months in words, and seconds or milliseconds since 1970. Without a zone the time is local to the shop: a time that the clock skips in spring is read with the offset before the
 * change, an ambiguous time in autumn as the first. 22.11.2026 and 2026/11/22 are unambiguous; 3/4/2026 and 3-4-2026 are read by `order`.
 * @throws {RowProblem} `bad_date`
 */
export function readDate(
  text: string,
  column: string,
  time_zone: string,
  order?: DateOrder,
): number | undefined {
  if (text === '') return undefined
  return cachedDate(
    `${order} ${time_zone} ${text}`,
    () => sinceEpoch(text) ?? parseDate(yearFirst(text, column, order), column, time_zone),
  )
}

/** A number of seconds since 1970 as databases and payment systems write it, or of milliseconds; both from 2001 to 2286. */
const EPOCH = /^[1-9]\d{9}(\d{3})?$/

const sinceEpoch = (text: string): number | undefined => {
  const [number, thousandths] = EPOCH.exec(text) ?? []
  return number === undefined ? undefined : Number(number) * (thousandths === undefined ? SECOND : 1)
}

/** `22.11.2026 10:11`, `11/22/26, 1:30 PM`, `2026/11/22`, `22-11-2026`: three numbers and an optional time. */
const NUMERIC_DATE = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:(?:T|,? )(.+))?$/

/** `Dec 8, 2024 9:15 AM`, `8. Dezember 2024`, `Mon, 23 Sep 2024 14:21:24 +0000`: a month in words. */
const MONTH_FIRST =
  /^(?:\p{L}+\.?, ?)?(\p{L}[\p{L}\p{M}]{2,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?(.+))?$/u
const DAY_FIRST =
  /^(?:\p{L}+\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[. -]?\s?(?:de )?(\p{L}[\p{L}\p{M}]{2,})[. -]?\s?(?:de )?(\d{4})(?:,? (.+))?$/u

const HALF_DAY = /^(\d{1,2})(:\d{2}(?::\d{2})?)\s?([AP])\.?M\.?(.*)$/i

/** The time of a day in 24 hours. */
function clockOf(written: string): string {
  const [, hour, rest, half, zone = ''] = HALF_DAY.exec(written) ?? []
  return half ? `${(Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)}${rest}${zone}` : written
}

/** The date with a month in words as numbers; undefined for other texts. */
function inWords(text: string): string | undefined {
  const [, first, firstDay, firstYear, firstClock = ''] = MONTH_FIRST.exec(text) ?? []
  const [, day = firstDay, second = first, year = firstYear, clock = firstClock] = DAY_FIRST.exec(text) ?? []
  const month = monthNamed(second ?? '')
  return month === undefined ? undefined : `${year}-${month}-${day} ${clockOf(clock)}`.trim()
}

/** A date whose day and month cannot be told apart by its form. */
export const isAmbiguous = (text: string): boolean => {
  const [, a = '', sign] = NUMERIC_DATE.exec(text) ?? []
  return sign !== undefined && sign !== '.' && a.length < 4
}

/** The same date with the year first; a text that is not such a date is returned unchanged. */
function yearFirst(text: string, column: string, order: DateOrder | undefined): string {
  const [, a, sign, b, c = '', clock = ''] = NUMERIC_DATE.exec(text) ?? []
  if (a === undefined) return inWords(text) ?? text
  if (sign === '-' && a.length === 4) return text
  const time = clockOf(clock)
  const dated = (year: string, month = '', day = '') => `${year}-${month}-${day} ${time}`.trim()
  if (a.length === 4) return dated(a, b, c)
  if (order === undefined && sign !== '.') {
    throw new RowProblem(
      'bad_date',
      column,
      'Day and month of this date are ambiguous. Set date_order (DMY or MDY) in the mapping of the columns, or write it like 2026-11-22.',
    )
  }
  const year = c.length === 2 && order !== undefined ? `20${c}` : c
  return sign !== '.' && order === 'MDY' ? dated(year, a, b) : dated(year, b, a)
}

/**
 * UTC milliseconds of a date with the year first. `Date` moves a day that does not exist, such as 31 April, into the next month,
 * hence the comparison. Temporal's `overflow: 'reject'` does the same in fewer lines, but takes 2.3 to 3.8 times the processor
 * time on a million different order dates (docs/DECISIONS.md).
 */
function parseDate(text: string, column: string, time_zone: string): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] =
    DATE.exec(text) ?? []
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  const check = new Date(local)
  const exists =
    check.getUTCFullYear() === Number(year) &&
    check.getUTCMonth() + 1 === Number(month) &&
    check.getUTCDate() === Number(day) &&
    check.getUTCHours() === Number(hour) &&
    check.getUTCSeconds() === Number(second)
  if (!exists) {
    throw new RowProblem(
      'bad_date',
      column,
      'This is not a date. Write it like 2026-11-22 or 2026-11-22T10:11:12+02:00.',
    )
  }
  const milliseconds = local + Math.trunc(Number(`0.${fraction || '0'}`) * 1000)
  return milliseconds - (zone === undefined ? shopOffset(local, time_zone) : writtenOffset(zone))
}

/** Offset of a written zone from UTC in milliseconds, positive to the east. */
function writtenOffset(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** A quarter hour in milliseconds: no zone changes its offset within a quarter hour of local time. */
const QUARTER = 900_000

/** Offset of the shop's zone from UTC at a local time, in milliseconds. */
export function shopOffset(local: number, time_zone: string): number {
  if (time_zone === 'UTC') return 0
  const quarter = Math.floor(local / QUARTER)
  return cachedOffset(`${time_zone} ${quarter}`, () => {
    const utc = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER).toZonedDateTimeISO('UTC')
    // Not `offsetNanoseconds`: for a time that the clock skips it is the offset of another time.
    return quarter * QUARTER - utc.toPlainDateTime().toZonedDateTime(time_zone).epochMilliseconds
  })
}

const cachedDate = cellCache()

const cachedOffset = cellCache()
