import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { item } from '../../schema/items.ts'
import { wholeItem } from '../../worker/import/fragments.ts'
import { itemsOf, readFile } from './a-file.ts'

const DATA = path.resolve(import.meta.dirname, '../..', process.env.PAIRWELL_DATA ?? '../shared/data')
const here = existsSync(DATA)
if (!here) console.info('The real files are not here: set PAIRWELL_DATA to their folder to test with them.')
const open = (name: string) => readFileSync(path.join(DATA, name))

/** Rows as records, by nothing but the rules of RFC 4180: written here, so that it shares no mistake with the reader. */
function recordsOf(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? bare).trim())
    if (end !== ',') rows.push([])
  }
  const [header = [], ...body] = rows.filter((cells) => cells.some((cell) => cell !== ''))
  return body.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])))
}

describe.skipIf(!here)('files of real shops', () => {
  it.each(['catalogues/shopify_apparel.csv', 'catalogues/shopify_product_template_2025.csv'])(
    'every product and variant of %s is read',
    async (name) => {
      const records = recordsOf(open(name).toString())
      const { format, rows } = await readFile('items', open(name))
      expect([format, rows.filter(({ problem }) => problem)]).toEqual(['Shopify products', []])
      expect(rows).toHaveLength(records.length)
      const found = new Map(
        [...itemsOf(rows)].map(([key, fragments]) => [key, v.parse(item, wholeItem(key, fragments))]),
      )
      const handles = Object.groupBy(records, ({ Handle = '' }) => Handle)
      expect([...found.keys()].sort()).toEqual(Object.keys(handles).sort())
      for (const [handle, theirs = []] of Object.entries(handles)) {
        const priced = theirs.filter((record) => record['Variant Price'])
        const { title, variants } = found.get(handle) ?? { title: '', variants: [] }
        expect(title).toBe(theirs.find(({ Title }) => Title)?.Title)
        expect(variants.map(({ price }) => price)).toEqual(
          priced.map((record) => Math.round(Number(record['Variant Price']) * 100)),
        )
      }
    },
  )

  it('every article of Online Retail is read', async () => {
    const records = recordsOf(open('online_retail/products.csv').toString())
    const { rows } = await readFile('items', open('online_retail/products.csv'))
    const titled = records.filter(({ title }) => title)
    const ids = new Set(titled.map(({ product_id }) => product_id))
    expect(ids.size).toBeGreaterThan(3_000)
    expect(new Set(itemsOf(rows).keys())).toEqual(ids)
    const refused = rows.filter(({ problem }) => problem).map(({ problem }) => problem?.code)
    expect(refused).toEqual(Array(records.length - titled.length).fill('no_title'))
  })
})
