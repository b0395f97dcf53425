import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import papa from 'papaparse'
import { recentSince, Trend } from '../../engine/alternatives/trend.ts'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { DATA } from '../data.ts'
import { type RealOrder, readSets } from '../quality/sets.ts'
import type { NumberedOrder } from './shop.ts'

/** A shop with titles and prices, and its orders before and after a day. */
export type Retail = {
  ids: string[]
  features: ItemFeatures
  train: NumberedOrder[]
  test: NumberedOrder[]
  trend: Trend
}

/** Online Retail: titles alone say what an item is. Undefined where the data is not here. */
export function readRetail(): Retail | undefined {
  const set = readSets().find(({ name }) => name === 'Online Retail')
  if (!set) return undefined
  type Row = Record<string, string>
  const file = readFileSync(join(DATA, 'online_retail/products.csv'), 'utf8')
  const rows = papa.parse<Row>(file, { header: true, skipEmptyLines: true }).data
  const known = new Map(rows.map((row) => [row.product_id?.toUpperCase() ?? '', row]))
  const ids = [...new Set(set.train.flatMap(({ items }) => items))].sort()
  const numbers = new Map(ids.map((id, number) => [id, number]))
  const features: ItemFeatures = {
    titles: ids.map((id) => known.get(id)?.title ?? ''),
    collections: ids.map(() => []),
    product_types: ids.map(() => ''),
    attributes: ids.map(() => ({})),
    prices: ids.map((id) => Math.round(100 * Number(known.get(id)?.price ?? 0)) || null),
    offered: ids.map(() => true),
  }
  const numbered = ({ at, customer, items }: RealOrder): NumberedOrder => ({
    at,
    customer,
    items: items.flatMap((item) => numbers.get(item) ?? []),
  })
  const train = set.train.map(numbered)
  const dates = train.map(({ at }) => at ?? 0)
  const trend = new Trend(ids.length, recentSince(dates[0] ?? 0, dates.at(-1) ?? 0))
  for (const { at, items } of train) trend.add(at, items)
  return { ids, features, train, test: set.test.map(numbered), trend }
}
