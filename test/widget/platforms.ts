import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { json, text } from 'node:stream/consumers'

// Small servers that answer as the platforms document it. `heard` has the requests that they received.

/** A request that a platform received: method and path, and its body. */
export type Heard = { call: string; body: unknown }
type Platform = { heard: Heard[]; answer: RequestListener }

const send = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  void response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(JSON.stringify(body))

const noted = async (heard: Heard[], request: IncomingMessage, read: typeof json | typeof text) => {
  const body = request.method === 'POST' ? await read(request) : undefined
  heard.push({ call: `${request.method} ${request.url}`, body })
  return body
}

type ShopifyBody = { items: { id: string; quantity: number }[]; sections?: string }

export const SOLD_OUT_VARIANT = '44000000000099'

/** Shopify's Ajax cart. The variant `SOLD_OUT_VARIANT` is sold out. */
export function shopify(): Platform {
  const heard: Heard[] = []
  const answer: RequestListener = async (request, response) => {
    const body = (await noted(heard, request, json)) as ShopifyBody
    if (request.url?.endsWith('/cart/update.js')) return send(response, 200, { items: [] })
    if (body.items.some(({ id }) => id === SOLD_OUT_VARIANT)) {
      const description = 'All 1 The pot are in your cart.'
      return send(response, 422, { status: 422, message: 'Cart Error', description })
    }
    const section = '<div id="shopify-section-cart-icon"><b>2 items</b></div>'
    return send(response, 200, {
      items: body.items,
      ...(body.sections && { sections: { 'cart-icon': section } }),
    })
  }
  return { heard, answer }
}

type Requests = {
  requests: { path: string; headers: { Nonce?: string }; body: { id?: number; code?: string } }[]
}

/** WooCommerce's Store API. Product 13 is sold out; a nonce is valid until the next one is issued. */
export function woocommerce(): Platform & { grow: () => void } {
  const heard: Heard[] = []
  let age = 1
  const answer: RequestListener = async (request, response) => {
    const nonce = `nonce-${age}`
    const body = (await noted(heard, request, json)) as Requests
    if (request.url === '/wp-json/wc/store/v1/cart')
      return send(response, 200, { items: [] }, { Nonce: nonce })
    const responses = body.requests.map(({ headers, body: { id } }) => {
      if (headers.Nonce !== nonce) {
        const code = headers.Nonce ? 'woocommerce_rest_invalid_nonce' : 'woocommerce_rest_missing_nonce'
        return { status: headers.Nonce ? 403 : 401, body: { code, message: 'Nonce is invalid.' } }
      }
      if (id !== 13) return { status: 201, headers: { Nonce: nonce }, body: { items: [] } }
      const message = 'You cannot add &quot;The pot&quot; <a href="/cart">because it is out of stock</a>.'
      const code = 'woocommerce_rest_product_out_of_stock'
      return { status: 400, body: { code, message, data: { status: 400 } } }
    })
    return send(response, 207, { responses }, { Nonce: nonce })
  }
  const grow = () => {
    age += 1
  }
  return { heard, answer, grow }
}

type Query = { query: string; variables: { cart?: string; items?: { sku: string; quantity: number }[] } }

/** Magento's GraphQL, for a signed-in customer. The SKU `sold-out` is out of stock. */
export function magento(): Platform {
  const heard: Heard[] = []
  const answer: RequestListener = async (request, response) => {
    const { query, variables } = (await noted(heard, request, json)) as Query
    if (query.includes('customerCart'))
      return send(response, 200, { data: { customerCart: { id: 'cart-of-ann' } } })
    if (variables.cart !== 'cart-of-ann' && variables.cart !== 'cart-of-a-guest') {
      const message = 'Could not find a cart with ID ""'
      return send(response, 200, { errors: [{ message }], data: { addProductsToCart: null } })
    }
    if (query.includes('applyCouponToCart')) return send(response, 200, { data: { applyCouponToCart: {} } })
    const short = variables.items?.some(({ sku }) => sku === 'sold-out')
    const user_errors = short
      ? [{ code: 'INSUFFICIENT_STOCK', message: 'The requested qty is not available' }]
      : []
    return send(response, 200, { data: { addProductsToCart: { user_errors } } })
  }
  return { heard, answer }
}

/** A form of the shop's own. It refuses a request that names `sold-out`. */
export function form(): Platform {
  const heard: Heard[] = []
  const answer: RequestListener = async (request, response) => {
    const body = await noted(heard, request, text)
    response.writeHead(String(body).includes('sold-out') ? 409 : 200).end()
  }
  return { heard, answer }
}
