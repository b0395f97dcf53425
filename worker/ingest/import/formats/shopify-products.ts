import * as v from 'valibot'
import type { Variant } from '../../../../schema/catalogue/items.ts'
import type { Availability } from '../../../../vocabulary/catalogue.ts'
import { variantName } from '../cells/catalogue-cells.ts'
import { readAmount, readId, readSku, readWhole, readYesNo } from '../cells/fields.ts'
import { type LinkColumns, MEANING, readLinks } from '../cells/links.ts'
import { splitList, splitLoose } from '../cells/lists.ts'
import type { Context, Format, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'

/** "Red / L": what tells a variant from its siblings. Shopify writes "Default Title" for the only one. */
function optionsOf(row: Row): string {
  const values = [1, 2, 3].map((n) => row.cell(`option${n}_value`)).filter((value) => value !== '')
  return values.length === 1 && values[0] === 'Default Title' ? '' : values.join(' / ')
}

/** Without a count Shopify sells always; with one, 0 sells only when the policy says "continue". */
export function availabilityOf(stock: number | undefined, oversells: boolean): Availability {
  if (stock === undefined || stock > 0) return 'in_stock'
  return oversells ? 'backorder' : 'out_of_stock'
}

const oversells = (row: Row): boolean => ['continue', 'true'].includes(row.cell('policy').toLowerCase())

/** The product whose variants are being read. */
const HANDLE = 'handle'

/**
 * The export has no variant id; the SKU is what order exports name. Shopify lets variants share one: then only the first
 * can go by it.
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

/** A row with a price is a variant; one without only adds a picture. */
function readVariant(row: Row, handle: string, { currency, memory }: Context): Variant | undefined {
  const price = readAmount(row.cell('price'), row.column('price'), currency)
  const title = optionsOf(row)
  const sku = readSku(row.cell('sku'), row.column('sku'))
  if (price === undefined && title === '' && sku === undefined) return undefined
  const tracked = row.cell('tracker') !== ''
  const counted = readWhole(row.cell('inventory'), row.column('inventory'))
  const stock = tracked ? counted : undefined
  const cost = readAmount(row.cell('cost'), row.column('cost'), currency)
  const image_url = row.cell('variant_image')
  return {
    variant_id: variantId(handle, sku, title, memory),
    availability: availabilityOf(stock, oversells(row)),
    ...(sku !== undefined && { sku }),
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
  // Continuation rows leave the product's fields blank: they must not unpublish it.
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

/** Companions by handle, or by Shopify's own number, which no file ties to a handle; as a list of any kind. */
function handlesOf(cell: string, column: string): string[] {
  const named = cell.startsWith('[') ? readJsonList(cell) : splitLoose(cell)
  return named.map((name) => `i:${readId(name.replace(/^gid:\/\/shopify\/Product\//, ''), column)}`)
}

/** What is no list after all is read as one without its brackets. */
function readJsonList(cell: string): string[] {
  const read = v.safeParse(jsonList, cell)
  return read.success ? read.output : splitLoose(cell.replace(/[[\]"]/g, ''))
}

const jsonList = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

const LINKS: LinkColumns = {
  complementary_products: { type: MEANING.cross_sell, read: handlesOf },
  related_products: { type: MEANING.similar, read: handlesOf },
}

/** Shopify's product export, columns of both generations: rows of one handle are one item. */
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
    cost: ['Cost per item'],
    image: ['Image Src', 'Product image URL'],
    variant_image: ['Variant Image', 'Variant image URL'],
    gift_card: ['Gift Card', 'Gift card'],
    complementary_products: ['*product_recommendation.complementary_products)'],
    related_products: ['*product_recommendation.related_products)'],
  },
  identity: ['handle'],
  required: [['handle'], ['title'], ['option1_value']],
  read(row, context) {
    const handle = readId(row.cell('handle'), row.column('handle'))
    const variant = readVariant(row, handle, context)
    const fields = readFields(row, handle)
    const item = { key: handle, row: row.row, fields, ...(variant && { variant }) }
    // Rows of further variants leave all that is the product's blank, its companions too.
    const links = fields.title === undefined ? [] : readLinks(row, handle, [`i:${handle}`], LINKS)
    return { fragments: [item, ...links] }
  },
}
