import type { Availability, Variant } from '../../../schema/items.ts'
import { readId, readMoney, readWhole, readYesNo } from '../fields.ts'
import type { Format, Row } from '../format.ts'
import type { ItemFragment } from '../fragments.ts'

/** "Red / L": what tells a variant from its siblings. Shopify writes "Default Title" for the only one. */
function optionsOf(row: Row): string {
  const values = [1, 2, 3].map((n) => row.cell(`option${n}_value`)).filter((value) => value !== '')
  return values.length === 1 && values[0] === 'Default Title' ? '' : values.join(' / ')
}

/** Without a tracker Shopify counts no stock; with one, 0 sells only when the policy says "continue". */
function availabilityOf(row: Row, stock: number | undefined): Availability {
  if (stock === undefined || stock > 0) return 'in_stock'
  const policy = row.cell('policy').toLowerCase()
  return policy === 'continue' || policy === 'true' ? 'backorder' : 'out_of_stock'
}

/** A row with a price is a variant; one without only adds a picture. */
function readVariant(row: Row, handle: string, currency: string): Variant | undefined {
  const price = readMoney(row.cell('price'), row.column('price'), currency)
  const title = optionsOf(row)
  const sku = row.cell('sku').replace(/^'/, '')
  if (price === undefined && title === '' && sku === '') return undefined
  const tracked = row.cell('tracker') !== ''
  const counted = readWhole(row.cell('inventory'), row.column('inventory'))
  const stock = tracked ? counted : undefined
  const cost = readMoney(row.cell('cost'), row.column('cost'), currency)
  const image_url = row.cell('variant_image')
  return {
    // The export has no variant id; the SKU is what order exports name.
    variant_id: (sku || [handle, title].filter((part) => part !== '').join(' / ')).slice(0, 128),
    availability: availabilityOf(row, stock),
    ...(sku && { sku: readId(sku, row.column('sku')) }),
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
  const tags = row
    .cell('tags')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
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
  },
  required: [['handle'], ['title'], ['option1_value']],
  read(row, { currency }) {
    const handle = readId(row.cell('handle'), row.column('handle'))
    const variant = readVariant(row, handle, currency)
    const fields = readFields(row, handle)
    return { fragments: [{ key: handle, row: row.row, fields, ...(variant && { variant }) }] }
  },
}
