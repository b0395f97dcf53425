import type { Adapter, Line } from '../lazy/adapter.ts'

/**
 * WooCommerce's Store API: all lines in one batch. Every response of the cart has a nonce; an expired one is requested again.
 * @see https://developer.woocommerce.com/docs/apis/store-api/
 */
export const add: Adapter = async (lines, _tag, discount) => {
  const root = rootOf()
  const fresh = async () =>
    (await fetch(`${root}wc/store/v1/cart`, { credentials: 'same-origin' })).headers.get('Nonce') ?? ''
  const calls = [
    ...lines.map((line) => ({ path: 'cart/add-item', body: bodyOf(line) })),
    ...(discount ? [{ path: 'cart/apply-coupon', body: { code: discount } }] : []),
  ]
  nonce ||= await fresh()
  try {
    await send(root, calls)
  } catch (refusal) {
    if (!(refusal instanceof OldNonce)) throw refusal
    nonce = await fresh()
    await send(root, calls)
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

/** The platform ignores the properties unless the shop has the hook of docs/EMBED.md. */
const bodyOf = ({ variant_id, item_id, quantity, properties }: Line) => ({
  id: Number(variant_id ?? item_id),
  quantity,
  ...properties,
})

async function send(root: string, calls: readonly Call[]): Promise<void> {
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
    body: JSON.stringify({ requests }),
  })
  const body: unknown = await response.json().catch(() => null)
  refuse(response.status, body)
  const responses: unknown = isRecord(body) ? body.responses : []
  for (const one of Array.isArray(responses) ? responses : []) {
    if (isRecord(one)) refuse(Number(one.status), one.body)
  }
}

/** @throws {Error} with the shop's message, without markup */
function refuse(status: number, body: unknown): void {
  if (status < 400) return
  const { code, message = '' } = isRecord(body) ? body : {}
  if (/_(missing|invalid)_nonce$/.test(String(code))) throw new OldNonce()
  throw new Error(String(message).replace(/<[^>]*>/g, ''))
}

/** Makes the mini cart of the blocks, and the classic one, load the cart again. */
function tellTheme(): void {
  document.body.dispatchEvent(
    new CustomEvent('wc-blocks_added_to_cart', { bubbles: true, detail: { preserveCartData: false } }),
  )
  const jquery: unknown = Reflect.get(window, 'jQuery')
  if (typeof jquery === 'function') jquery(document.body).trigger('wc_fragment_refresh')
}
