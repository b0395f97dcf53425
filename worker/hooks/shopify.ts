import * as v from 'valibot'
import type { Item } from '../../schema/items.ts'
import type { OrderLine } from '../../schema/orders.ts'
import type { Context, Reading } from '../import/format.ts'
import { shopifyOrders } from '../import/formats/shopify-orders.ts'
import { shopifyProducts } from '../import/formats/shopify-products.ts'
import { isItem, isOrder } from '../import/fragments.ts'
import { RowProblem } from '../import/problems.ts'
import {
  asExportRow,
  type Delivery,
  list,
  type Message,
  platformId,
  type Reader,
  readBody,
  readMoment,
  recommendationOf,
  text,
} from './message.ts'
import type { Ends, ItemFields, LineWord, Refund, VariantWord } from './states.ts'

const image = v.object({ id: platformId, src: text })

const variantBody = v.object({
  id: platformId,
  price: text,
  sku: text,
  option1: text,
  option2: text,
  option3: text,
  /** Newer versions of the API leave it out. */
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
  /** Beyond a hundred variants the message describes some and lists all. */
  variant_gids: list(v.object({ admin_graphql_api_id: v.string() })),
})
type ProductBody = v.InferOutput<typeof productBody>
type VariantBody = v.InferOutput<typeof variantBody>

/** What the message speaks of; the cost, for one, it does not. */
const SPOKEN = [
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

function variantWord(product: ProductBody, body: VariantBody, context: Context): VariantWord[] {
  const item = itemIn(shopifyProducts.read(asExportRow(productCells(product, body)), context))
  if (!item?.variant) return []
  const { inventory_item_id: id, inventory_management: tracker } = body
  const counted = tracker === undefined ? null : Boolean(tracker)
  const oversells = body.inventory_policy === 'continue'
  return [{ variant: item.variant, ...(id && { stock: { id, counted, oversells } }) }]
}

function readProduct({ body, tie }: Delivery, context: Context): Message {
  const product = readBody(productBody, body)
  const [first] = product.variants
  const item = first && itemIn(shopifyProducts.read(asExportRow(productCells(product, first)), context))
  if (!item)
    throw new RowProblem('bad_body', 'variants', 'The body has no usable "variants". Send all fields.')
  const said: ItemFields = item.fields
  const fields = Object.fromEntries(SPOKEN.map((name) => [name, said[name] ?? null]))
  // Without a category of its own the export's reader takes the type, which may not hide a path from a file.
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

/** A deletion names nothing but the number: whoever repeats another message under its topic deletes nothing. */
const deletionBody = v.pipe(
  v.looseObject({ id: platformId }),
  v.check((body) => Object.keys(body).every((name) => name === 'id' || name.endsWith('_id'))),
)

function readDeletion({ body, at, delivery_id }: Delivery): { id: string; ends: Ends } {
  return { id: readBody(deletionBody, body).id, ends: { [delivery_id]: { at, gone: true } } }
}

const levelBody = v.object({
  inventory_item_id: platformId,
  location_id: platformId,
  available: v.nullable(v.pipe(v.number(), v.integer())),
  updated_at: v.string(),
})

function readLevel({ body }: Delivery, { now }: Context): Message {
  const { inventory_item_id, location_id, available, updated_at } = readBody(levelBody, body)
  const level = { as_of: readMoment(updated_at, 'updated_at', now), available }
  return { about: 'stock', id: inventory_item_id, part: { levels: { [location_id]: level } } }
}

const refundBody = v.object({
  id: platformId,
  created_at: v.string(),
  refund_line_items: list(v.object({ line_item_id: platformId, quantity: v.number() })),
})

const property = v.object({ name: text, value: text })

const orderBody = v.object({
  id: platformId,
  name: v.pipe(v.string(), v.trim(), v.minLength(1)),
  created_at: v.string(),
  updated_at: v.string(),
  cancelled_at: text,
  financial_status: text,
  payment_gateway_names: list(v.string()),
  test: v.optional(v.nullish(v.boolean())),
  email: text,
  contact_email: text,
  currency: text,
  line_items: v.array(
    v.object({
      id: platformId,
      name: text,
      title: text,
      variant_title: text,
      sku: text,
      price: text,
      quantity: v.number(),
      current_quantity: v.nullish(v.number()),
      properties: list(property),
    }),
  ),
  refunds: list(refundBody),
})
type OrderBody = v.InferOutput<typeof orderBody>

const readRefund = (refund: v.InferOutput<typeof refundBody>, now: number): Refund => ({
  as_of: readMoment(refund.created_at, 'created_at', now),
  lines: refund.refund_line_items.map(({ line_item_id, quantity }) => [line_item_id, quantity]),
})

/** The order as the first row of the order export, its buyer left out. */
const orderCells = (order: OrderBody): Record<string, string> => ({
  name: order.name,
  created_at: order.created_at,
  cancelled_at: order.cancelled_at,
  financial_status: order.financial_status,
  // The export knows a test order by its gateway.
  payment_method: order.test ? 'bogus' : order.payment_gateway_names.join(' + '),
  currency: order.currency,
})

function readLine(order: OrderBody, line: OrderBody['line_items'][number], context: Context): LineWord[] {
  const { id, current_quantity } = line
  const title = [line.title, line.variant_title].filter((part) => part !== '').join(' - ')
  const cells = {
    ...orderCells(order),
    lineitem_quantity: String(line.quantity),
    lineitem_name: line.name || title,
    lineitem_price: line.price,
    lineitem_sku: line.sku,
  }
  const read = lineIn(cells, context)
  if (!read) return []
  const [reference, quantity, price] = read
  const recommendation = recommendationOf(line.properties)
  const whole: OrderLine = recommendation
    ? [reference, quantity, price, recommendation]
    : [reference, quantity, price]
  return [{ id, line: whole, ...(typeof current_quantity === 'number' && { current: current_quantity }) }]
}

/** A line that cannot be read is left out, as it is from a file; the order around it is kept. */
function lineIn(cells: Record<string, string>, context: Context): OrderLine | undefined {
  try {
    return shopifyOrders.read(asExportRow(cells), context).fragments?.find(isOrder)?.line
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

function readOrder({ body, tie }: Delivery, context: Context): Message {
  const order = readBody(orderBody, body)
  const head = shopifyOrders.read(asExportRow(orderCells(order)), context).fragments?.find(isOrder)
  if (!head) throw new RowProblem('bad_body', '', 'The order cannot be read.')
  const refunds = order.refunds.map((refund): [string, Refund] => [
    refund.id,
    readRefund(refund, context.now),
  ])
  const word = {
    as_of: readMoment(order.updated_at, 'updated_at', context.now),
    tie,
    order_id: head.key,
    ...(head.at !== undefined && { at: head.at }),
    ...(head.status && { status: head.status }),
    ...(head.currency && { currency: head.currency }),
    lines: order.line_items.flatMap((line) => readLine(order, line, context)),
    refunds: refunds.map(([id]) => id).sort(),
  }
  const customer = context.people.byEmail(order.email || order.contact_email)
  return {
    about: 'order',
    id: order.id,
    part: { word, ...(refunds.length > 0 && { refunds: Object.fromEntries(refunds) }) },
    customers: customer === undefined ? [] : [customer],
  }
}

function readRefundAlone({ body }: Delivery, { now }: Context): Message {
  const { order_id, ...refund } = readBody(v.object({ ...refundBody.entries, order_id: platformId }), body)
  return {
    about: 'order',
    id: order_id,
    part: { refunds: { [refund.id]: readRefund(refund, now) } },
    customers: [],
  }
}

const person = v.object({ id: v.nullish(platformId), email: text })
const privacyBody = v.object({ shop_domain: v.string(), customer: person })
const redactBody = v.object({ ...privacyBody.entries, orders_to_redact: list(platformId) })
const requestBody = v.object({
  ...privacyBody.entries,
  orders_requested: list(platformId),
  data_request: v.nullish(v.object({ id: platformId })),
})
/** The body of no other topic will do: it is the end of the shop's data. */
const shopBody = v.pipe(
  v.looseObject({ shop_id: platformId, shop_domain: v.string() }),
  v.check((body) => !('customer' in body || 'id' in body)),
)

const hashesOf = ({ id, email }: v.InferOutput<typeof person>, { people }: Context): string[] =>
  [people.byEmail(email), people.byId(id ?? '')].filter((hash) => hash !== undefined)

function readRedaction({ body, delivery_id }: Delivery, context: Context): Message {
  const { customer, orders_to_redact } = readBody(redactBody, body)
  const hashes = hashesOf(customer, context)
  return { about: 'redact', request_id: delivery_id, person: { hashes, order_ids: orders_to_redact } }
}

function readRequest({ body, delivery_id }: Delivery, context: Context): Message {
  const { customer, orders_requested, data_request } = readBody(requestBody, body)
  const hashes = hashesOf(customer, context)
  return {
    about: 'data_request',
    request_id: data_request?.id ?? delivery_id,
    person: { hashes, order_ids: orders_requested },
  }
}

function readShopRedaction({ body }: Delivery): Message {
  readBody(shopBody, body)
  return { about: 'shop_redact' }
}

const productDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'product', id, part: { ends }, stock_ids: [] }
}
const orderDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'order', id, part: { ends }, customers: [] }
}

/**
 * Shopify's topics that say something here, by their names in X-Shopify-Topic.
 * @see https://shopify.dev/docs/api/webhooks
 */
export const SHOPIFY_TOPICS: ReadonlyMap<string, Reader> = new Map([
  ['products/create', readProduct],
  ['products/update', readProduct],
  ['products/delete', productDeletion],
  ['inventory_levels/update', readLevel],
  ['inventory_levels/connect', readLevel],
  ['orders/create', readOrder],
  ['orders/updated', readOrder],
  ['orders/paid', readOrder],
  ['orders/cancelled', readOrder],
  ['orders/fulfilled', readOrder],
  ['orders/partially_fulfilled', readOrder],
  ['orders/delete', orderDeletion],
  ['refunds/create', readRefundAlone],
  ['customers/redact', readRedaction],
  ['customers/data_request', readRequest],
  ['shop/redact', readShopRedaction],
])
