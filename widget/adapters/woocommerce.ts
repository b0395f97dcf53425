import type { Adapter, Line, Shop } from '../lazy/adapter.ts'
import { firstOf, named, post } from './answer.ts'
import { plainText } from './plain-text.ts'

/**
 * WooCommerce's Store API: all lines in one batch. Every response of the cart has a nonce; an expired one is requested again.
 * @see https://developer.woocommerce.com/docs/apis/store-api/
 */
export const add: Adapter = async (lines, { toJson }, discount) => {
  const root = rootOf()
  const fresh = async () => (await fetch(`${root}wc/store/v1/cart`)).headers.get('Nonce') ?? ''
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
  const name = platform_id ?? variant_id ?? item_id
  if (/^\d+$/.test(name)) return Number(name)
  for (const type of ['', '&type=variation']) {
    const response = await fetch(`${root}wc/store/v1/products?sku=${encodeURIComponent(sku ?? name)}${type}`)
    const { id } = firstOf(response.ok && (await response.json()))
    if (typeof id === 'number') return id
  }
  throw new Error()
}

async function send(root: string, calls: readonly Call[], toJson: Shop['toJson']): Promise<void> {
  const headers = { Nonce: nonce }
  const requests = calls.map(({ path, body }) => ({
    path: `/wc/store/v1/${path}`,
    method: 'POST',
    headers,
    body,
  }))
  const { status, said } = await post(`${root}wc/store/v1/batch`, toJson({ requests }), headers)
  refuse(status, said)
  for (const one of [said.responses].flat()) refuse(Object(one).status, Object(one).body)
}

/** @throws {Error} with the shop's message as plain text */
function refuse(status: number, body: unknown): void {
  if (!(status >= 400)) return
  const { code, message } = Object(body)
  if (/_(missing|invalid)_nonce$/.test(code)) throw new OldNonce()
  throw new Error(plainText(String(message ?? '')))
}

/** Makes the carts of the page load again: mini cart and cart of the blocks, and the classic mini cart, cart and checkout. */
function tellTheme(): void {
  const { body } = document
  body.dispatchEvent(
    new CustomEvent('wc-blocks_added_to_cart', { bubbles: true, detail: { preserveCartData: false } }),
  )
  const tell = (target: object, event: string) => named('trigger', Object(named('jQuery')?.(target)))?.(event)
  tell(body, 'wc_fragment_refresh')
  if (document.querySelector('.woocommerce-cart-form')) tell(document, 'wc_update_cart')
  if (document.querySelector('form.woocommerce-checkout')) tell(body, 'update_checkout')
}
