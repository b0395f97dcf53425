import * as v from 'valibot'
import type { Item } from '../../../schema/catalogue/items.ts'
import type { Context, Reading } from '../import/format.ts'
import { wooProducts } from '../import/formats/woo-products.ts'
import { isItem } from '../import/fragments.ts'
import { RowProblem } from '../import/problems.ts'
import {
  asExportRow,
  type Delivery,
  list,
  type Message,
  platformId,
  readBody,
  readMoment,
  revived,
  text,
} from './message.ts'
import type { ItemFields, VariationState } from './states.ts'

const named = v.object({ name: text })

const productBody = v.object({
  id: platformId,
  name: text,
  type: text,
  status: text,
  catalog_visibility: text,
  date_modified_gmt: v.string(),
  sku: text,
  /** Current price of one piece, including any sale. */
  price: text,
  manage_stock: v.nullish(v.union([v.boolean(), v.string()])),
  stock_quantity: text,
  stock_status: text,
  backorders: text,
  parent_id: text,
  categories: list(named),
  tags: list(named),
  brands: list(named),
  images: list(v.object({ src: text })),
  image: v.nullish(v.object({ src: text })),
  /** Products have `options`, variations the single `option`. */
  attributes: list(v.object({ name: text, option: text, options: list(v.string()) })),
  variations: list(platformId),
})
type ProductBody = v.InferOutput<typeof productBody>

/** Fields that the message contains. */
const MESSAGE_FIELDS = [
  'title',
  'image_url',
  'brand',
  'tags',
  'attributes',
  'published',
] as const satisfies readonly (keyof Item)[]

/** Joins values by commas; commas inside a value are escaped. */
const inOneCell = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll(',', '\\,')).join(', ')

/** Published state as the export writes it; trashed products count as unpublished. */
const PUBLISHED: Readonly<Record<string, string>> = { publish: '1', private: '0', pending: '2' }

/** Stock as the exporter writes it: empty when it is not counted, "parent" when a variation shares the product's. */
const stockCell = ({ manage_stock, stock_quantity }: ProductBody): string =>
  manage_stock === 'parent' ? 'parent' : manage_stock ? stock_quantity : ''

/** The product as a row of the product export. */
function productCells(product: ProductBody): Record<string, string> {
  const images = product.image ? [product.image, ...product.images] : product.images
  const attributes = product.attributes.flatMap(({ name, option, options }, at) => [
    [`attribute_${at + 1}_name`, name],
    [`attribute_${at + 1}_values`, inOneCell(option === '' ? options : [option])],
  ])
  return {
    id: product.id,
    type: product.type,
    sku: product.sku,
    name: product.name,
    published: PUBLISHED[product.status] ?? '-1',
    catalog_visibility: product.catalog_visibility,
    stock_status: product.stock_status,
    stock: stockCell(product),
    backorders: product.backorders,
    regular_price: product.price,
    tags: inOneCell(product.tags.map(({ name }) => name)),
    brands: inOneCell(product.brands.map(({ name }) => name)),
    images: inOneCell(images.map(({ src }) => src)),
    parent: `id:${product.parent_id}`,
    ...Object.fromEntries(attributes),
  }
}

const itemIn = ({ fragments = [] }: Reading) => fragments.find(isItem)

/** Parses product.created, product.updated and product.restored; a variation is sent as a product with its own type. */
export function readProduct(delivery: Delivery, context: Context): Message {
  const product = readBody(productBody, delivery.body)
  const as_of = readMoment(product.date_modified_gmt, 'date_modified_gmt', context.now)
  if (product.type === 'variation') return readVariation(delivery, product, as_of, context)
  const isVariable = product.type === 'variable'
  // The export gives no variant for a variable product. Parsed as a simple one it is the variant until a variation is known.
  const type = isVariable ? 'simple' : product.type
  const item = itemIn(wooProducts.read(asExportRow({ ...productCells(product), type }), context))
  if (!item?.variant) throw new RowProblem('bad_body', '', 'The product cannot be read.')
  const itemFields: ItemFields = item.fields
  const word = {
    as_of,
    tie: 0,
    item_id: product.id,
    fields: Object.fromEntries(MESSAGE_FIELDS.map((name) => [name, itemFields[name] ?? null])),
    defaults: {
      // Made from the number; the shop's own program knows the page's address.
      ...(itemFields.url && { url: itemFields.url }),
      // Variations without a SKU of their own have that of the product in orders and on pages.
      ...(isVariable && item.variant.sku !== undefined && { alias: item.variant.sku }),
    },
    variants: [{ variant: item.variant }],
    count: 1,
    names: product.categories.map(({ name }) => name),
    ...(isVariable && { listed: product.variations }),
  }
  return { about: 'product', id: product.id, part: { word, ...revived(delivery) }, stock_ids: [] }
}

function readVariation(delivery: Delivery, product: ProductBody, as_of: number, context: Context): Message {
  const { awaits } = wooProducts.read(asExportRow(productCells(product)), context)
  const variant = awaits?.fragment.variant
  if (!variant || product.parent_id === '' || product.parent_id === '0') {
    throw new RowProblem('bad_body', 'parent_id', 'The variation does not name its product.')
  }
  const state: VariationState = { word: { as_of, tie: 0, variant }, ...revived(delivery) }
  return {
    about: 'product',
    id: product.parent_id,
    part: { variations: { [product.id]: state } },
    stock_ids: [],
    variation: product.id,
  }
}
