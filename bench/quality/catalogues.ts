import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { DATA } from '../data.ts'

/** Files of the catalogues by set; Ta-Feng has none. */
const FILES: Readonly<Record<string, string>> = {
  'Online Retail': 'online_retail/products.csv',
  Groceries: 'groceries/products.csv',
  'Complete Journey': 'completejourney/products.csv.gz',
}

/** The catalogue's data of an item; '' for missing data. */
export type Described = { title: string; category: string }

/** The catalogue of a set by item id; empty where it has none. */
export function catalogueOf(set: string): ReadonlyMap<string, Described> {
  const file = FILES[set]
  if (file === undefined || !existsSync(join(DATA, file))) return new Map()
  const bytes = readFileSync(join(DATA, file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  return new Map(
    data.map((row) => [
      (row.product_id ?? '').toUpperCase(),
      {
        title: row.title ?? '',
        category: [row.department, row.category].filter((part) => part).join(' > '),
      },
    ]),
  )
}

/** Returns the items as a file that a merchant would upload. */
export function catalogueFile(ids: readonly string[], catalogue: ReadonlyMap<string, Described>): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = ids.map((id) => {
    const { title = '', category = '' } = catalogue.get(id.toUpperCase()) ?? {}
    return [cell(id), cell(title || `Item ${id}`), cell(category)].join(',')
  })
  return ['id,title,category', ...rows].join('\n')
}
