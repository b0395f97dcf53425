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
export type AccountSet = {
  name: string
  /** Names of the accounts, by their numbers. */
  accounts: readonly string[]
  lines: AccountLines
  first: number
  cut: number
  end: number
}

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

/** The day after the last one of the sample of Complete Journey. */
export const NEW_YEAR = dayOf('2018-01-01')

/**
 * Households as accounts, categories as families: a sample of one line in twenty of the year 2017, and where `withBaskets` all lines of
 * 79 days of 2016, which are known of three households in five. Their prices are the medians of the sample.
 * @param end the day after the last one that is read
 */
export function completeJourney(withBaskets: boolean, end = NEW_YEAR): AccountSet {
  const known = journeyLines(withBaskets).filter(({ day }) => day < end)
  return setOf(`Complete Journey, sample${withBaskets ? ' and baskets' : ''}`, known, end - TEST_DAYS)
}

/** The same whole year; the test is the complete last basket of each household, where it is of January to March 2018. */
export function lastBaskets(withBaskets: boolean): AccountSet {
  const last = journeyBaskets((split) => split !== 'head').filter(({ day }) => day >= NEW_YEAR)
  return setOf('Complete Journey, last baskets', [...journeyLines(withBaskets), ...last], NEW_YEAR)
}

function journeyLines(withBaskets: boolean): Line[] {
  const families = journeyFamilies()
  const sample = read('completejourney/lines_sample_with_prices.csv.gz').map((row) => ({
    ...journeyLine(row, families.get(row.product_id ?? '')?.family ?? ''),
    pieces: Number(row.quantity),
    spend: Math.round(100 * Number(row.sales_value)),
  }))
  return withBaskets ? [...journeyBaskets((split) => split === 'head'), ...sample] : sample
}

function journeyBaskets(isWanted: (split: string) => boolean): Line[] {
  const families = journeyFamilies()
  return read('completejourney/orders_complete_baskets.csv.gz')
    .filter(({ split = '' }) => isWanted(split))
    .map((row) => {
      const { family = '', price = 0 } = families.get(row.product_id ?? '') ?? {}
      return { ...journeyLine(row, family), pieces: 1, spend: price }
    })
}

const journeyFamilies = () =>
  new Map(
    read('completejourney/products.csv.gz').map((row) => [
      row.product_id ?? '',
      {
        family: row.category ? `${row.department} > ${row.category}` : '',
        price: Math.round(100 * Number(row.price_median_in_sample)),
      },
    ]),
  )

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
  return setOf('Online Retail', lines, dayAfter(lines) - TEST_DAYS)
}

const dayAfter = (lines: readonly Line[]): number =>
  lines.reduce((most, { day }) => Math.max(most, day), 0) + 1

/** @param cut the first day of the test */
function setOf(name: string, all: readonly Line[], cut: number): AccountSet {
  const bought = all.filter(({ pieces }) => pieces > 0)
  const first = bought.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY)
  const end = dayAfter(bought)
  const kept = mostSold(bought.filter(({ day }) => day < cut))
  const lines = bought.filter(({ family }) => kept.has(family))
  const numbers = (of: (line: Line) => string) => {
    const found = new Map<string, number>()
    const values = lines.map((line) => {
      const number = found.get(of(line)) ?? found.size
      found.set(of(line), number)
      return number
    })
    return { values: Uint32Array.from(values), names: [...found.keys()], size: found.size }
  }
  const [account, family, item] = [
    numbers((line) => line.account),
    numbers((line) => line.family),
    numbers((line) => line.item),
  ]
  return {
    ...{ name, accounts: account.names, first, cut, end },
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
