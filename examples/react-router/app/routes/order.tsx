import { loadPairwell } from '@pairwell/widget'
import { useEffect } from 'react'
import { data, redirect } from 'react-router'
import { readCart, withCart } from '../cart.server'
import { order, PUBLIC_SHOP } from '../shop.server'
import type { Route } from './+types/order'

export const loader = () => PUBLIC_SHOP

export async function action({ request }: Route.ActionArgs) {
  const cart = await readCart(request)
  if (cart.length === 0) throw redirect('/')
  return data(await order(cart), { headers: await withCart([]) })
}

/** The thank-you page. It reports the order with the token that the server has signed. */
export default function OrderPage({ actionData: purchase, loaderData: shop }: Route.ComponentProps) {
  useEffect(() => {
    if (purchase) void loadPairwell(shop).then((pairwell) => pairwell?.track('purchase', purchase))
  }, [purchase, shop])
  if (!purchase) return <p>There is no new order.</p>
  return (
    <main>
      <h1>Thank you</h1>
      <p>Your order is {purchase.transaction_id}.</p>
    </main>
  )
}
