import type { Variant } from '../../../../../schema/catalogue/items.ts'
import { given, slugOf, variantName } from '../../cells/catalogue-cells.ts'
import { readGtin, readId, readSku, readYesNo } from '../../cells/fields.ts'
import { readAmount, readMoney } from '../../cells/money.ts'
import { categoriesOf, numberedCells, optionTitle, partsOf, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Row } from '../../format.ts'
import { RowProblem } from '../../problems.ts'

/** Keys in the memory: the product above, its price without the discount, and its discount. */
const PRODUCT = 'product'
const PRICE = 'price'
const DISCOUNT = 'discount'

/** `PERCENT 20`, `AMOUNT 500` in minor units; '' for none. */
function discountOf(row: Row, { currency }: Context): string {
  const mode = row.cell('discount_mode').toUpperCase()
  const value = row.cell('discount_value')
  if (mode === 'PERCENT') return `PERCENT ${Number(value.replace(',', '.').replace('%', ''))}`
  return mode === 'AMOUNT' ? `AMOUNT ${readAmount(value, row.column('discount_value'), currency) ?? 0}` : ''
}

function reducedBy(price: number, discount: string): number {
  const [mode, text] = discount.split(' ')
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) return price
  const reduced = mode === 'PERCENT' ? Math.round(price * (1 - value / 100)) : price - value
  return reduced > 0 ? reduced : price
}

/** The current price; that of a variant of the older file is a surcharge on the product's. */
function readPrice(row: Row, context: Context): number | undefined {
  const { memory, currency } = context
  const own = readAmount(row.cell('price'), row.column('price'), currency)
  const surcharge = readMoney(row.cell('surcharge'), row.column('surcharge'), currency) ?? 0
  const base = Number(memory.get(PRICE))
  const price = own ?? (Number.isFinite(base) ? base + surcharge : undefined)
  return price === undefined ? undefined : reducedBy(price, memory.get(DISCOUNT) ?? '')
}

function readStock(row: Row): Pick<Variant, 'availability' | 'stock'> {
  const cell = row
    .cell('inventory')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
  if (cell === 'outofstock') return { availability: 'out_of_stock' }
  if (cell === '' || cell === 'instock') return { availability: 'in_stock' }
  if (cell === 'preorder') return { availability: 'preorder' }
  if (!/^-?\d{1,9}$/.test(cell)) {
    throw new RowProblem(
      'bad_number',
      row.column('inventory'),
      'This is not a stock. Write a number, InStock or OutOfStock.',
    )
  }
  const stock = Number(cell)
  return { availability: stock > 0 ? 'in_stock' : 'out_of_stock', stock }
}

function readVariant(row: Row, id: string, title: string, context: Context): Variant {
  return {
    variant_id: id,
    ...readStock(row),
    ...given('sku', readSku(row.cell('sku'), row.column('sku'))),
    ...given('gtin', readGtin(row.cell('barcode'))),
    ...given('title', title),
    ...given('price', readPrice(row, context)),
    ...given('cost', readAmount(row.cell('cost'), row.column('cost'), context.currency)),
  }
}

/** The address of a picture of which the file has only the name. */
const pictureOf = (cell: string): string | undefined => {
  const [first] = partsOf(cell, /[;,\n]/)
  if (first === undefined || /^(?:https?:)?\//.test(first)) return first
  return `https://static.wixstatic.com/media/${first}`
}

const optionsOf = (row: Row): string =>
  optionTitle(numberedCells(row, 'option_value_{n}').map(({ cell }) => cell))

function readFields(row: Row, handle: string, { note }: Context) {
  const title = readTitle(row, 'name')
  // The newer file's handle is the product's address, the older one has an internal number.
  const isAddress = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(handle) && !/^product_/.test(handle)
  if (!isAddress) note?.('link_derived')
  const slug = isAddress ? handle : slugOf(title)
  return {
    title,
    published: readYesNo(row.cell('visible'), row.column('visible')) ?? true,
    ...(slug !== '' && { url: `/product-page/${slug}` }),
    ...given('image_url', pictureOf(row.cell('picture'))),
    ...categoriesOf(partsOf(row.cell('collection'), ';').map((name) => [name])),
    ...given('brand', row.cell('brand')),
  }
}

/** Wix's export of products of both generations: a row of the product, then one of each variant. */
export const wixProducts: Format = {
  name: 'Wix products',
  kind: 'items',
  columns: {
    handle: ['handleId'],
    field_type: ['fieldType'],
    name: [],
    picture: ['productImageUrl', 'mediaUrl', 'media'],
    collection: ['collections', 'categories'],
    sku: [],
    price: [],
    surcharge: [],
    visible: [],
    discount_mode: ['discountMode'],
    discount_value: ['discountValue'],
    inventory: [],
    cost: [],
    barcode: [],
    brand: [],
    'option_value_{n}': [
      'productOptionDescription{n}',
      'productOptionChoices[{n}]',
      'productOptionChoices{n}',
    ],
  },
  assumed: { published: ['visible'] },
  facts: { price: ['price'], availability: ['inventory'], picture: ['picture'] },
  identity: ['handle'],
  required: [['handle'], ['field_type'], ['name'], ['price'], ['inventory']],
  read(row, context) {
    const { memory } = context
    const key = readId(row.cell('handle'), row.column('handle'))
    const kind = row.cell('field_type').toLowerCase()
    if (kind === 'variant') {
      if (memory.get(PRODUCT) !== key) memory.clear()
      const title = optionsOf(row)
      const sku = readSku(row.cell('sku'), row.column('sku'))
      const variant = readVariant(row, sku ?? variantName(key, title), title, context)
      return { fragments: [{ key, row: row.row, fields: {}, variant }] }
    }
    if (kind !== 'product' && kind !== '') return { dropped: 'not_a_product' }
    memory.clear()
    const price = readAmount(row.cell('price'), row.column('price'), context.currency)
    memory.set(PRODUCT, key)
    memory.set(DISCOUNT, discountOf(row, context))
    if (price !== undefined) memory.set(PRICE, String(price))
    const fields = readFields(row, key, context)
    const variant = readVariant(row, key, '', context)
    return { fragments: [{ key, row: row.row, fields, variant, whole: true }] }
  },
}
