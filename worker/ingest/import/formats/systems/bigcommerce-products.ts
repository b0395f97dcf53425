import type { Variant } from '../../../../../schema/catalogue/items.ts'
import { given, readPrice, readStock } from '../../cells/catalogue-cells.ts'
import { readGtin, readId, readSku, readYesNo } from '../../cells/fields.ts'
import { readAmount } from '../../cells/money.ts'
import { categoriesOf, numberedCells, optionTitle, partsOf, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Reading, Row } from '../../format.ts'
import { RowProblem } from '../../problems.ts'

const PRICE = { price: 'price', sale: 'sale_price', from: '', to: '' }

/** Keys in the memory of the product above, to which its variants and pictures belong. */
const PRODUCT = 'product'
const COUNTED = 'counted'

/** Where stock is counted: at the product, at its variants, or not. */
function countedAt(row: Row): 'product' | 'variant' | 'none' {
  const tracking = row.cell('tracking').toLowerCase()
  if (/variant|option|sku/.test(tracking)) return 'variant'
  return /product|simple/.test(tracking) ? 'product' : 'none'
}

function readVariant(row: Row, id: string, isCounted: boolean, context: Context): Variant {
  const { currency } = context
  const stock = isCounted ? readStock(row, 'stock') : undefined
  // The exporter writes 0 for no sale, and for a variant with the price of its product.
  const price = readPrice(row, { ...context, note: () => undefined }, PRICE)
  return {
    variant_id: id,
    availability: stock === undefined || stock > 0 ? 'in_stock' : 'out_of_stock',
    ...given('sku', readSku(row.cell('sku'), row.column('sku'))),
    ...given('gtin', readGtin(row.cell('gtin'))),
    ...(price !== 0 && given('price', price)),
    ...given('cost', readAmount(row.cell('cost'), row.column('cost'), currency) || undefined),
    ...given('stock', stock),
    ...given('image_url', pictureOf(row)),
  }
}

/** The first address of the row's pictures: an export has all of these columns, and fills some. */
const pictureOf = (row: Row): string | undefined =>
  [
    row.cell('image'),
    // A path inside the shop's storage is no address.
    /^https?:/i.test(row.cell('internal_image')) ? row.cell('internal_image') : '',
    row.cell('variant_image'),
    ...numberedCells(row, 'image_file_{n}').map(({ cell }) => cell),
  ].find((cell) => cell !== '')

/** `Type=Rectangle|Name=Size|Value=SmallType=Swatch|Name=Colour|Value=Red[#f00]`: the values of the options. */
const optionsOf = (cell: string): string[] =>
  [...cell.matchAll(/Value=(.*?)(?=[;,\s]*Type=|$)/gs)].map(([, value = '']) =>
    value.replace(/\[[^\]]*\]/g, '').trim(),
  )

/** `23;24`, or `Kitchen/Pots;Sale`. */
const categoriesIn = (row: Row) =>
  categoriesOf(partsOf(row.cell('categories'), ';').map((path) => path.split(/(?<!\\)\//)))

function readProduct(row: Row, context: Context): Reading {
  const id = readId(row.cell('id'), row.column('id'))
  const counted = countedAt(row)
  context.memory.clear()
  context.memory.set(PRODUCT, id)
  context.memory.set(COUNTED, counted)
  const yes = (name: string) => readYesNo(row.cell(name), row.column(name))
  const fields = {
    title: readTitle(row, 'name'),
    published: yes('visible') ?? true,
    ...(yes('purchasable') === false && { action: 'view' as const }),
    ...given('url', row.cell('url')),
    ...given('image_url', pictureOf(row)),
    ...categoriesIn(row),
    ...given('brand', row.cell('brand')),
    ...(/gift/i.test(row.cell('type')) && { gift_card: true }),
  }
  const variant = readVariant(row, id, counted === 'product', context)
  return { fragments: [{ key: id, row: row.row, fields, variant, whole: true }] }
}

/** BigCommerce's export of products of both generations: rows of variants and pictures stand below their product. */
export const bigcommerceProducts: Format = {
  name: 'BigCommerce products',
  kind: 'items',
  columns: {
    item: ['Item Type'],
    id: ['Product ID'],
    name: ['Product Name'],
    type: ['Product Type'],
    sku: ['Product Code/SKU', 'Code'],
    options: ['Options'],
    tracking: ['Inventory Tracking', 'Track Inventory'],
    stock: ['Current Stock', 'Current Stock Level'],
    price: [],
    cost: ['Cost Price'],
    sale_price: [],
    brand: ['Brand Name'],
    categories: ['Category'],
    visible: ['Is Visible', 'Product Visible?', 'Product Visible'],
    purchasable: ['Allow Purchases?', 'Allow Purchases'],
    url: ['Product URL'],
    image: ['Image URL (Import)'],
    internal_image: ['Internal Image URL (Export)'],
    variant_image: ['Variant Image URL'],
    'image_file_{n}': ['Product Image File - {n}', 'Product Image URL - {n}'],
    gtin: ['Global Trade Number', 'Product UPC/EAN', 'GTIN', 'UPC/EAN'],
  },
  assumed: { published: ['visible'] },
  facts: {
    price: ['price', 'sale_price'],
    availability: ['stock'],
    link: ['url'],
    picture: ['image', 'internal_image', 'image_file_{n}'],
  },
  identity: ['id'],
  continues: (row) => row.cell('item').trim().toLowerCase() !== 'product',
  required: [['item'], ['id'], ['name'], ['tracking'], ['price']],
  read(row, context) {
    const kind = row.cell('item').toLowerCase()
    if (kind === 'product') return readProduct(row, context)
    const key = context.memory.get(PRODUCT)
    if (kind === 'variant' || kind === 'sku') {
      if (key === undefined) {
        throw new RowProblem(
          'no_product',
          row.column('item'),
          'The row above this variant is not a product, or was refused. Correct that row, or export the file again.',
        )
      }
      const id = readId(row.cell('id') || row.cell('sku'), row.column('id'))
      const title = optionTitle(optionsOf(row.cell('options')))
      const counted = context.memory.get(COUNTED) === 'variant'
      const variant = { ...readVariant(row, id, counted, context), ...given('title', title) }
      return { fragments: [{ key, row: row.row, fields: {}, variant }] }
    }
    const picture = pictureOf(row)
    if (kind === 'image' && key !== undefined && picture !== undefined) {
      return { fragments: [{ key, row: row.row, fields: { image_url: picture } }] }
    }
    // Pictures, videos, rules and modifiers say nothing about what is sold.
    return { dropped: 'not_a_product' }
  },
}
