import type { Variant } from '../../../../schema/catalogue/items.ts'
import { given, readStock, slugOf, variantName } from '../cells/catalogue-cells.ts'
import { readId, readSku, readYesNo } from '../cells/fields.ts'
import { categoryPath } from '../cells/lists.ts'
import { readAmount } from '../cells/money.ts'
import type { Context, Format, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'
import { RowProblem } from '../problems.ts'

const parts = (cell: string): string[] =>
  cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Parses `brand:Apple|category:Computers` into values by facet, in the order of the file. */
function readFacets(cell: string): Map<string, string[]> {
  const facets = new Map<string, string[]>()
  for (const facet of parts(cell)) {
    const at = facet.indexOf(':')
    const name = facet.slice(0, Math.max(at, 0)).trim()
    if (name !== '') facets.set(name, [...(facets.get(name) ?? []), facet.slice(at + 1).trim()])
  }
  return facets
}

function readFields(row: Row, slug: string): ItemFragment['fields'] {
  const { category = [], brand = [], ...others } = Object.fromEntries(readFacets(row.cell('facets')))
  const attributes = Object.entries(others).map(([name, values]) => [
    name.slice(0, 100),
    values.join(', ').slice(0, 500),
  ])
  return {
    title: row.cell('name'),
    url: `/products/${encodeURIComponent(slug)}`,
    ...given('image_url', pictureOf(row.cell('assets'))),
    ...given('category', categoryPath(category)),
    ...given('brand', brand[0]),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  }
}

/** The picture's address; undefined for names of files on the shop's own disk, which have no address. */
const pictureOf = (cell: string): string | undefined => parts(cell).find((part) => /^https?:\/\//.test(part))

function readVariant(row: Row, slug: string, { currency, memory }: Context): Variant {
  const title = parts(row.cell('option_values')).join(' / ')
  const sku = readSku(row.cell('sku'), row.column('sku'))
  const tracked = row.cell('track_inventory').toLowerCase()
  const counts = tracked === 'inherit' || (readYesNo(tracked, row.column('track_inventory')) ?? true)
  const stock = counts ? readStock(row, 'stock') : undefined
  return {
    variant_id: sku !== undefined && isFirst(sku, memory) ? sku : variantName(slug, title),
    availability: stock !== undefined && stock <= 0 ? 'out_of_stock' : 'in_stock',
    ...given('sku', sku),
    ...given('title', title.slice(0, 500)),
    ...given('price', readAmount(row.cell('price'), row.column('price'), currency)),
    ...given('stock', stock),
    ...given('image_url', pictureOf(row.cell('variant_assets'))),
  }
}

/** Key of the product to which rows without a name belong, and of the SKUs read for it. */
const PRODUCT = 'product'
const SKUS = 'skus'

/**
 * Whether this is the product's first variant with this SKU. Vendure lets several variants share one; only the first can use it
 * as an id.
 */
function isFirst(sku: string, memory: Map<string, string>): boolean {
  const skus = memory.get(SKUS) ?? '\n'
  memory.set(SKUS, `${skus}${sku}\n`)
  return !skus.includes(`\n${sku}\n`)
}

/** Vendure's product file: rows without a name are further variants of the product above them. */
export const vendureProducts: Format = {
  name: 'Vendure products',
  kind: 'items',
  columns: {
    name: [],
    slug: [],
    assets: [],
    facets: [],
    option_groups: ['optionGroups'],
    option_values: ['optionValues'],
    sku: [],
    price: [],
    stock: ['stockOnHand'],
    track_inventory: ['trackInventory'],
    variant_assets: ['variantAssets'],
  },
  assumed: { url: [] },
  facts: { price: ['price'], availability: ['stock'], picture: ['assets', 'variant_assets'] },
  identity: ['slug'],
  continues: (row) => row.cell('name') === '',
  required: [['name'], ['slug'], ['option_groups'], ['option_values'], ['sku']],
  read(row, context) {
    const { memory } = context
    const name = row.cell('name')
    const above = memory.get(PRODUCT)
    if (name !== '') memory.clear()
    else if (above === undefined) {
      throw new RowProblem(
        'no_product',
        row.column('name'),
        'The row above this variant is not a product, or was refused. Correct that row, or give this one a name.',
      )
    }
    const slug = name === '' ? (above ?? '') : readId(row.cell('slug') || slugOf(name), row.column('slug'))
    const fields = name === '' ? {} : readFields(row, slug)
    const variant = readVariant(row, slug, context)
    memory.set(PRODUCT, slug)
    return { fragments: [{ key: slug, row: row.row, fields, variant }] }
  },
}
