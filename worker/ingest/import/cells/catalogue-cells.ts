import type { Availability } from '../../../../vocabulary/catalogue.ts'
import { AVAILABILITY } from '../../../../vocabulary/catalogue.ts'
import { MAX_ID } from '../../../../vocabulary/limits.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import type { Context, Row } from '../format.ts'
import { RowProblem } from '../problems.ts'
import { availabilityNamed } from './availability.ts'
import { readDate } from './dates.ts'
import { readQuantity } from './fields.ts'
import { readAmount } from './money.ts'

/** An object with the field, or {} when the file has no value for it. */
export const given = <T>(name: string, value: T | undefined | ''): object =>
  value === undefined || value === '' ? {} : { [name]: value }

/** Id of a variant without an id of its own: `tea / 100 g`. */
export const variantName = (item: string, title: string): string =>
  [item, title]
    .filter((part) => part !== '')
    .join(' / ')
    .slice(0, MAX_ID)

/** A name as the address that shop systems derive from it: `Café Latte!` becomes `cafe-latte`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Whole pieces in stock; half a metre of cloth counts as 0. Undefined when the shop does not count them. */
export function readStock(row: Row, name: string): number | undefined {
  const stock = readQuantity(row.cell(name), row.column(name))
  return stock === undefined ? undefined : Math.floor(stock)
}

/**
 * Availability in the spellings of Google's feed, of schema.org and of shop systems; a number is a stock. Without one, a counted
 * stock of 0 means sold out.
 * @throws {RowProblem} `bad_availability`
 */
export function readAvailability(row: Row, stock: number | undefined): Availability {
  const written = row.cell('availability')
  if (written === '') return stock !== undefined && stock <= 0 ? 'out_of_stock' : 'in_stock'
  const found = availabilityNamed(written)
  if (!found) {
    throw new RowProblem(
      'bad_availability',
      row.column('availability'),
      `This availability is unknown. Write one of: ${AVAILABILITY.join(', ')}.`,
    )
  }
  return found
}

/** Our names of the columns with a price. */
export type PriceColumns = { price: string; sale: string; from: string; to: string }

/**
 * Current price of a piece in minor units: the sale price during the sale, unless it is 0, else the regular price. A sale's end without a time is
 * the end of that day. Undefined when the file contains neither price.
 */
export function readPrice(row: Row, context: Context, columns: PriceColumns): number | undefined {
  const money = (name: string) => readAmount(row.cell(name), row.column(name), context.currency)
  const date = (name: string) =>
    readDate(row.cell(name), row.column(name), context.time_zone, context.date_order)
  const usual = money(columns.price)
  const sale = money(columns.sale)
  if (sale === undefined) return usual
  // Exports write 0 for "no sale"; what is really free has a price of 0.
  if (sale === 0 && usual !== undefined && usual > 0) {
    context.note?.('sale_price_zero')
    return usual
  }
  const from = date(columns.from)
  const to = date(columns.to)
  const last = to === undefined || row.cell(columns.to).includes(':') ? to : to + DAY - 1
  return runs(from, last, context.now) ? sale : usual
}

/** Whether `now` is between two times; an undefined time does not limit that side. */
export const runs = (from: number | undefined, to: number | undefined, now: number): boolean =>
  (from === undefined || from <= now) && (to === undefined || now <= to)
