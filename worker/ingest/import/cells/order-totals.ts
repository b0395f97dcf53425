import { MAX_COUPONS, MAX_ID } from '../../../../vocabulary/limits.ts'
import { MARKET_NAME, ORDER_CHANNELS, type OrderChannel } from '../../../../vocabulary/orders.ts'
import type { Identifier } from '../../identity/identifier.ts'
import type { Row } from '../format.ts'
import { RowProblem } from '../problems.ts'
import type { StatedTotals } from '../totals.ts'
import { readYesNo } from './fields.ts'
import { splitLoose } from './lists.ts'
import { readMoney } from './money.ts'

/** Columns of amounts of the order, under the names that every format uses for them. */
const AMOUNTS = [
  'subtotal',
  'discounted',
  'discount',
  'shipping',
  'tax',
  'fees',
  'total',
  'refunded',
] as const

/** Amounts that some exports write with a minus sign. */
const UNSIGNED = new Set<string>(['discount', 'refunded'])

/**
 * An amount beside the lines. A cell that cannot be read is as good as an empty one: it must not cost the order its lines, which
 * would be refused with their row.
 */
export const readOptionalAmount = (text: string, column: string, currency: string): number | undefined =>
  text === '' ? undefined : readable(() => readMoney(text, column, currency))

function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

/**
 * The totals in the cells of a row, from columns with these names: the amounts, `tax_included`, `coupons`, `channel`. Empty cells
 * and missing columns say nothing; cells that cannot be read are noted.
 */
export function readTotals(row: Row, currency: string): StatedTotals {
  const stated: StatedTotals = {}
  for (const name of AMOUNTS) {
    const cell = row.cell(name)
    if (cell === '') continue
    const amount = readOptionalAmount(cell, row.column(name), currency)
    if (amount === undefined) stated.unreadable = true
    else stated[name] = UNSIGNED.has(name) ? Math.abs(amount) : amount
  }
  const tax_included = row.cell('tax_included')
  if (tax_included !== '') {
    const included = readable(() => readYesNo(tax_included, row.column('tax_included')))
    if (included === undefined) stated.unreadable = true
    else stated.tax_included = included
  }
  const written = row.cell('coupons')
  const coupons = written === '' ? [] : readCoupons(written)
  // An empty cell is usual in later rows of an order; an empty list says that there are none.
  if (coupons.length > 0 || written === '[]') stated.coupons = coupons
  const channel = readChannel(row.cell('channel'))
  if (channel) stated.channel = channel
  return stated
}

/** Codes in a cell: a JSON list, the pairs of WooCommerce plugins (`code:TEA10|amount:1.00;…`), or codes with commas between. */
export function readCoupons(cell: string): string[] {
  const codes = jsonList(cell) ?? codesInPairs(cell) ?? splitLoose(cell)
  const clean = codes.map((code) => code.trim().slice(0, MAX_ID)).filter((code) => code !== '')
  return [...new Set(clean)].sort().slice(0, MAX_COUPONS)
}

/** The values of `code`, in pairs or in a JSON list of objects. */
function codesInPairs(cell: string): string[] | undefined {
  const found = [...cell.matchAll(/(?:^|[|;{,])\s*"?code"?\s*:\s*"?([^|;",}]+)/g)]
  return found.length === 0 ? undefined : found.map(([, code = '']) => code)
}

function jsonList(cell: string): string[] | undefined {
  if (!cell.startsWith('[')) return undefined
  try {
    const list: unknown = JSON.parse(cell)
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

/** Names of channels in shop systems: Shopify's `Source` and `source_name`, WooCommerce's `created_via`, and usual words. */
const CHANNELS = new Map<string, OrderChannel>([
  ...ORDER_CHANNELS.map((channel): [string, OrderChannel] => [channel, channel]),
  // Shopify's own apps are named by their numbers, too.
  ...names('web', 'online', 'online store', 'webshop', 'checkout', 'store api', 'buy button', '580111'),
  ...names('pos', 'point of sale', 'till', 'pos rest api', '129785'),
  ...names('phone', 'telephone'),
  ...names('marketplace', 'amazon', 'ebay', 'etsy', 'walmart', 'tiktok', 'facebook', 'instagram', 'google'),
  ...names('subscription', 'subscription contract', 'subscription contract checkout one'),
  ...names('draft', 'shopify draft order', 'draft order', 'admin', 'web admin', '1354745'),
])

function names(channel: OrderChannel, ...words: string[]): [string, OrderChannel][] {
  return words.map((word) => [word, channel])
}

/** The channel of a source's name; undefined for an unknown one, because a channel is never needed and a guess could be wrong. */
export const readChannel = (name: string): OrderChannel | undefined =>
  name === '' ? undefined : CHANNELS.get(name.toLowerCase().replace(/[\s_-]+/g, ' '))

/** The first of these that is a country code, in upper case. */
export const readCountry = (...cells: string[]): { market?: string } => {
  const code = cells.find((cell) => /^[a-z]{2}$/i.test(cell))
  return code === undefined ? {} : { market: code.toUpperCase() }
}

/** A market: a country code, or a name of the shop system without spaces. */
export function readMarket(cell: string): { market?: string } {
  if (cell === '') return {}
  const country = readCountry(cell)
  return country.market !== undefined || !MARKET_NAME.test(cell) ? country : { market: cell }
}

/**
 * The account of a company's name. None for a buyer whose name belongs to no one, as that of a customer whom the shop has erased: the
 * company could name them. Those who asked Pairwell to be forgotten lose it when the row is written (worker/ingest/import/apply.ts).
 * @param customer key of the buyer
 * @param name the buyer's name as the source states it; '' for none
 */
export function readAccount(
  people: Identifier,
  company: string,
  customer: string | undefined,
  name: string,
): { account?: string } {
  const isNobody = name !== '' && customer === undefined
  const account = isNobody ? undefined : people.byAccount(company)
  return account === undefined ? {} : { account }
}

/** As a part of a fragment: nothing when nothing is stated. */
export const statedPart = (stated: StatedTotals): { stated?: StatedTotals } =>
  Object.keys(stated).length === 0 ? {} : { stated }
