import { createHmac } from 'node:crypto'

/** A message of a platform: its topic, its body, and the id and time of its headers. */
export type Sent = { topic: string; body: unknown; id: string; at: string }

const signed = (secret: string, body: string) => createHmac('sha256', secret).update(body).digest('base64')

/** Headers of Shopify's deliveries: https://shopify.dev/docs/apps/build/webhooks/delivery-structure */
const shopifyHeaders = ({ topic, id, at }: Sent, signature: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  'User-Agent': 'Shopify-Captain-Hook',
  'X-Shopify-Topic': topic,
  'X-Shopify-Hmac-Sha256': signature,
  'X-Shopify-Shop-Domain': 'corner.myshopify.com',
  'X-Shopify-API-Version': '2026-01',
  'X-Shopify-Webhook-Id': `w-${id}`,
  'X-Shopify-Event-Id': `e-${id}`,
  'X-Shopify-Triggered-At': at,
})

/** Headers of WooCommerce's: plugins/woocommerce/includes/class-wc-webhook.php. */
const wooHeaders = ({ topic, id }: Sent, signature: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  'User-Agent': 'WooCommerce/10.3.0 Hookshot (WordPress/6.9)',
  'X-WC-Webhook-Source': 'https://corner.example/',
  'X-WC-Webhook-Topic': topic,
  'X-WC-Webhook-Resource': topic.split('.')[0] ?? '',
  'X-WC-Webhook-Event': topic.split('.')[1] ?? '',
  'X-WC-Webhook-Signature': signature,
  'X-WC-Webhook-ID': '7',
  'X-WC-Webhook-Delivery-ID': id,
})

/** Returns the signed request with which Shopify delivers a message. */
export const shopifyRequest = (sent: Sent, secret: string, more: Record<string, string> = {}): RequestInit =>
  requestOf(sent, secret, shopifyHeaders, more)

/** Returns the signed request with which WooCommerce delivers a message. */
export const wooRequest = (sent: Sent, secret: string, more: Record<string, string> = {}): RequestInit =>
  requestOf(sent, secret, wooHeaders, more)

function requestOf(
  sent: Sent,
  secret: string,
  headersOf: (sent: Sent, signature: string) => Record<string, string>,
  more: Record<string, string>,
): RequestInit {
  const body = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body)
  return { method: 'POST', body, headers: { ...headersOf(sent, signed(secret, body)), ...more } }
}

let sequence = 0

/** Returns a message of that topic, by default with the time of its body. */
export function message(topic: string, body: object, at?: string): Sent {
  sequence += 1
  const said = (body as { updated_at?: string; created_at?: string }).updated_at
  return { topic, body, id: String(sequence), at: at ?? said ?? minute(0) }
}

/** Returns a time: minute `n` of the day of these tests. */
export const minute = (n: number): string => new Date(Date.UTC(2026, 9, 1) + n * 60_000).toISOString()

/** Returns a product as in products/update; `more` replaces fields. */
export const shopifyProduct = (id: number, handle: string, updated_at: string, more: object = {}) => ({
  admin_graphql_api_id: `gid://shopify/Product/${id}`,
  body_html: '<p>Good.</p>',
  created_at: minute(0),
  handle,
  id,
  product_type: 'Tea',
  published_at: minute(0),
  title: `The ${handle}`,
  updated_at,
  vendor: 'Corner',
  status: 'active',
  published_scope: 'web',
  tags: 'green, loose',
  variants: [shopifyVariant(id * 10, { sku: `${handle.toUpperCase()}-1`, product_id: id })],
  options: [],
  images: [{ id: id * 100, src: `https://cdn.example/${handle}.png` }],
  image: { id: id * 100, src: `https://cdn.example/${handle}.png` },
  variant_gids: [],
  category: null,
  ...more,
})

export const shopifyVariant = (id: number, more: object = {}) => ({
  id,
  title: 'Default Title',
  option1: 'Default Title',
  option2: null,
  option3: null,
  price: '4.50',
  sku: null,
  inventory_policy: 'deny',
  inventory_quantity: 5,
  inventory_item_id: id + 1,
  image_id: null,
  ...more,
})

/** Returns a line of an order: name, SKU and pieces. */
export const shopifyLine = (id: number, sku: string | null, quantity: number, more: object = {}) => ({
  id,
  name: `Line ${id}`,
  title: `Line ${id}`,
  variant_title: null,
  sku,
  price: '4.50',
  quantity,
  current_quantity: quantity,
  properties: [],
  ...more,
})

export const shopifyOrder = (id: number, updated_at: string, more: object = {}) => ({
  id,
  name: `#${id}`,
  email: `buyer${id}@shop.example`,
  contact_email: `buyer${id}@shop.example`,
  created_at: minute(1),
  updated_at,
  processed_at: minute(1),
  cancelled_at: null,
  financial_status: 'paid',
  payment_gateway_names: ['shopify_payments'],
  test: false,
  currency: 'EUR',
  customer: { id: id + 5_000, email: `buyer${id}@shop.example`, first_name: 'Ann' },
  line_items: [shopifyLine(id * 10, 'TEA-1', 1), shopifyLine(id * 10 + 1, 'MUG-1', 2)],
  refunds: [],
  ...more,
})

/** Returns the request to erase the buyer of order 1000 + n. */
export const redaction = (n: number, more: object = {}): Sent =>
  message('customers/redact', {
    shop_id: 1,
    shop_domain: 'corner.myshopify.com',
    customer: { id: 6_000 + n, email: `buyer${1000 + n}@shop.example`, phone: '555' },
    orders_to_redact: [],
    ...more,
  })

export const wooProduct = (id: number, modified: string, more: object = {}) => ({
  id,
  name: `The ${id}`,
  slug: `the-${id}`,
  permalink: `https://corner.example/product/the-${id}/`,
  date_modified_gmt: modified.replace(/\.000Z$/, ''),
  type: 'simple',
  status: 'publish',
  catalog_visibility: 'visible',
  sku: `W-${id}`,
  price: '4.50',
  regular_price: '5.00',
  sale_price: '4.50',
  manage_stock: true,
  stock_quantity: 5,
  stock_status: 'instock',
  backorders: 'no',
  parent_id: 0,
  categories: [{ id: 1, name: 'Tea', slug: 'tea' }],
  tags: [{ id: 2, name: 'green', slug: 'green' }],
  images: [{ id: 3, src: `https://corner.example/${id}.png` }],
  attributes: [],
  variations: [],
  meta_data: [],
  ...more,
})

export const wooOrder = (id: number, modified: string, more: object = {}) => ({
  id,
  parent_id: 0,
  number: String(id),
  status: 'processing',
  currency: 'EUR',
  date_created_gmt: minute(1).replace(/\.000Z$/, ''),
  date_modified_gmt: modified.replace(/\.000Z$/, ''),
  customer_id: 0,
  billing: { first_name: 'Ann', email: `buyer${id}@shop.example` },
  line_items: [wooLine(id * 10, 'W-1', 1), wooLine(id * 10 + 1, 'W-2', 2)],
  refunds: [],
  ...more,
})

export const wooLine = (id: number, sku: string, quantity: number, more: object = {}) => ({
  id,
  name: `Line ${id}`,
  product_id: 1,
  variation_id: 0,
  quantity,
  subtotal: (4.5 * quantity).toFixed(2),
  total: (4.5 * quantity).toFixed(2),
  sku,
  price: 4.5,
  meta_data: [],
  ...more,
})
