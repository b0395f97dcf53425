import { type Item, NotFoundError, Pairwell } from '@pairwell/client'
import { orderToken } from '@pairwell/server'

/** How the shop reaches Pairwell. */
export type Config = {
  /** Address of the API. */
  api: string
  publishableKey: string
  secretKey: string
  /** `tk_…`: signs the orders of the thank-you page. */
  tokenKey: string
  /** `whsec_…`; '' without a webhook. */
  webhookSecret?: string
}

/** A line of a cart. `price` in minor units. */
export type Line = { item_id: string; title: string; price: number; quantity: number; rec_id?: string }

/** Currency of the shop. */
export const CURRENCY = 'EUR'

/**
 * A small shop. Its catalogue is what it has uploaded to Pairwell, its carts are in memory, and its orders are sent to Pairwell, from
 * which the suggestions are learned.
 */
export class Shop {
  readonly pairwell: Pairwell
  readonly config: Config
  private readonly carts = new Map<string, Line[]>()

  constructor(config: Config) {
    this.config = config
    this.pairwell = new Pairwell({ url: config.api, key: config.secretKey })
  }

  /** The first items of the catalogue. */
  async items(limit: number): Promise<Item[]> {
    return (await this.pairwell.call('GET /v1/items', { query: { limit } })).items
  }

  /** An item; undefined if there is none. */
  async item(item_id: string): Promise<Item | undefined> {
    try {
      return await this.pairwell.call('GET /v1/items/{item_id}', { path: { item_id } })
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  }

  /** The panel of an item as HTML; '' if Pairwell cannot be reached: a page must not wait for suggestions, nor fail without them. */
  async panel(item_id: string): Promise<string> {
    const path = { pk: this.config.publishableKey }
    const query = { placement: 'product', item_id } as const
    const options = { path, query, timeout: 500, retries: 0 }
    return await this.pairwell.text('GET /p/{pk}/panel.html', options).catch(() => '')
  }

  cart(cart_id: string): readonly Line[] {
    return this.carts.get(cart_id) ?? []
  }

  /** Puts an item into a cart. @throws {Error} with words for the shopper, when it is not for sale */
  async add(cart_id: string, item_id: string, variant_id?: string, rec_id?: string): Promise<void> {
    const item = await this.item(item_id)
    const variant = item?.variants.find((one) => one.variant_id === variant_id) ?? item?.variants[0]
    if (!item || !variant?.price) throw new Error('This item is not for sale.')
    const line = { item_id, title: item.title, price: variant.price, quantity: 1, ...(rec_id && { rec_id }) }
    this.carts.set(cart_id, [...this.cart(cart_id), line])
  }

  /** Makes an order of a cart, tells Pairwell, and returns what the thank-you page reports. */
  async order(cart_id: string) {
    const lines = this.cart(cart_id)
    const order_id = `E${Date.now()}`
    const value = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    const sent = lines.map(({ item_id, price, quantity, rec_id }) => ({
      ...{ item_id, price, quantity },
      ...(rec_id && { recommendation_id: rec_id }),
    }))
    await this.pairwell.call('POST /v1/orders', {
      body: { orders: [{ order_id, ordered_at: new Date().toISOString(), currency: CURRENCY, lines: sent }] },
    })
    this.carts.delete(cart_id)
    return {
      transaction_id: order_id,
      order_token: await orderToken(this.config.tokenKey, order_id),
      currency: CURRENCY,
      value: value / 100,
      items: lines.map(({ item_id, quantity }) => ({ item_id, quantity })),
    }
  }
}
