import { NotFoundError, Pairwell } from '@pairwell/client'
import { orderToken } from '@pairwell/server'
import type { Line } from './cart.server'

/** What the pages tell the browser: no secret. */
export const PUBLIC_SHOP = {
  api: process.env.PAIRWELL_URL ?? 'http://127.0.0.1:8787',
  publishableKey: process.env.PAIRWELL_PUBLISHABLE_KEY ?? '',
}

/** Currency of the shop. */
const CURRENCY = 'EUR'
/** `tk_…`: signs the orders of the thank-you page. */
const TOKEN_KEY = process.env.PAIRWELL_TOKEN_KEY ?? ''

const pairwell = new Pairwell({ url: PUBLIC_SHOP.api, key: process.env.PAIRWELL_SECRET_KEY })

/** The first items of the catalogue. */
export const readItems = async () => (await pairwell.call('GET /v1/items', { query: { limit: 12 } })).items

/** An item; undefined if there is none. */
export async function readItem(item_id: string) {
  try {
    return await pairwell.call('GET /v1/items/{item_id}', { path: { item_id } })
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

/** Price of an item in minor units; undefined if it is not for sale. */
export const priceOf = async (item_id: string) => (await readItem(item_id))?.variants[0]?.price ?? undefined

/** Makes an order of a cart, tells Pairwell, and returns what the thank-you page reports, with the order token. */
export async function order(cart: readonly Line[]) {
  const order_id = `E${Date.now()}`
  const lines = await Promise.all(
    cart.map(async ({ item_id, rec_id }) => ({
      ...{ item_id, quantity: 1, price: (await priceOf(item_id)) ?? 0 },
      ...(rec_id && { recommendation_id: rec_id }),
    })),
  )
  const ordered_at = new Date().toISOString()
  await pairwell.call('POST /v1/orders', {
    body: { orders: [{ order_id, ordered_at, currency: CURRENCY, lines }] },
  })
  return {
    transaction_id: order_id,
    order_token: await orderToken(TOKEN_KEY, order_id),
    currency: CURRENCY,
    value: lines.reduce((sum, { price }) => sum + price, 0) / 100,
    items: lines.map(({ item_id, quantity }) => ({ item_id, quantity })),
  }
}
