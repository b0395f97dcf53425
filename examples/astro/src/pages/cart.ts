import type { APIRoute } from 'astro'
import { readCart, writeCart } from '../cart.ts'
import { readItem } from '../shop.ts'

/** Puts an item into the cart. Answers the cart, or words for the shopper. */
export const POST: APIRoute = async ({ request, cookies }) => {
  const { item_id } = await request.json()
  if (!(await readItem(String(item_id)))) {
    return Response.json({ error: 'This item is not for sale.' }, { status: 409 })
  }
  const item_ids = [...readCart(cookies), String(item_id)]
  writeCart(cookies, item_ids)
  return Response.json({ item_ids })
}
