import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { type FamilyPurchase, Purchases } from '../../engine/choice/purchases.ts'
import { Kinds } from '../../engine/text/kinds.ts'
import { DAY } from '../../vocabulary/time.ts'
import { realFile } from '../data.ts'
import { type RealOrder, readSets } from '../quality/sets.ts'
import { finished } from './finished.ts'
import { grouped } from './grouped.ts'

/** Most sold families of a shop that are predicted; and brands. */
const MOST = { families: 200, brands: 255 }

/** A shop's purchases by family, with the day that divides the known from the predicted. */
export type Shop = {
  name: string
  purchases: Purchases
  families: string[]
  brands: number
  /** First day, the day from which on purchases are predicted, and the day after the last one. */
  first: number
  cut: number
  end: number
}

/** What the catalogue says of an item. */
type Facts = { family: string; price: number | null; brand: string }

const read = (file: string): Record<string, string>[] => {
  const bytes = readFileSync(realFile(file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}

/** Families are the kinds of things that titles name, because the shop has no categories. The test is the last fifth of the orders. */
export function onlineRetail(): Shop {
  const rows = read('online_retail/products.csv')
  const kinds = new Kinds(rows.map(({ title = '' }) => title))
  finished(kinds.build())
  const facts = rows.map(({ product_id = '', price }, row): [string, Facts] => [
    product_id.toUpperCase(),
    { family: kinds.kindOf(row), price: Number(price) || null, brand: '' },
  ])
  const { train, test } = setOf('Online Retail')
  return shopOf('Online Retail, families from titles', [...train, ...test], new Map(facts), dayOf(test[0]))
}

/** Days of the complete orders, and of those the first of the test: of the rest there is only the last order of each household. */
const JOURNEY = { days: 79, cut: 65 }

/** Families are the categories. The test is the last 15 of the 79 days with all orders. */
export function completeJourney(): Shop {
  const rows = read('completejourney/products.csv.gz')
  const facts = rows.map(
    ({
      product_id = '',
      department,
      category,
      manufacturer_id = '',
      price_median_in_sample,
    }): [string, Facts] => [
      product_id,
      {
        family: category ? `${department} > ${category}` : '',
        price: Number(price_median_in_sample) || null,
        brand: manufacturer_id,
      },
    ],
  )
  const { train, test } = setOf('Complete Journey')
  const first = dayOf(train[0])
  const orders = [...train, ...test].filter((order) => dayOf(order) < first + JOURNEY.days)
  return shopOf('Complete Journey, categories', orders, new Map(facts), first + JOURNEY.cut - 1)
}

const dayOf = (order: RealOrder | undefined): number => Math.floor((order?.at ?? 0) / DAY)

function setOf(name: string): { train: RealOrder[]; test: RealOrder[] } {
  return readSets().find((set) => set.name === name) ?? { train: [], test: [] }
}

function shopOf(
  name: string,
  orders: readonly RealOrder[],
  facts: ReadonlyMap<string, Facts>,
  cut: number,
): Shop {
  const known = orders.filter((order) => dayOf(order) < cut)
  const sold = (of: (facts: Facts) => string) =>
    mostFrequent(
      known.flatMap(({ items }) => [...new Set(items.map((item) => of(facts.get(item) ?? NOTHING)))]),
    )
  const families = sold(({ family }) => family).slice(0, MOST.families)
  const numbers = {
    families: new Map(families.map((family, number) => [family, number])),
    brands: new Map(
      sold(({ brand }) => brand)
        .slice(0, MOST.brands)
        .map((brand, at) => [brand, at + 1]),
    ),
  }
  const purchases = new Purchases()
  const customers = grouped(orders, ({ customer }) => customer)
  customers.delete(null)
  for (const own of customers.values()) {
    const days = [...grouped(own, dayOf)].sort(([a], [b]) => a - b)
    const bought = days.map(([day, ofDay]) =>
      purchaseOf(
        day,
        ofDay.flatMap(({ items }) => items),
        facts,
        numbers,
      ),
    )
    const counted = bought.filter((one) => one.families.length > 0)
    if (counted.length > 0) purchases.add(counted)
  }
  const days = orders.map(dayOf)
  const first = days.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY)
  const end = days.reduce((most, day) => Math.max(most, day), 0) + 1
  return { name, purchases, families, brands: MOST.brands, first, cut, end }
}

const NOTHING: Facts = { family: '', price: null, brand: '' }

/** The values by frequency, without ''. */
function mostFrequent(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  counts.delete('')
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([value]) => value)
}

function purchaseOf(
  day: number,
  items: readonly string[],
  facts: ReadonlyMap<string, Facts>,
  numbers: { families: ReadonlyMap<string, number>; brands: ReadonlyMap<string, number> },
): FamilyPurchase {
  const brands = new Map<number, number>()
  const prices: number[] = []
  for (const item of items) {
    const { family, price, brand } = facts.get(item) ?? NOTHING
    const number = numbers.families.get(family)
    if (number === undefined) continue
    if (!brands.has(number)) brands.set(number, numbers.brands.get(brand) ?? 0)
    if (price !== null) prices.push(Math.log(price))
  }
  const log_price = prices.length > 0 ? prices.reduce((sum, one) => sum + one, 0) / prices.length : null
  return { day, families: [...brands.keys()], brands: [...brands.values()], paid: 0, log_price }
}
