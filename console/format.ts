import { shop } from './session.ts'
import { language } from './texts/index.ts'

// Numbers, amounts and times as the reader writes them: in the console's language, in the shop's zone and currency.

const zone = () => shop.value?.time_zone ?? 'UTC'

export const number = (value: number): string => new Intl.NumberFormat(language.value).format(value)

/** A number with so many digits that count, such as a small score. */
export const significant = (value: number, digits = 3): string =>
  new Intl.NumberFormat(language.value, { maximumSignificantDigits: digits }).format(value)

/** A share of 1 as percent, with one digit below 10 %. */
export const percent = (value: number): string =>
  new Intl.NumberFormat(language.value, {
    style: 'percent',
    maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0,
  }).format(value)

/** A number of days: "25 days". */
export const days = (count: number): string =>
  new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(count)

/** An amount in minor units. */
export function money(amount: number, currency = shop.value?.currency ?? 'EUR'): string {
  const format = new Intl.NumberFormat(language.value, { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** Major units below which two decimal places say too little. */
const FINE = 0.1

/** An amount in minor units; a small one with four decimal places, such as what one contact brings. */
export function fineMoney(amount: number, currency = shop.value?.currency ?? 'EUR'): string {
  const major = amount / 10 ** digitsOf(currency)
  if (amount === 0 || Math.abs(major) >= FINE) return money(amount, currency)
  const format = { style: 'currency', currency, maximumFractionDigits: 4 } as const
  return new Intl.NumberFormat(language.value, format).format(major)
}

/** An amount in minor units as it is typed into a field, such as 12.5. */
export function majorUnits(amount: number, currency = shop.value?.currency ?? 'EUR'): string {
  return String(amount / 10 ** digitsOf(currency))
}

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** Minor units of an amount that was typed in the shop's currency, such as 12.5; undefined when it is none. */
export function inMinorUnits(typed: string, currency = shop.value?.currency ?? 'EUR'): number | undefined {
  const amount = Number(typed)
  if (typed.trim() === '' || !(amount >= 0)) return undefined
  return Math.round(amount * 10 ** digitsOf(currency))
}

export const dateTime = (at: number): string =>
  new Intl.DateTimeFormat(language.value, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone(),
  }).format(at)

/** A time by the clock of the shop, as rules have it: 2026-11-27T00:00. */
export const wallTime = (text: string): string =>
  new Intl.DateTimeFormat(language.value, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${text}Z`))

export const date = (at: number): string =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeZone: zone() }).format(at)

/** The beginning of a day of the shop's zone, such as "2026-11-29", in UTC milliseconds; undefined for anything else. */
export function startOfDay(day: string): number | undefined {
  const noon = Date.parse(`${day}T12:00:00Z`)
  if (Number.isNaN(noon)) return undefined
  // The zone's clock at noon UTC says how far the zone is from UTC on that day.
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone(),
    dateStyle: 'short',
    timeStyle: 'medium',
  }).formatToParts(noon)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0)
  const local = Date.UTC(
    ...([part('year'), part('month') - 1, part('day'), part('hour'), part('minute')] as const),
  )
  return Date.parse(`${day}T00:00:00Z`) - (local - noon)
}

/** The day of a time in the shop's zone, such as "2026-11-29". */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat('en-CA', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone() },
  }).format(at)

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** How long ago, in the largest fitting unit: "3 hours ago". */
export function ago(at: number, now = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' })
  const [unit, length] = UNITS.find(([, length]) => Math.abs(now - at) >= length) ?? ['minute', 60_000]
  return format.format(Math.round((at - now) / length), unit)
}

/** A size of a file. */
export function bytes(size: number): string {
  const unit = size >= 1e6 ? 'megabyte' : 'kilobyte'
  const value = size >= 1e6 ? size / 1e6 : size / 1e3
  return new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

/** Names in one line: "a, b and c". */
export const list = (names: readonly string[]): string =>
  new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names)

/** The name of a month; 0 is January. */
export const monthName = (month: number): string =>
  new Intl.DateTimeFormat(language.value, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1))
