import type { Availability } from '../../../../vocabulary/catalogue.ts'
import { AVAILABILITY } from '../../../../vocabulary/catalogue.ts'
import { MAX_ID } from '../../../../vocabulary/limits.ts'
import type { Context, Row } from '../format.ts'
import { RowProblem } from '../problems.ts'
import { readAmount, readDate, readQuantity } from './fields.ts'

/** A field that is left out when the file says nothing. */
export const given = <T>(name: string, value: T | undefined | ''): object =>
  value === undefined || value === '' ? {} : { [name]: value }

/** The id of a variant that has none: `tea / 100 g`. */
export const variantName = (item: string, title: string): string =>
  [item, title]
    .filter((part) => part !== '')
    .join(' / ')
    .slice(0, MAX_ID)

/** What a shop system makes of a name for an address: `Café Latte!` becomes `cafe-latte`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Pieces in stock, whole: half a metre of cloth is none. Undefined when the shop does not count them. */
export function readStock(row: Row, name: string): number | undefined {
  const stock = readQuantity(row.cell(name), row.column(name))
  return stock === undefined ? undefined : Math.floor(stock)
}

/** The availability as Google's feed writes it, old and new; without one, a counted stock of 0 is sold out. */
export function readAvailability(row: Row, stock: number | undefined): Availability {
  const word = row
    .cell('availability')
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (word === '') return stock !== undefined && stock <= 0 ? 'out_of_stock' : 'in_stock'
  const found = AVAILABILITY.find((one) => one === word)
  if (!found) {
    throw new RowProblem(
      'bad_availability',
      row.column('availability'),
      `This availability is not known. Write one of: ${AVAILABILITY.join(', ')}.`,
    )
  }
  return found
}

/** Our names of the columns that a price stands in. */
export type PriceColumns = { price: string; sale: string; from: string; to: string }

/** A day, in milliseconds. */
const DAY = 86_400_000

/**
 * What a piece costs now, in minor units: the sale's price from its first to its last moment, else the usual one. An end
 * without a time is the end of that day. Undefined when the file gives neither.
 */
export function readPrice(row: Row, context: Context, columns: PriceColumns): number | undefined {
  const money = (name: string) => readAmount(row.cell(name), row.column(name), context.currency)
  const date = (name: string) =>
    readDate(row.cell(name), row.column(name), context.time_zone, context.date_order)
  const usual = money(columns.price)
  const sale = money(columns.sale)
  if (sale === undefined) return usual
  const from = date(columns.from)
  const to = date(columns.to)
  const last = to === undefined || row.cell(columns.to).includes(':') ? to : to + DAY - 1
  return runs(from, last, context.now) ? sale : usual
}

/** Whether a time between two moments, open at the side that is undefined, holds `now`. */
export const runs = (from: number | undefined, to: number | undefined, now: number): boolean =>
  (from === undefined || from <= now) && (to === undefined || now <= to)
