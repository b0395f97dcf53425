import { createHmac } from 'node:crypto'
import type { Shopify } from './a-shopify.ts'
import { APP_SECRET } from './shopify-host.ts'
import {
  type ShopifyStore,
  type StoreOrder,
  type StoreProduct,
  skuOf,
  variantNumber,
} from './shopify-store.ts'

/** The body of products/update. */
export const productBody = (one: StoreProduct): object => ({
  ...{ id: one.id, title: one.title, handle: one.handle, updated_at: iso(one.updated_at), vendor: 'Fern' },
  ...{ product_type: 'Kettles', tags: 'tea, kitchen', status: one.status.toLowerCase() },
  ...{ published_at: '2026-01-01T00:00:00Z', image: null, images: [] },
  variants: one.variants.map((option, at) => ({
    ...{ id: variantNumber(one.id, at), price: one.price, sku: skuOf(one.id, at), option1: option },
    ...{ inventory_management: 'shopify', inventory_policy: 'deny', inventory_quantity: one.stock },
    inventory_item_id: variantNumber(one.id, at),
  })),
})

/** The body of orders/create and orders/updated. */
export function orderBody(store: ShopifyStore, one: StoreOrder): object {
  const goods = store.goodsOf(one)
  const amount = (minor: number) => (minor / 100).toFixed(2)
  return {
    ...{ id: one.id, name: one.name, created_at: iso(one.at), updated_at: iso(one.updated_at), test: false },
    ...{
      financial_status: one.status.toLowerCase(),
      currency: 'EUR',
      taxes_included: true,
      email: one.email,
    },
    ...{ total_discounts: '0.00', subtotal_price: amount(goods), total_price: amount(goods + 490) },
    ...{ total_tax: amount(Math.round((goods + 490) * 0.16)), source_name: 'web', refunds: [] },
    total_shipping_price_set: { shop_money: { amount: '4.90' } },
    customer: { id: one.customer, email: one.email },
    billing_address: { country_code: 'DE' },
    line_items: one.lines.map(({ product, variant, quantity, left }, at) => ({
      ...{
        id: Number(`${one.id}${at}`),
        title: store.products.get(product)?.title,
        quantity,
        current_quantity: left,
      },
      ...{ sku: skuOf(product, variant), price: store.products.get(product)?.price },
    })),
  }
}

const iso = (at: number) => new Date(at).toISOString()

/** Delivers a message of the store to the app, signed with its secret; returns the status and the bytes. */
export async function deliverToApp(
  url: string,
  { domain }: Shopify,
  topic: string,
  body: object,
  more: Record<string, string> = {},
) {
  const text = JSON.stringify(body)
  const response = await fetch(`${url}/shopify/messages`, {
    method: 'POST',
    body: text,
    headers: {
      'Content-Type': 'application/json',
      'X-Shopify-Topic': topic,
      'X-Shopify-Shop-Domain': domain,
      'X-Shopify-Hmac-Sha256': createHmac('sha256', APP_SECRET).update(text).digest('base64'),
      'X-Shopify-Event-Id': `${topic} ${Math.random()}`,
      'X-Shopify-Triggered-At': new Date().toISOString(),
      ...more,
    },
  })
  return { status: response.status, bytes: Buffer.byteLength(text), body: await response.json() }
}

/** A call of the app's page. */
export async function callApp(url: string, shopify: Shopify, path: string, method = 'POST') {
  const headers = { Authorization: `Bearer ${await shopify.sessionToken()}` }
  const response = await fetch(`${url}/shopify${path}`, { method, headers })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return await response.json()
}

/** Signs in to the console of the store's shop as its owner; returns what asks the merchant's API. */
export async function signedInOwner(url: string, shopify: Shopify) {
  const link = await callApp(url, shopify, '/sign-in-link')
  const signedIn = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url, 'Pairwell-Console': '1' },
    body: JSON.stringify({ token: new URL(link.url).hash.slice(1) }),
  })
  const cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? ''
  // biome-ignore lint/suspicious/noExplicitAny: answers of several routes
  return async (path: string): Promise<any> =>
    (await fetch(`${url}${path}`, { headers: { Cookie: cookie } })).json()
}
