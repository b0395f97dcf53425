import * as v from 'valibot'
import type { Variant } from '../../../../schema/catalogue/items.ts'
import type { Availability } from '../../../../vocabulary/catalogue.ts'
import { variantName } from '../cells/catalogue-cells.ts'
import { readGtin, readId, readSku, readWhole, readYesNo } from '../cells/fields.ts'
import { type LinkColumns, MEANING, readLinks } from '../cells/links.ts'
import { splitList, splitLoose } from '../cells/lists.ts'
import { readAmount } from '../cells/money.ts'
import type { Context, Format, Reading, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'

/** "Red / L": the option values that distinguish a variant. Shopify writes "Default Title" for an only variant. */
function optionsOf(row: Row): string {
  const values = [1, 2, 3].map((n) => row.cell(`option${n}_value`)).filter((value) => value !== '')
  return values.length === 1 && values[0] === 'Default Title' ? '' : values.join(' / ')
}

/** Without a counted stock Shopify always sells; with one, 0 pieces sell only if the policy is "continue". */
export function availabilityOf(stock: number | undefined, oversells: boolean): Availability {
  if (stock === undefined || stock > 0) return 'in_stock'
  return oversells ? 'backorder' : 'out_of_stock'
}

const oversells = (row: Row): boolean => ['continue', 'true'].includes(row.cell('policy').toLowerCase())

/** Key of the product whose variants are being read. */
const HANDLE = 'handle'

/**
 * Id of a variant. The export has no variant ids; order exports name the SKU. Shopify lets variants share one: only the first
 * variant with a SKU gets it as its id.
 */
function variantId(
  handle: string,
  sku: string | undefined,
  title: string,
  memory: Context['memory'],
): string {
  if (memory.get(HANDLE) !== handle) {
    memory.clear()
    memory.set(HANDLE, handle)
  }
  if (sku === undefined) return variantName(handle, title)
  const owner = memory.get(`sku ${sku}`) ?? title
  memory.set(`sku ${sku}`, owner)
  return owner === title ? sku : variantName(handle, title)
}

/** The variant of a row. A row without a price only adds a picture. */
function readVariant(row: Row, handle: string, { currency, memory, note }: Context): Variant | undefined {
  const price = readAmount(row.cell('price'), row.column('price'), currency)
  const title = optionsOf(row)
  const sku = readSku(row.cell('sku'), row.column('sku'))
  if (price === undefined && title === '' && sku === undefined) return undefined
  const tracked = row.cell('tracker') !== ''
  const counted = readWhole(row.cell('inventory'), row.column('inventory'))
  const stock = tracked ? counted : undefined
  // Shopify leaves the quantity out for shops with several locations.
  if (tracked && counted === undefined) note?.('stock_unknown')
  const gtin = readGtin(row.cell('barcode'))
  const cost = readAmount(row.cell('cost'), row.column('cost'), currency)
  const image_url = row.cell('variant_image')
  return {
    variant_id: variantId(handle, sku, title, memory),
    availability: availabilityOf(stock, oversells(row)),
    ...(sku !== undefined && { sku }),
    ...(gtin !== undefined && { gtin }),
    ...(title && { title }),
    ...(price !== undefined && { price }),
    ...(cost !== undefined && { cost }),
    ...(stock !== undefined && { stock }),
    ...(image_url && { image_url }),
  }
}

function readFields(row: Row, handle: string): ItemFragment['fields'] {
  const title = row.cell('title')
  const image_url = row.cell('image')
  // Continuation rows leave the product's fields blank; that must not unpublish it.
  if (title === '') return { ...(image_url && { image_url }) }
  const status = row.cell('status').toLowerCase()
  const listed = readYesNo(row.cell('published'), row.column('published')) ?? true
  const category = row.cell('category') || row.cell('type')
  const tags = splitList(row.cell('tags'))
  return {
    title,
    url: `/products/${encodeURIComponent(handle)}`,
    published: listed && (status === '' || status === 'active'),
    gift_card: readYesNo(row.cell('gift_card'), row.column('gift_card')) ?? false,
    ...(image_url && { image_url }),
    ...(category && { category }),
    ...(row.cell('type') && { product_type: row.cell('type') }),
    ...(row.cell('vendor') && { brand: row.cell('vendor') }),
    ...(tags.length > 0 && { tags }),
  }
}

/**
 * Parses companions by handle in any kind of list. Those by Shopify's own number are left out, because no file relates it to a
 * handle.
 */
function handlesOf(cell: string, column: string): string[] {
  const handles = cell.startsWith('[') ? readJsonList(cell) : splitLoose(cell)
  return handles.map((name) => `i:${readId(name.replace(/^gid:\/\/shopify\/Product\//, ''), column)}`)
}

/** Parses a JSON list; a text that is not one is split without its brackets. */
function readJsonList(cell: string): string[] {
  const read = v.safeParse(jsonList, cell)
  return read.success ? read.output : splitLoose(cell.replace(/[[\]"]/g, ''))
}

const jsonList = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

const LINKS: LinkColumns = {
  complementary_products: { type: MEANING.cross_sell, read: handlesOf },
  related_products: { type: MEANING.similar, read: handlesOf },
}

/** Parses a row of the export; a row without a title is a further variant or picture of the product with its handle. */
export function readShopifyRow(row: Row, context: Context): Reading {
  const handle = readId(row.cell('handle'), row.column('handle'))
  const variant = readVariant(row, handle, context)
  const fields = readFields(row, handle)
  // The export has no number of a variant, which the cart takes.
  if (fields.title !== undefined) context.note?.('no_cart_id')
  const item = { key: handle, row: row.row, fields, ...(variant && { variant }) }
  // Rows of further variants leave the product's fields blank, including its companions.
  const links = fields.title === undefined ? [] : readLinks(row, handle, [`i:${handle}`], LINKS)
  return { fragments: [item, ...links] }
}

/** Shopify's product export, with the columns of both generations: rows with one handle are one item. */
export const shopifyProducts: Format = {
  name: 'Shopify products',
  kind: 'items',
  columns: {
    handle: ['Handle', 'URL handle'],
    title: ['Title'],
    vendor: ['Vendor'],
    category: ['Product Category', 'Product category'],
    type: ['Type'],
    tags: ['Tags'],
    published: ['Published', 'Published on online store'],
    status: ['Status'],
    option1_value: ['Option1 Value'],
    option2_value: ['Option2 Value'],
    option3_value: ['Option3 Value'],
    sku: ['Variant SKU', 'SKU'],
    tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
    inventory: ['Variant Inventory Qty', 'Inventory quantity'],
    policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
    price: ['Variant Price', 'Price'],
    barcode: ['Variant Barcode', 'Barcode'],
    cost: ['Cost per item'],
    image: ['Image Src', 'Product image URL'],
    variant_image: ['Variant Image', 'Variant image URL'],
    gift_card: ['Gift Card', 'Gift card'],
    complementary_products: ['*product_recommendation.complementary_products)'],
    related_products: ['*product_recommendation.related_products)'],
  },
  assumed: { published: ['published', 'status'], gift_card: ['gift_card'], url: [] },
  facts: { price: ['price'], availability: ['inventory', 'tracker'], picture: ['image', 'variant_image'] },
  identity: ['handle'],
  required: [['handle'], ['title'], ['option1_value']],
  read: readShopifyRow,
}
