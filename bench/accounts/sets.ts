import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import type { AccountLines } from '../../engine/accounts/lines.ts'
import { Kinds } from '../../engine/text/kinds.ts'
import { DAY } from '../../vocabulary/time.ts'
import { finished } from '../choice/finished.ts'
import { realFile } from '../data.ts'

/** Days of the test at the end of each set. */
export const TEST_DAYS = 90
/** Most sold families that are kept. */
const MOST_FAMILIES = 200

/** Purchases of a set, with the day that divides the known from the predicted; nothing is known of costs. */
export type AccountSet = { name: string; lines: AccountLines; first: number; cut: number; end: number }

type Line = {
  account: string
  family: string
  item: string
  order: string
  day: number
  pieces: number
  spend: number
}

const read = (file: string): Record<string, string>[] => {
  const bytes = readFileSync(realFile(file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}
/** The day of a timestamp in UTC, with a time or without. */
const dayOf = (timestamp: string): number => Math.floor(Date.parse(`${timestamp.slice(0, 10)}Z`) / DAY)

/**
 * Households as accounts, categories as families: a sample of one line in twenty of the year 2017, and where `withBaskets` all lines of
 * 79 days of 2016, which are known of three households in five. Their prices are the medians of the sample.
 */
export function completeJourney(withBaskets: boolean): AccountSet {
  const products = new Map(
    read('completejourney/products.csv.gz').map((row) => [
      row.product_id ?? '',
      {
        family: row.category ? `${row.department} > ${row.category}` : '',
        price: Math.round(100 * Number(row.price_median_in_sample)),
      },
    ]),
  )
  const sample = read('completejourney/lines_sample_with_prices.csv.gz').map((row) => ({
    ...journeyLine(row, products.get(row.product_id ?? '')?.family ?? ''),
    pieces: Number(row.quantity),
    spend: Math.round(100 * Number(row.sales_value)),
  }))
  if (!withBaskets) return setOf('Complete Journey, sample', sample)
  const baskets = read('completejourney/orders_complete_baskets.csv.gz')
    .filter(({ split }) => split === 'head')
    .map((row) => {
      const { family = '', price = 0 } = products.get(row.product_id ?? '') ?? {}
      return { ...journeyLine(row, family), pieces: 1, spend: price }
    })
  return setOf('Complete Journey, sample and baskets', [...baskets, ...sample])
}

const journeyLine = (row: Record<string, string>, family: string) => ({
  ...{ account: row.customer_id ?? '', family, item: row.product_id ?? '', order: row.order_id ?? '' },
  day: dayOf(row.timestamp ?? ''),
})

/** Customers as accounts, kinds of things that titles name as families, as in bench/choice/shops.ts. */
export function onlineRetail(): AccountSet {
  const rows = read('online_retail/products.csv')
  const kinds = new Kinds(rows.map(({ title = '' }) => title))
  finished(kinds.build())
  const families = new Map(
    rows.map(({ product_id = '' }, row) => [product_id.toUpperCase(), kinds.kindOf(row)]),
  )
  const lines = read('online_retail/orders.csv.gz')
    .filter(
      ({ order_id = '', customer_id, price, product_id = '' }) =>
        customer_id && !/^[CA]/.test(order_id) && Number(price) > 0 && /^\d{5}/.test(product_id),
    )
    .map((row) => ({
      account: row.customer_id ?? '',
      family: families.get((row.product_id ?? '').toUpperCase()) ?? '',
      item: (row.product_id ?? '').toUpperCase(),
      order: row.order_id ?? '',
      day: dayOf(row.timestamp ?? ''),
      pieces: Number(row.quantity),
      spend: Math.round(100 * Number(row.quantity) * Number(row.price)),
    }))
  return setOf('Online Retail', lines)
}

function setOf(name: string, all: readonly Line[]): AccountSet {
  const bought = all.filter(({ pieces }) => pieces > 0)
  const first = bought.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY)
  const end = bought.reduce((most, { day }) => Math.max(most, day), 0) + 1
  const cut = end - TEST_DAYS
  const kept = mostSold(bought.filter(({ day }) => day < cut))
  const lines = bought.filter(({ family }) => kept.has(family))
  const numbers = (of: (line: Line) => string) => {
    const found = new Map<string, number>()
    const values = lines.map((line) => {
      const number = found.get(of(line)) ?? found.size
      found.set(of(line), number)
      return number
    })
    return { values: Uint32Array.from(values), size: found.size }
  }
  const [account, family, item] = [
    numbers((line) => line.account),
    numbers((line) => line.family),
    numbers((line) => line.item),
  ]
  return {
    ...{ name, first, cut, end },
    lines: {
      ...{ accounts: account.size, families: family.size, items: item.size },
      ...{ account: account.values, family: family.values, item: item.values },
      order: numbers(({ order }) => order).values,
      day: Int32Array.from(lines, ({ day }) => day),
      pieces: Float64Array.from(lines, ({ pieces }) => pieces),
      spend: Float64Array.from(lines, ({ spend }) => spend),
      margin: new Float64Array(lines.length).fill(Number.NaN),
    },
  }
}

/** The families of the most lines before the test. */
function mostSold(lines: readonly Line[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { family } of lines) if (family) counts.set(family, (counts.get(family) ?? 0) + 1)
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return new Set(sorted.slice(0, MOST_FAMILIES).map(([family]) => family))
}
