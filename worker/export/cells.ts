import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { minorDigits } from '../../vocabulary/currencies.ts'
import { MAX_MOMENT, MIN_MOMENT } from '../../vocabulary/limits.ts'

export const major = (amount: number | null | undefined, currency: string): string =>
  amount === null || amount === undefined
    ? ''
    : (amount / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

export const json = (value: object): string => JSON.stringify(value)

/** A time as ISO 8601; '' for none. A time beyond the years 1900 to 9999, of an earlier version, is the nearest that an import reads. */
export const date = (at: number | null): string =>
  at === null ? '' : new Date(Math.min(MAX_MOMENT, Math.max(MIN_MOMENT, at))).toISOString()

/** The cell of a column: times as ISO 8601, JSON as text, '' for null. */
export function cellOf({ name, dataType }: SQLiteColumn, value: unknown): string | number {
  if (dataType === 'json') return json(Object(value ?? {}))
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value === 'number') return name.endsWith('_at') ? date(value) : value
  return typeof value === 'string' ? value : ''
}
