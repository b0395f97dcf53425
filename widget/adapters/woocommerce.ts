import type { Adapter, Line, Shop } from '../lazy/adapter.ts'
import { plainText } from './plain-text.ts'

/**
 * WooCommerce's Store API: all lines in one batch. Every response of the cart has a nonce; an expired one is requested again.
 * @see https://developer.woocommerce.com/docs/apis/store-api/
 */
export const add: Adapter = async (lines, { toJson }, discount) => {
  const root = rootOf()
  const fresh = async () =>
    (await fetch(`${root}wc/store/v1/cart`, { credentials: 'same-origin' })).headers.get('Nonce') ?? ''
  const ids = await Promise.all(lines.map((line) => idOf(root, line)))
  const calls = [
    ...lines.map(({ quantity, properties }, at) => ({
      path: 'cart/add-item',
      // The platform ignores the properties unless the shop has the hook of docs/EMBED.md.
      body: { id: ids[at], quantity, ...properties },
    })),
    ...(discount ? [{ path: 'cart/apply-coupon', body: { code: discount } }] : []),
  ]
  nonce ||= await fresh()
  try {
    await send(root, calls, toJson)
  } catch (refusal) {
    if (!(refusal instanceof OldNonce)) throw refusal
    nonce = await fresh()
    await send(root, calls, toJson)
  }
  tellTheme()
}

type Call = { path: string; body: object }
type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null

let nonce = ''
class OldNonce extends Error {}

/** The root of the shop's REST API, which WordPress states in every page. */
const rootOf = (): string =>
  document.querySelector('link[rel="https://api.w.org/"]')?.getAttribute('href') ?? '/wp-json/'

/**
 * The number by which the cart takes the product or variation; the shop is asked for that of a SKU.
 * @throws {Error} if the shop has no such product
 */
async function idOf(root: string, { platform_id, variant_id, item_id, sku }: Line): Promise<number> {
  const named = platform_id ?? variant_id ?? item_id
  if (/^\d+$/.test(named)) return Number(named)
  for (const type of ['', '&type=variation']) {
    const query = `sku=${encodeURIComponent(sku ?? named)}${type}`
    const response = await fetch(`${root}wc/store/v1/products?${query}`, { credentials: 'same-origin' })
    const found: unknown = response.ok && (await response.json())
    const [first]: unknown[] = Array.isArray(found) ? found : []
    if (isRecord(first) && typeof first.id === 'number') return first.id
  }
  throw new Error()
}

async function send(root: string, calls: readonly Call[], toJson: Shop['toJson']): Promise<void> {
  const requests = calls.map(({ path, body }) => ({
    path: `/wc/store/v1/${path}`,
    method: 'POST',
    headers: { Nonce: nonce },
    body,
  }))
  const headers = { 'Content-Type': 'application/json', Nonce: nonce }
  const response = await fetch(`${root}wc/store/v1/batch`, {
    method: 'POST',
    credentials: 'same-origin',
    headers,
    body: toJson({ requests }),
  })
  const body: unknown = await response.json().catch(() => null)
  refuse(response.status, body)
  const responses: unknown = isRecord(body) ? body.responses : []
  for (const one of Array.isArray(responses) ? responses : []) {
    if (isRecord(one)) refuse(Number(one.status), one.body)
  }
}

/** @throws {Error} with the shop's message as plain text */
function refuse(status: number, body: unknown): void {
  if (status < 400) return
  const { code, message = '' } = isRecord(body) ? body : {}
  if (/_(missing|invalid)_nonce$/.test(String(code))) throw new OldNonce()
  throw new Error(plainText(String(message)))
}

/** Makes the carts of the page load again: mini cart and cart of the blocks, and the classic mini cart, cart and checkout. */
function tellTheme(): void {
  document.body.dispatchEvent(
    new CustomEvent('wc-blocks_added_to_cart', { bubbles: true, detail: { preserveCartData: false } }),
  )
  const jquery: unknown = Reflect.get(window, 'jQuery')
  if (typeof jquery !== 'function') return
  jquery(document.body).trigger('wc_fragment_refresh')
  if (document.querySelector('.woocommerce-cart-form')) jquery(document).trigger('wc_update_cart')
  if (document.querySelector('form.woocommerce-checkout')) jquery(document.body).trigger('update_checkout')
}
