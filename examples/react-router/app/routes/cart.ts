import { readCart, withCart } from '../cart.server'
import { priceOf } from '../shop.server'
import type { Route } from './+types/cart'

/** Puts an item into the cart. Answers words for the shopper, if it is not for sale. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  const line = { item_id: String(form.get('item_id')), rec_id: String(form.get('rec_id') ?? '') }
  if ((await priceOf(line.item_id)) === undefined) {
    return new Response('This item is not for sale.', { status: 409 })
  }
  return new Response(null, { status: 204, headers: await withCart([...(await readCart(request)), line]) })
}
