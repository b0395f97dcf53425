import type { Adapter } from '../lazy/adapter.ts'
import { firstOf, named, post } from './answer.ts'

/**
 * Magento's GraphQL API; lines by SKU. The cart is that of `data-cart-id`, else that of the signed-in customer; a guest's cart
 * cannot be found without its id.
 * @see https://developer.adobe.com/commerce/webapi/graphql/schema/cart/mutations/add-products/
 */
export const add: Adapter = async (lines, { tag, toJson }, discount) => {
  /** GraphQL responds with 200 to errors, which are in the body. */
  const ask = async (query: string, variables: object) => {
    const { ok, said } = await post('/graphql', toJson({ query, variables }))
    refuse(said.errors)
    if (!ok || !said.data) throw new Error()
    return Object(said.data)
  }
  const cart =
    tag.dataset.cartId || String(Object((await ask('{customerCart{id}}', {})).customerCart).id ?? '')
  const items = lines.map(({ platform_id, sku, variant_id, item_id, quantity }) => ({
    sku: platform_id ?? sku ?? variant_id ?? item_id,
    quantity,
  }))
  const { addProductsToCart } = await ask(ADD, { cart, items })
  refuse(Object(addProductsToCart).user_errors)
  if (discount) await ask(COUPON, { cart, discount })
  tellTheme()
}

const ADD = `mutation($cart:String!,$items:[CartItemInput!]!){addProductsToCart(cartId:$cart,cartItems:$items){user_errors{code message}}}`
const COUPON = `mutation($cart:String!,$discount:String!){applyCouponToCart(input:{cart_id:$cart,coupon_code:$discount}){cart{id}}}`

/** @throws {Error} with the message of the first error */
function refuse(errors: unknown): void {
  const { message } = firstOf(errors)
  if (message !== undefined) throw new Error(String(message))
}

/** Makes the mini cart of the Luma theme, which has a copy of the cart, load it again. */
const tellTheme = () =>
  named('require')?.(['Magento_Customer/js/customer-data'], (data: unknown) =>
    named('reload', Object(data))?.(['cart']),
  )
