import type { Adapter } from '../lazy/adapter.ts'

/**
 * Magento's GraphQL API; lines by SKU. The cart is that of `data-cart-id`, else that of the signed-in customer; a guest's cart
 * cannot be found without its id.
 * @see https://developer.adobe.com/commerce/webapi/graphql/schema/cart/mutations/add-products/
 */
export const add: Adapter = async (lines, { tag, toJson }, discount) => {
  const ask = (query: string, variables: object) => send(toJson({ query, variables }))
  const cart = tag.dataset.cartId || (await customersCart(ask))
  const items = lines.map(({ platform_id, sku, variant_id, item_id, quantity }) => ({
    sku: platform_id ?? sku ?? variant_id ?? item_id,
    quantity,
  }))
  const { addProductsToCart: added } = await ask(ADD, { cart, items })
  refuse(isRecord(added) && added.user_errors)
  if (discount) await ask(COUPON, { cart, discount })
  tellTheme()
}

const ADD = `mutation($cart:String!,$items:[CartItemInput!]!){addProductsToCart(cartId:$cart,cartItems:$items){user_errors{code message}}}`
const COUPON = `mutation($cart:String!,$discount:String!){applyCouponToCart(input:{cart_id:$cart,coupon_code:$discount}){cart{id}}}`

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null

type Ask = (query: string, variables: object) => Promise<Loose>

async function customersCart(ask: Ask): Promise<string> {
  const { customerCart } = await ask('{customerCart{id}}', {})
  return isRecord(customerCart) ? String(customerCart.id) : ''
}

/** Sends a request. GraphQL responds with 200 to errors, which are in the body. */
async function send(body: string): Promise<Loose> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  const answer: unknown = await response.json().catch(() => ({}))
  const { data, errors } = isRecord(answer) ? answer : {}
  refuse(errors)
  if (!response.ok || !isRecord(data)) throw new Error()
  return data
}

/** @throws {Error} with the message of the first error */
function refuse(errors: unknown): void {
  const [first]: unknown[] = Array.isArray(errors) ? errors : []
  if (isRecord(first)) throw new Error(String(first.message))
}

/** Makes the mini cart of the Luma theme, which has a copy of the cart, load it again. */
function tellTheme(): void {
  const require: unknown = Reflect.get(window, 'require')
  if (typeof require !== 'function') return
  require(['Magento_Customer/js/customer-data'], (data: unknown) => {
    if (isRecord(data) && typeof data.reload === 'function') data.reload(['cart'])
  })
}
