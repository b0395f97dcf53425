import type { Variant } from '../../../../../schema/catalogue/items.ts'
import type { Availability } from '../../../../../vocabulary/catalogue.ts'
import { given, readStock, slugOf, variantName } from '../../cells/catalogue-cells.ts'
import { readGtin, readId, readSku, readYesNo } from '../../cells/fields.ts'
import { readAmount } from '../../cells/money.ts'
import { categoriesOf, numberedCells, optionTitle, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Row } from '../../format.ts'

/** The product of a row: rows of options and variations repeat its number. */
function keyOf(row: Row): string {
  const name = row.cell('product_internal_id') === '' ? 'product_sku' : 'product_internal_id'
  return readId(row.cell(name), row.column(name))
}

function availabilityOf(row: Row, stock: number | undefined): Availability {
  if (stock === undefined || stock > 0) return 'in_stock'
  return /preorder/i.test(row.cell('out_of_stock_behaviour')) ? 'preorder' : 'out_of_stock'
}

function readVariant(row: Row, id: string, sku: string | undefined, { currency }: Context): Variant {
  const tracked = readYesNo(row.cell('is_inventory_tracked'), row.column('is_inventory_tracked'))
  const stock = tracked === false ? undefined : readStock(row, 'quantity')
  return {
    variant_id: id,
    availability: availabilityOf(row, stock),
    ...given('sku', sku),
    ...given('gtin', readGtin(row.cell('upc'))),
    ...given('price', readAmount(row.cell('price'), row.column('price'), currency)),
    ...given('cost', readAmount(row.cell('cost'), row.column('cost'), currency)),
    ...given('stock', stock),
    ...given('image_url', row.cell('image')),
  }
}

function readFields(row: Row, key: string, { note }: Context) {
  const title = readTitle(row, 'name')
  const own = row.cell('url')
  if (own === '') note?.('link_derived')
  const categories = numberedCells(row, 'product_category_{n}').map(({ cell }) => cell.split(/ ?[/>] ?/))
  return {
    title,
    published: readYesNo(row.cell('is_available'), row.column('is_available')) ?? true,
    // Ecwid finds a product by the number at the end of its address.
    url: own || `/${slugOf(title)}-p${key}`,
    ...given('image_url', row.cell('image')),
    ...categoriesOf(categories),
    ...given('brand', row.cell('brand')),
  }
}

/** Ecwid's catalogue export: a row of the product, then rows of its options, then rows of its variations. */
export const ecwidProducts: Format = {
  name: 'Ecwid products',
  kind: 'items',
  columns: {
    type: [],
    product_internal_id: [],
    product_sku: [],
    variation_sku: ['product_variation_sku'],
    name: ['product_name'],
    price: ['product_price'],
    cost: ['product_cost_price'],
    is_inventory_tracked: ['product_is_inventory_tracked'],
    quantity: ['product_quantity'],
    out_of_stock_behaviour: ['product_quantity_out_of_stock_behaviour'],
    is_available: ['product_is_available'],
    image: ['product_media_main_image_url'],
    url: ['product_url', 'product_page_url'],
    'product_category_{n}': [],
    brand: ['product_brand'],
    upc: ['product_upc'],
    variation_option: ['product_variation_option_*'],
  },
  assumed: { published: ['is_available'], url: ['url'] },
  facts: { price: ['price'], availability: ['quantity', 'is_inventory_tracked'], picture: ['image'] },
  identity: ['product_internal_id', 'product_sku'],
  required: [
    ['type'],
    ['product_internal_id', 'product_sku'],
    ['name'],
    ['is_available', 'is_inventory_tracked'],
  ],
  read(row, context) {
    const key = keyOf(row)
    const type = row.cell('type').toLowerCase()
    if (type === 'product_option') {
      // The cart takes a product with options only with a choice of them.
      return { fragments: [{ key, row: row.row, fields: { action: 'choose' } }] }
    }
    const own = readSku(row.cell('product_sku'), row.column('product_sku'))
    if (type === 'product_variation') {
      const sku = readSku(row.cell('variation_sku'), row.column('variation_sku'))
      const title = optionTitle(numberedCells(row, 'variation_option').map(({ cell }) => cell))
      const id = sku === undefined || sku === own ? variantName(key, title) : sku
      const variant = { ...readVariant(row, id, sku, context), ...given('title', title) }
      return { fragments: [{ key, row: row.row, fields: {}, variant }] }
    }
    if (type !== 'product') return { dropped: 'not_a_product' }
    const variant = readVariant(row, key, own, context)
    const fields = readFields(row, key, context)
    return { fragments: [{ key, row: row.row, fields, variant, whole: true }] }
  },
}
