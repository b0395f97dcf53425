import type { Variant } from '../../../../../schema/catalogue/items.ts'
import { given, readStock } from '../../cells/catalogue-cells.ts'
import { readGtin, readId, readSku, readYesNo } from '../../cells/fields.ts'
import { readAmount } from '../../cells/money.ts'
import { categoriesOf, partsOf, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Row } from '../../format.ts'
import { RowProblem } from '../../problems.ts'

function readVariant(row: Row, id: string, context: Context): Variant {
  const amount = (name: string) => readAmount(row.cell(name), row.column(name), context.currency)
  const gross = amount('price_gross')
  const net = gross === undefined ? amount('price_net') : undefined
  if (net !== undefined) context.note?.('net_price')
  const stock = readStock(row, 'stock')
  const sellsOn = readYesNo(row.cell('is_closeout'), row.column('is_closeout')) === false
  return {
    variant_id: id,
    availability: stock === undefined || stock > 0 ? 'in_stock' : sellsOn ? 'backorder' : 'out_of_stock',
    ...given('sku', readSku(row.cell('product_number'), row.column('product_number'))),
    ...given('gtin', readGtin(row.cell('ean'))),
    ...given('price', gross ?? net),
    ...given('cost', amount('purchase_prices_net')),
    ...given('stock', stock),
    ...given('image_url', row.cell('cover_media_url')),
  }
}

/** Shopware's default profile of products: variants name their product by its id, and leave out what they inherit from it. */
export const shopwareProducts: Format = {
  name: 'Shopware products',
  kind: 'items',
  columns: {
    id: [],
    parent_id: [],
    product_number: [],
    active: [],
    stock: [],
    name: [],
    price_net: [],
    price_gross: [],
    purchase_prices_net: [],
    cover_media_url: [],
    manufacturer_name: [],
    categories: [],
    ean: [],
    is_closeout: ['closeout'],
    keywords: ['custom_search_keywords'],
  },
  assumed: { published: ['active'], url: [] },
  facts: { price: ['price_gross', 'price_net'], availability: ['stock'], picture: ['cover_media_url'] },
  identity: ['id'],
  continues: (row) => row.cell('parent_id') !== '',
  required: [['id'], ['parent_id'], ['product_number'], ['active'], ['name'], ['price_gross', 'price_net']],
  read(row, context) {
    const id = readId(row.cell('id'), row.column('id'))
    const active = readYesNo(row.cell('active'), row.column('active'))
    const variant = readVariant(row, id, context)
    const parent = row.cell('parent_id')
    if (parent !== '') {
      // A variant without a value of its own inherits that of its product.
      if (active === false) variant.availability = 'out_of_stock'
      const orphan = new RowProblem(
        'no_parent',
        row.column('parent_id'),
        'The file does not contain the product of this variant. Export products and variants together.',
      )
      // The profile has only ids of options, so that a card could not tell the variants apart.
      const fragment = { key: id, row: row.row, fields: { action: 'choose' as const }, variant }
      return { awaits: { name: `i:${parent}`, fragment, orphan } }
    }
    const fields = {
      title: readTitle(row, 'name'),
      url: `/detail/${encodeURIComponent(id)}`,
      published: active ?? true,
      ...given('image_url', row.cell('cover_media_url')),
      ...categoriesOf(partsOf(row.cell('categories'), '|').map((name) => [name])),
      ...given('brand', row.cell('manufacturer_name')),
    }
    return {
      fragments: [{ key: id, row: row.row, fields, variant, whole: true as const }],
      names: [`i:${id}`],
    }
  },
}
