import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'

/** Decodes the HTML entities in names of Magento. */
const asRead = (name = ''): string => name.replaceAll('&trade;', '™').replaceAll('&reg;', '®').trim()

import { describe, expect, it } from 'vitest'
import { item } from '../../../schema/catalogue/items.ts'
import { isRelation, wholeItem } from '../../../worker/ingest/import/fragments.ts'
import { BERLIN, gathered, itemsOf, linksIn, readFile } from './a-file.ts'
import { fileRefusal } from './refusal.ts'

const DATA = path.resolve(import.meta.dirname, '../..', process.env.PAIRWELL_DATA ?? '../shared/data')
const here = existsSync(DATA)
if (!here) console.info('The real files are not here: set PAIRWELL_DATA to their folder to test with them.')
const LUMA = 'catalogues/magento2_luma'
const open = (name: string) => readFileSync(path.join(DATA, name))

/** Parses rows by RFC 4180, allowing Vendure's spaces after a quote; independent of the parser under test. */
function recordsOf(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)" *|([^,\r\n]*))(,|\r?\n|$)/g)) {
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

  it('every product and variation of a WooCommerce shop is read', async () => {
    const name = 'catalogues/woocommerce_7.9_sample_products.csv'
    const records = recordsOf(open(name).toString())
    const { format, rows } = await readFile('items', open(name))
    const { items, refused } = gathered(rows)
    expect([format, rows.filter(({ problem }) => problem), refused]).toEqual(['WooCommerce products', [], []])
    const products = records.filter(({ Type }) => Type !== 'variation')
    expect([products.length, records.length, items.size]).toEqual([18, 25, 18])
    for (const product of products) {
      const { title, published, variants } = v.parse(
        item,
        wholeItem(product.ID ?? '', items.get(product.ID ?? '') ?? []),
      )
      const own = records.filter(({ Parent }) => Parent === product.SKU && product.SKU !== '')
      const priced = product.Type === 'variable' ? own : [product]
      const minor = priced.map((one) => Math.round(Number(one['Sale price'] || one['Regular price']) * 100))
      expect(title).toBe(product.Name)
      expect(published).toBe(product.Published === '1' && product['Visibility in catalog'] !== 'hidden')
      expect(variants.map(({ price = 0 }) => price)).toEqual(minor)
      expect(variants.map(({ sku }) => sku)).toEqual(priced.map(({ SKU }) => SKU))
    }
    expect(linksIn(rows)).toEqual([
      '87 part_of_set s:woo-hoodie-with-logo 1',
      '87 part_of_set s:woo-tshirt 2',
      '87 part_of_set s:woo-beanie 3',
    ])
  })

  it('a WooCommerce file without ids uses SKUs, and reports the rows that have neither', async () => {
    const name = 'catalogues/woocommerce_importer_test_sample.csv'
    const records = recordsOf(open(name).toString())
    const { rows } = await readFile('items', open(name))
    const nameless = records.filter(({ Type, SKU }) => Type !== 'variation' && SKU === '')
    expect(rows.filter(({ problem }) => problem?.code === 'empty_id')).toHaveLength(nameless.length)
    const found = [...itemsOf(rows)].map(([key, own]) => v.parse(item, wholeItem(key, own)))
    expect(found.map(({ item_id, variants }) => [item_id, variants.map(({ price }) => price)])).toEqual([
      ['WOOLOGO', [1_800]],
      ['WOOALBUM', [500]],
      ['WOOIDEA', [2_000, 1_799]],
    ])
    expect(linksIn(rows)).toEqual([
      'WOOLOGO up_sell s:WOOALBUM 1',
      'WOOLOGO often_bought_with s:WOOALBUM 1',
      'WOOALBUM up_sell s:WOOLOGO 1',
      'WOOALBUM often_bought_with s:WOOLOGO 1',
    ])
  })

  it('every variation of a Magento shop joins its product', async () => {
    const name = `${LUMA}/configurable_products.csv`
    const records = recordsOf(open(name).toString())
    const { format, rows } = await readFile('items', open(name))
    expect([format, rows.length, rows.filter(({ problem }) => problem)]).toEqual([
      'Magento products',
      records.length,
      [],
    ])
    const { items } = gathered(rows)
    const products = records.filter(({ product_type }) => product_type === 'configurable')
    expect([products.length, records.length - products.length]).toEqual([147, 1847])
    expect([...items.keys()].sort()).toEqual(products.map(({ sku }) => sku).sort())
    const bySku = new Map(records.map((record) => [record.sku, record]))
    for (const product of products) {
      const { title, variants } = v.parse(
        item,
        wholeItem(product.sku ?? '', items.get(product.sku ?? '') ?? []),
      )
      const named = product.configurable_variations?.match(/(?<=sku=)[^,]+/g) ?? []
      expect(title).toBe(asRead(product.name))
      expect(variants.map(({ variant_id }) => variant_id).sort()).toEqual([...named].sort())
      for (const { variant_id, price } of variants) {
        expect(price).toBe(Math.round(Number(bySku.get(variant_id)?.price) * 100))
      }
    }
  })

  it.each(['bags', 'fitness_equipment', 'fitness_equipment_ball', 'fitness_equipment_strap', 'watches'])(
    'every simple product of Magento’s %s is identified by its SKU',
    async (group) => {
      const name = `${LUMA}/simple_products_gear_${group}.csv`
      const records = recordsOf(open(name).toString())
      const { format, rows } = await readFile('items', open(name))
      expect([format, rows.filter(({ problem }) => problem)]).toEqual(['plain items', []])
      const found = [...itemsOf(rows)].map(([key, own]) => v.parse(item, wholeItem(key, own)))
      expect(found.map(({ item_id, title, variants }) => [item_id, title, variants[0]?.price])).toEqual(
        records.map(({ sku, name: title, price, special_price }) => [
          sku,
          asRead(title),
          Number(special_price || price) * 100,
        ]),
      )
    },
  )

  it.each(
    ['configurable', 'simple'].flatMap((kind) =>
      ['crosssell', 'related', 'upsell'].map((of) => `${kind}_${of}`),
    ),
  )('every pair of Magento’s links %s is read', async (group) => {
    const name = `${LUMA}/links_${group}.csv`
    const pairs = recordsOf(open(name).toString()).flatMap(({ sku, linked_sku = '' }) =>
      linked_sku.split('\n').map((other) => [sku, other]),
    )
    const untyped = await readFile('relations', open(name))
    expect(new Set(untyped.rows.map(({ problem }) => problem?.code))).toEqual(new Set(['no_type']))
    const { rows } = await readFile('relations', open(name), { ...BERLIN, relationship_type: 'up_sell' })
    const found = rows.flatMap(({ fragments = [] }) => fragments.filter(isRelation))
    expect(found.map(({ relation }) => [relation.item_id, relation.related_item_id])).toEqual(pairs)
  })

  it('every product and variant of Vendure is read', async () => {
    const records = recordsOf(open('catalogues/vendure_products.csv').toString())
    const { format, rows } = await readFile('items', open('catalogues/vendure_products.csv'))
    expect([format, rows.filter(({ problem }) => problem)]).toEqual(['Vendure products', []])
    const found = [...itemsOf(rows)].map(([key, own]) => v.parse(item, wholeItem(key, own)))
    const named = records.filter(({ name }) => name)
    expect(found.map(({ item_id, title }) => [item_id, title])).toEqual(
      named.map(({ slug, name }) => [slug, name]),
    )
    expect(found.flatMap(({ variants }) => variants.map(({ sku, price }) => [sku, price]))).toEqual(
      records.map(({ sku, price }) => [sku, Math.round(Number(price) * 100)]),
    )
  })

  it.each(['categories', 'catalog_rules', 'sales_rules', 'orders'])(
    'Magento’s %s.csv is refused as neither items nor orders nor relations',
    async (name) => {
      for (const kind of ['items', 'orders', 'relations'] as const) {
        const { code, message } = await fileRefusal(() => readFile(kind, open(`${LUMA}/${name}.csv`)))
        expect(['unknown_format', 'missing_column']).toContain(code)
        expect(message).toMatch(/Supported are|The header has no column/)
      }
    },
  )
})
