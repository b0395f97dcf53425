import * as v from 'valibot'
import type { Item } from '../../../schema/catalogue/items.ts'
import type { Context, Reading } from '../import/format.ts'
import { shopifyProducts } from '../import/formats/shopify-products.ts'
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
  text,
} from './message.ts'
import type { ItemFields, VariantSnapshot } from './states.ts'

const image = v.object({ id: platformId, src: text })

const variantBody = v.object({
  id: platformId,
  price: text,
  sku: text,
  barcode: text,
  option1: text,
  option2: text,
  option3: text,
  /** Missing in newer versions of the API. */
  inventory_management: v.optional(v.nullable(v.string())),
  inventory_policy: text,
  inventory_quantity: text,
  inventory_item_id: v.nullish(platformId),
  image_id: v.nullish(platformId),
})

const productBody = v.object({
  id: platformId,
  title: v.pipe(v.string(), v.trim(), v.minLength(1)),
  handle: v.pipe(v.string(), v.trim(), v.minLength(1)),
  updated_at: v.string(),
  vendor: text,
  product_type: text,
  tags: v.optional(v.nullish(v.union([v.string(), v.array(v.string())]))),
  status: text,
  published_at: v.optional(v.nullable(v.string())),
  category: v.nullish(v.object({ full_name: text })),
  image: v.nullish(image),
  images: list(image),
  variants: v.pipe(v.array(variantBody), v.minLength(1)),
  /** Beyond 100 variants the message describes some and lists the ids of all. */
  variant_gids: list(v.object({ admin_graphql_api_id: v.string() })),
})
type ProductBody = v.InferOutput<typeof productBody>
type VariantBody = v.InferOutput<typeof variantBody>

/** Fields that the message contains; the cost, for example, it does not. */
const MESSAGE_FIELDS = [
  'title',
  'url',
  'image_url',
  'category',
  'product_type',
  'brand',
  'tags',
  'published',
] as const satisfies readonly (keyof Item)[]

/** The variant as a row of the product export. */
function productCells(product: ProductBody, variant: VariantBody): Record<string, string> {
  const { tags, published_at } = product
  const source = (id: string | null | undefined) => product.images.find((one) => one.id === id)?.src ?? ''
  return {
    handle: product.handle,
    title: product.title,
    vendor: product.vendor,
    category: product.category?.full_name ?? '',
    type: product.product_type,
    tags: Array.isArray(tags) ? tags.join(', ') : (tags ?? ''),
    published: published_at === undefined ? '' : String(published_at !== null),
    status: product.status,
    option1_value: variant.option1,
    option2_value: variant.option2,
    option3_value: variant.option3,
    sku: variant.sku,
    tracker: variant.inventory_management === undefined ? 'unsaid' : (variant.inventory_management ?? ''),
    inventory: variant.inventory_quantity,
    policy: variant.inventory_policy,
    price: variant.price,
    image: product.image?.src || (product.images[0]?.src ?? ''),
    variant_image:
      variant.image_id === product.image?.id ? (product.image?.src ?? '') : source(variant.image_id),
  }
}

const itemIn = ({ fragments = [] }: Reading) => fragments.find(isItem)

/** A barcode is free text; only GTINs (8 to 14 digits) name the variant elsewhere. */
const GTIN = /^\d{8,14}$/

function variantWord(product: ProductBody, body: VariantBody, context: Context): VariantSnapshot[] {
  const item = itemIn(shopifyProducts.read(asExportRow(productCells(product, body)), context))
  if (!item?.variant) return []
  const { inventory_item_id: id, inventory_management: tracker } = body
  const counted = tracker === undefined ? null : Boolean(tracker)
  const oversells = body.inventory_policy === 'continue'
  const gtin = GTIN.test(body.barcode) ? body.barcode : undefined
  const variant = { ...item.variant, platform_id: body.id, ...(gtin !== undefined && { gtin }) }
  return [{ variant, ...(id && { stock: { id, counted, oversells } }) }]
}

/** Parses products/create and products/update. */
export function readProduct({ body, tie }: Delivery, context: Context): Message {
  const product = readBody(productBody, body)
  const [first] = product.variants
  const item = first && itemIn(shopifyProducts.read(asExportRow(productCells(product, first)), context))
  if (!item)
    throw new RowProblem('bad_body', 'variants', 'The body has no usable "variants". Send all fields.')
  const itemFields: ItemFields = item.fields
  const named = Object.fromEntries(MESSAGE_FIELDS.map((name) => [name, itemFields[name] ?? null]))
  const fields: ItemFields = { ...named, platform_id: product.id }
  // Without a category the export's parser uses the product type, which must not replace a path from a file.
  if (!product.category?.full_name) fields.category = null
  const variants = product.variants.flatMap((variant) => variantWord(product, variant, context))
  const word = {
    as_of: readMoment(product.updated_at, 'updated_at', context.now),
    tie,
    item_id: item.key,
    fields,
    variants,
    count: Math.max(product.variants.length, product.variant_gids.length),
  }
  const stock_ids = variants.flatMap(({ stock }) => (stock ? [stock.id] : []))
  return { about: 'product', id: product.id, part: { word }, stock_ids }
}

const levelBody = v.object({
  inventory_item_id: platformId,
  location_id: platformId,
  available: v.nullable(v.pipe(v.number(), v.integer())),
  updated_at: v.string(),
})

/** Parses inventory_levels/update. */
export function readLevel({ body }: Delivery, { now }: Context): Message {
  const { inventory_item_id, location_id, available, updated_at } = readBody(levelBody, body)
  const level = { as_of: readMoment(updated_at, 'updated_at', now), available }
  return { about: 'stock', id: inventory_item_id, part: { levels: { [location_id]: level } } }
}
