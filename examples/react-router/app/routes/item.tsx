import { PairwellPanel } from '@pairwell/react'
import type { AddDetail } from '@pairwell/widget'
import { data, Form, useRevalidator } from 'react-router'
import { readCart } from '../cart.server'
import { readItem } from '../shop.server'
import type { Route } from './+types/item'

export async function loader({ params, request }: Route.LoaderArgs) {
  const item = await readItem(params.item_id)
  if (!item) throw data('There is no such item.', { status: 404 })
  return { item, cart: (await readCart(request)).map(({ item_id }) => item_id) }
}

/** An item, with what goes with it and with the cart. The cart is on the server. */
export default function ItemPage({ loaderData: { item, cart } }: Route.ComponentProps) {
  const { revalidate } = useRevalidator()
  // The button of a card follows this promise, and shows the text of an error.
  const add = async ({ item_id, recommendation_id = '' }: AddDetail) => {
    const body = new URLSearchParams({ item_id, rec_id: recommendation_id })
    const response = await fetch('/cart', { method: 'POST', body })
    if (!response.ok) throw new Error(await response.text())
    await revalidate()
  }
  return (
    <main>
      <h1>{item.title}</h1>
      <p>
        In your cart: <output>{cart.join(', ') || 'nothing'}</output>
      </p>
      <Form method="post" action="/order">
        <button type="submit" disabled={cart.length === 0}>
          Order
        </button>
      </Form>
      <PairwellPanel itemId={item.item_id} onAdd={add} className="companions" />
      <PairwellPanel placement="cart" cartItemIds={cart} onAdd={add} />
    </main>
  )
}
