import { Temporal } from 'temporal-polyfill'
import { MAX_ID } from '../../../../vocabulary/limits.ts'
import { minorDigits } from '../../../../widget/view/price.ts'
import { RowProblem } from '../problems.ts'

/** Reads one cell. `column` is the file's own name of it, for the error. */
type Reader<T> = (text: string, column: string) => T

/**
 * An id of at most 128 characters, never empty. `="00123"`, which keeps a spreadsheet from dropping the zeros, is 00123.
 * @throws {RowProblem} `empty_id`, `long_id`, `scientific_notation`
 */
export const readId: Reader<string> = (text, column) => {
  const id = text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).trim() : text
  if (id === '') throw new RowProblem('empty_id', column, 'The id is empty. Fill it in.')
  if (id.length > MAX_ID) {
    throw new RowProblem('long_id', column, `The id has more than ${MAX_ID} characters. Shorten it.`)
  }
  if (/^\d([.,]\d+)?E\+\d+$/i.test(id)) {
    throw new RowProblem(
      'scientific_notation',
      column,
      'A spreadsheet has shortened this number, and its last digits are lost. Export the file again, format the column as text before it opens, and send that.',
    )
  }
  return id
}

/**
 * A SKU, read as an id is; undefined when empty. The quote in front, by which shop systems keep spreadsheets from reading a
 * number or a formula, is no part of it.
 * @throws {RowProblem} as readId
 */
export const readSku: Reader<string | undefined> = (text, column) => {
  const sku = text.startsWith("'") ? text.slice(1).trim() : text
  return sku === '' || sku === '=""' ? undefined : readId(sku, column)
}

/** A whole number, perhaps with a sign or `.0`; undefined when empty. */
export const readWhole: Reader<number | undefined> = (text, column) => {
  if (text === '') return undefined
  if (!/^[+-]?\d{1,15}([.,]0+)?$/.test(text)) {
    throw new RowProblem('bad_number', column, 'This is not a whole number. Write digits only, such as 3.')
  }
  return Math.trunc(Number(text.replace(',', '.')))
}

/**
 * Pieces of a line, also of what is sold by weight: up to three decimals, dot or comma; a comma before exactly three
 * digits parts thousands. Undefined when empty.
 */
export const readQuantity: Reader<number | undefined> = (text, column) => {
  if (text === '') return undefined
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.0*)?$/.test(text)
    ? text.replaceAll(',', '')
    : text.replace(',', '.')
  if (!/^[+-]?\d{1,12}(\.\d{0,6})?$/.test(plain)) {
    throw new RowProblem('bad_number', column, 'This is not a quantity. Write it like 3 or 0.75.')
  }
  return Math.round(Number(plain) * 1000) / 1000
}

/** A day: a date may be of tomorrow where the shop is. */
const DAY = 86_400_000

/**
 * When an order was placed, see readDate.
 * @param now UTC milliseconds
 * @throws {RowProblem} `future_date`: mining counts back from the newest order, and one typing error would hide all others
 */
export function readOrderDate(
  text: string,
  column: string,
  time_zone: string,
  now: number,
  order?: DateOrder,
): number | undefined {
  const at = readDate(text, column, time_zone, order)
  if (at !== undefined && at > now + DAY) {
    throw new RowProblem('future_date', column, 'This date lies in the future. Correct it.')
  }
  return at
}

const YES = new Set(['yes', 'true', '1', 'y', 'visible', 'published', 'active'])
const NO = new Set(['no', 'false', '0', 'n', 'hidden', 'unpublished', 'draft', 'archived', '-1'])

/** Yes or no, in the usual spellings; undefined when empty. */
export const readYesNo: Reader<boolean | undefined> = (text, column) => {
  const word = text.toLowerCase()
  if (word === '') return undefined
  if (YES.has(word)) return true
  if (NO.has(word)) return false
  throw new RowProblem('bad_yes_no', column, 'This is neither yes nor no. Write yes or no.')
}

/**
 * Money in minor units of `currency`, rounded half up; undefined when empty. Takes a sign or code of a currency on
 * either side, and dot or comma as the decimal sign: the last of two different signs is it, and so is a single one
 * unless it is a comma that groups thousands, as in 1,234.
 * @throws {RowProblem} `bad_money`, or `other_currency` when a code names another one than the shop's
 */
export function readMoney(text: string, column: string, currency: string): number | undefined {
  if (text === '') return undefined
  return remembered(amounts, `${currency} ${text}`, () => parseMoney(text, column, currency))
}

/**
 * What something costs, read as money is; a shop never pays for what it sells.
 * @throws {RowProblem} as readMoney, and `bad_money` below zero
 */
export function readAmount(text: string, column: string, currency: string): number | undefined {
  const amount = readMoney(text, column, currency)
  if (amount !== undefined && amount < 0) {
    throw new RowProblem('bad_money', column, 'A price is not below zero. Take the minus away.')
  }
  return amount
}

function parseMoney(text: string, column: string, currency: string): number {
  const code = /(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/.exec(text)?.[0]
  if (code !== undefined && code !== currency) {
    throw new RowProblem(
      'other_currency',
      column,
      `This amount is in ${code}; the shop sells in ${currency}.`,
    )
  }
  const amount = text
    .replace(/(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/, '')
    .replace(/[\p{Sc}\s\u00a0\u202f'\u2019]/gu, '')
  const plain = /^-?[\d.,]+$/.test(amount) && /\d/.test(amount) ? withDecimalDot(amount) : undefined
  if (plain === undefined || !/^-?\d{0,12}(\.\d{0,6})?$/.test(plain)) {
    throw new RowProblem('bad_money', column, 'This is not an amount of money. Write it like 49.99.')
  }
  const scaled = Number(plain) * 10 ** minorDigits(currency)
  // 1.005 * 100 is 100.49999999999999: the half must not be lost to binary.
  return Math.round(Number(scaled.toPrecision(15)))
}

/** Groups of thousands, or of lakhs as India writes them; a date or a version is none. */
const GROUPS = {
  '.': /^-?[1-9]\d{0,2}(\.\d{2,3})*\.\d{3}(,|$)/,
  ',': /^-?[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.|$)/,
}

function withDecimalDot(amount: string): string | undefined {
  const dot = amount.lastIndexOf('.')
  const comma = amount.lastIndexOf(',')
  const thousands = (sign: '.' | ',') => (GROUPS[sign].test(amount) ? amount.replaceAll(sign, '') : undefined)
  if (dot >= 0 && comma >= 0) return dot > comma ? thousands(',') : thousands('.')?.replace(',', '.')
  const sign = dot >= 0 ? '.' : ','
  const parts = amount.split(sign)
  if (parts.length > 2) return thousands(sign)
  const grouped = sign === ',' ? thousands(sign) : undefined
  return grouped ?? amount.replace(',', '.')
}

/** Which of day and month comes first where slashes part them. */
export type DateOrder = 'DMY' | 'MDY'

const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i

/**
 * A moment in UTC milliseconds; undefined when empty. ISO 8601, with a space for the T and with or without a zone, as
 * the shop systems write it. Without a zone it is the shop's local time: in the hour that the clock skips in spring it
 * is read by the clock of before, in the hour that comes twice in autumn as the first. 22.11.2026 and 2026/11/22 can
 * mean but one day; 3/4/2026 is read by `order`.
 * @throws {RowProblem} `bad_date`
 */
export function readDate(
  text: string,
  column: string,
  time_zone: string,
  order?: DateOrder,
): number | undefined {
  if (text === '') return undefined
  return remembered(moments, `${order} ${time_zone} ${text}`, () =>
    parseDate(yearFirst(text, column, order), column, time_zone),
  )
}

/** `22.11.2026 10:11`, `11/22/26, 1:30 PM`, `2026/11/22`: three numbers, and the time if any. */
const PARTED = /^(\d{1,4})([./])(\d{1,2})\2(\d{1,4})(?:(?:T|,? )(.+))?$/
const HALF_DAY = /^(\d{1,2})(:\d{2}(?::\d{2})?)\s?([AP])M$/i

/** The same date with its year in front; what is no such date stays as it is. */
function yearFirst(text: string, column: string, order: DateOrder | undefined): string {
  const [, a, sign, b, c = '', clock = ''] = PARTED.exec(text) ?? []
  if (a === undefined) return text
  const [, hour, rest, half] = HALF_DAY.exec(clock) ?? []
  const time = half ? `${(Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)}${rest}` : clock
  const dated = (year: string, month = '', day = '') => `${year}-${month}-${day} ${time}`.trim()
  if (a.length === 4) return dated(a, b, c)
  if (order === undefined && sign === '/') {
    throw new RowProblem(
      'bad_date',
      column,
      'Nobody can tell day and month of this date apart. Say which comes first by date_order (DMY or MDY) in the mapping of the columns, or write it like 2026-11-22.',
    )
  }
  const year = c.length === 2 && order !== undefined ? `20${c}` : c
  return sign === '/' && order === 'MDY' ? dated(year, a, b) : dated(year, b, a)
}

/**
 * UTC milliseconds of a date with its year in front. The calendar is `Date`'s, which moves a day that does not exist, such as
 * 31 April, into the next month: hence the comparison. Temporal's `overflow: 'reject'` says the same in fewer lines, but takes
 * 2.3 to 3.8 times the processor time on a million different order dates (docs/DECISIONS.md).
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

/** Milliseconds that a zone as it is written is ahead of UTC. */
function writtenOffset(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** A quarter hour, milliseconds: no zone changes its offset within a quarter hour of local time. */
const QUARTER = 900_000

/** Milliseconds that the shop's zone is ahead of UTC at a local time. */
function shopOffset(local: number, time_zone: string): number {
  if (time_zone === 'UTC') return 0
  const quarter = Math.floor(local / QUARTER)
  return remembered(offsets, `${time_zone} ${quarter}`, () => {
    const utc = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER).toZonedDateTimeISO('UTC')
    // Not `offsetNanoseconds`: of a time that the clock skips that is the offset of another time.
    return quarter * QUARTER - utc.toPlainDateTime().toZonedDateTime(time_zone).epochMilliseconds
  })
}

/** Answers kept of each reader: the rows of an order share its date, and prices come again and again. */
const MOST_REMEMBERED = 20_000
const amounts = new Map<string, number>()
const moments = new Map<string, number>()
const offsets = new Map<string, number>()

function remembered(answers: Map<string, number>, key: string, read: () => number): number {
  const known = answers.get(key)
  if (known !== undefined) return known
  const answer = read()
  // Forgetting all at once is cheaper than knowing which is oldest, and a file soon repeats itself.
  if (answers.size === MOST_REMEMBERED) answers.clear()
  answers.set(key, answer)
  return answer
}
