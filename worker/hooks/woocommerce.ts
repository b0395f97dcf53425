import * as v from 'valibot'
import type { Item } from '../../schema/items.ts'
import type { OrderLine, OrderStatus } from '../../schema/orders.ts'
import type { Context, Reading } from '../import/format.ts'
import { wooProducts } from '../import/formats/woo-products.ts'
import { isItem, isOrder } from '../import/fragments.ts'
import { RowProblem } from '../import/problems.ts'
import { readLines, readWooOrder } from '../import/woo.ts'
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
import type { Ends, ItemFields, LineWord, VariationState } from './states.ts'

const named = v.object({ name: text })

const productBody = v.object({
  id: platformId,
  name: text,
  type: text,
  status: text,
  catalog_visibility: text,
  date_modified_gmt: v.string(),
  sku: text,
  /** What a piece costs now, whatever sale runs. */
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
  /** A product's have `options`, a variation's the one `option`. */
  attributes: list(v.object({ name: text, option: text, options: list(v.string()) })),
  variations: list(platformId),
})
type ProductBody = v.InferOutput<typeof productBody>

/** What the message speaks of. */
const SPOKEN = [
  'title',
  'url',
  'image_url',
  'brand',
  'tags',
  'attributes',
  'published',
] as const satisfies readonly (keyof Item)[]

/** A comma parts the values of a cell, and may stand in one. */
const inOneCell = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll(',', '\\,')).join(', ')

/** As the export says whether it is published; in the bin it is not. */
const PUBLISHED: Readonly<Record<string, string>> = { publish: '1', private: '0', pending: '2' }

/** What the exporter writes for a stock that is not counted, or that a variation shares. */
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

/** Restored is not only changed: its time of change may lie before the deletion. */
const revived = ({ topic, delivery_id, at }: Delivery): { ends?: Ends } =>
  topic.endsWith('.restored') ? { ends: { [delivery_id]: { at, gone: false } } } : {}

function readProduct(delivery: Delivery, context: Context): Message {
  const product = readBody(productBody, delivery.body)
  const as_of = readMoment(product.date_modified_gmt, 'date_modified_gmt', context.now)
  if (product.type === 'variation') return readVariation(delivery, product, as_of, context)
  const isVariable = product.type === 'variable'
  // Of a variable product's row the export gives no variant: read as a simple one it stands in until one is known.
  const type = isVariable ? 'simple' : product.type
  const item = itemIn(wooProducts.read(asExportRow({ ...productCells(product), type }), context))
  if (!item?.variant) throw new RowProblem('bad_body', '', 'The product cannot be read.')
  const said: ItemFields = item.fields
  const word = {
    as_of,
    tie: 0,
    item_id: product.id,
    fields: Object.fromEntries(SPOKEN.map((name) => [name, said[name] ?? null])),
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
    throw new RowProblem('bad_body', 'parent_id', 'The variation does not say of which product it is.')
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

/** A deletion names nothing but the number: whoever repeats another message under its topic deletes nothing. */
const deletionBody = v.strictObject({ id: platformId })

function readDeletion({ body, delivery_id, at }: Delivery): { id: string; ends: Ends } {
  const { id } = readBody(deletionBody, body)
  return { id, ends: { [delivery_id]: { at, gone: true } } }
}

const productDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'product', id, part: { ends }, stock_ids: [] }
}
const orderDeletion: Reader = (delivery) => {
  const { id, ends } = readDeletion(delivery)
  return { about: 'order', id, part: { ends }, customers: [] }
}
/** A closed account is forgotten here, too. */
const customerDeletion: Reader = (delivery, { people }) => {
  const { id } = readDeletion(delivery)
  const hashes = [people.byId(id)].filter((hash) => hash !== undefined)
  return { about: 'redact', request_id: delivery.delivery_id, person: { hashes, order_ids: [] } }
}

const orderBody = v.object({
  id: platformId,
  number: platformId,
  status: v.string(),
  date_created_gmt: v.string(),
  date_modified_gmt: v.string(),
  currency: text,
  customer_id: text,
  billing: v.nullish(v.object({ email: text })),
  line_items: v.array(
    v.object({
      id: platformId,
      name: text,
      product_id: text,
      sku: text,
      quantity: v.number(),
      subtotal: text,
      meta_data: list(v.object({ key: text, value: v.unknown() })),
    }),
  ),
})
type OrderBody = v.InferOutput<typeof orderBody>

function readLine(order: OrderBody, line: OrderBody['line_items'][number], context: Context): LineWord[] {
  const said = { ...line, quantity: String(line.quantity) }
  const read = lineIn(order, said, context)
  if (!read) return []
  const [reference, quantity, price] = read
  const properties = line.meta_data.map(({ key, value }) => ({ name: key, value: String(value) }))
  const recommendation = recommendationOf(properties)
  const whole: OrderLine = recommendation
    ? [reference, quantity, price, recommendation]
    : [reference, quantity, price]
  return [{ id: line.id, line: whole }]
}

/** A line that cannot be read is left out, as it is from a file; the order around it is kept. */
function lineIn(
  order: OrderBody,
  said: Record<'sku' | 'name' | 'product_id' | 'quantity' | 'subtotal', string>,
  context: Context,
) {
  try {
    const one = { said, column: (part: string) => part }
    return readLines(asExportRow(orderCells(order)), context, [one]).fragments?.find(isOrder)?.line
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

/** The order as a row of an order export, its buyer left out. */
const orderCells = (order: OrderBody): Record<string, string> => ({
  order_number: order.number,
  order_date: `${order.date_created_gmt.replace(/Z$/, '')}Z`,
  status: order.status,
  currency: order.currency,
})

/** Of two words of one second that one counts which is further on. */
const FURTHER: Record<OrderStatus, number> = { pending: 0, paid: 1, refunded: 2, cancelled: 3, test: 4 }

function readOrder(delivery: Delivery, context: Context): Message {
  const order = readBody(orderBody, delivery.body)
  const head = readWooOrder(asExportRow(orderCells(order)), context)
  const word = {
    as_of: readMoment(order.date_modified_gmt, 'date_modified_gmt', context.now),
    tie: FURTHER[head.status ?? 'paid'],
    order_id: head.key,
    ...(head.at !== undefined && { at: head.at }),
    ...(head.status && { status: head.status }),
    ...(head.currency && { currency: head.currency }),
    lines: order.line_items.flatMap((line) => readLine(order, line, context)),
    refunds: [],
  }
  const { people } = context
  // Guests have the number 0. The address comes first, as in the exports.
  const customers = [
    people.byEmail(order.billing?.email ?? ''),
    order.customer_id === '0' ? undefined : people.byId(order.customer_id),
  ].filter((hash) => hash !== undefined)
  return { about: 'order', id: order.id, part: { word, ...revived(delivery) }, customers }
}

/**
 * WooCommerce's topics that say something here, by their names in X-WC-Webhook-Topic. Messages of products and orders are
 * those of the REST API's version 3, where times named `_gmt` are without a zone.
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
 */
export const WOO_TOPICS: ReadonlyMap<string, Reader> = new Map([
  ['product.created', readProduct],
  ['product.updated', readProduct],
  ['product.restored', readProduct],
  ['product.deleted', productDeletion],
  ['order.created', readOrder],
  ['order.updated', readOrder],
  ['order.restored', readOrder],
  ['order.deleted', orderDeletion],
  ['customer.deleted', customerDeletion],
])
