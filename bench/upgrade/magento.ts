import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import papa from 'papaparse'
import type { ItemFeatures } from '../../engine/data/item-features.ts'
import { DATA } from '../data.ts'

/** Pairs of items that the merchant linked by hand, by number. */
export type Pairs = (readonly [from: number, to: number])[]
/** A catalogue with its hand-made links. */
export type Catalogue = {
  ids: string[]
  features: ItemFeatures
  links: { upsell: Pairs; crosssell: Pairs; related: Pairs }
}

type Row = Record<string, string>
type Item = {
  id: string
  title: string
  paths: string[]
  type: string
  price: number
  attributes: Record<string, string>
}

const FOLDER = join(DATA, 'catalogues/magento2_luma')
/** First names of category paths, where a file writes them one after the other. */
const ROOTS = ['Gear', 'Collections', 'Promotions']
/** Columns of the small files that are no attributes. */
const PLAIN = /^(category|name|sku|price|qty|description|attribute_set|visibility|url_key|special_price)$/
const PLUMBING = /^(has|required)_options$/

/** Magento's own sample shop; undefined where the data is not here. */
export function readMagento(): Catalogue | undefined {
  if (!existsSync(FOLDER)) return undefined
  const items = [...configurable(), ...simple()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const numbers = new Map(items.map(({ id }, number) => [id, number]))
  const features: ItemFeatures = {
    titles: items.map(({ title }) => title),
    collections: items.map(({ paths }) => paths),
    product_types: items.map(({ type }) => type),
    attributes: items.map(({ attributes }) => attributes),
    prices: items.map(({ price }) => Math.round(100 * price)),
    offered: items.map(() => true),
  }
  const links = (kind: string): Pairs =>
    files(`links_.*_${kind}`).flatMap(({ sku = '', linked_sku = '' }) =>
      linked_sku.split(/\s+/).flatMap((other) => {
        const [from, to] = [numbers.get(sku), numbers.get(other)]
        return from === undefined || to === undefined || from === to ? [] : [[from, to] as const]
      }),
    )
  return {
    ids: items.map(({ id }) => id),
    features,
    links: { upsell: links('upsell'), crosssell: links('crosssell'), related: links('related') },
  }
}

const files = (name: string): Row[] =>
  readdirSync(FOLDER)
    .filter((file) => new RegExp(`^${name}.*\\.csv$`).test(file))
    .sort()
    .flatMap(
      (file) =>
        papa.parse<Row>(readFileSync(join(FOLDER, file), 'utf8'), { header: true, skipEmptyLines: true })
          .data,
    )

/** Products with variants; these stand as rows of their own and are folded in. */
function configurable(): Item[] {
  return files('configurable_products')
    .filter(({ product_type }) => product_type === 'configurable')
    .map(({ sku: id = '', name: title = '', categories = '', attribute_set_code: type = '', ...row }) => {
      const pairs = (row.additional_attributes ?? '').split(',').map((pair) => pair.split('='))
      const attributes = Object.fromEntries(
        pairs
          .filter(([name = '']) => !PLUMBING.test(name))
          .map(([name = '', value = '']) => [name, value.replaceAll('|', ', ')]),
      )
      const paths = categories.split(',').map((path) => path.replaceAll('/', ' > '))
      return { id, title, paths, type, price: Number(row.price), attributes }
    })
}

function simple(): Item[] {
  return files('simple_products').map((row) => {
    const attributes = Object.fromEntries(
      Object.entries(row)
        .filter(([name, value]) => !PLAIN.test(name) && value !== '')
        .map(([name, value]) => [name, value.replaceAll('\n', ', ')]),
    )
    const { sku: id = '', name: title = '', attribute_set: type = '' } = row
    return { id, title, paths: pathsOf(row.category ?? ''), type, price: Number(row.price), attributes }
  })
}

/** "Gear, Bags, Collections, Erin Recommends", a name a line, is two paths. */
function pathsOf(lines: string): string[] {
  const paths: string[][] = []
  for (const name of lines.split('\n')) {
    if (ROOTS.includes(name)) paths.push([])
    paths.at(-1)?.push(name)
  }
  return paths.map((path) => ['Default Category', ...path].join(' > '))
}
