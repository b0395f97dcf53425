'use client'

import { PairwellPanel, PairwellProvider } from '@pairwell/react'
import type { AddDetail, PairwellOptions } from '@pairwell/widget'
import { useState } from 'react'
import { addToCart } from './cart'

type Props = { shop: PairwellOptions; item_id: string; cart: string[] }

/** What goes with an item, and with the cart. The cart is on the server. */
export function Panels({ shop, item_id, cart }: Props) {
  const [item_ids, setCart] = useState(cart)
  // The button of a card follows this promise, and shows the text of an error.
  const add = async (line: AddDetail) => {
    const answer = await addToCart(line.item_id)
    if ('error' in answer) throw new Error(answer.error)
    setCart(answer.item_ids)
  }
  return (
    <PairwellProvider {...shop}>
      <p>
        In your cart: <output>{item_ids.join(', ') || 'nothing'}</output>
      </p>
      <PairwellPanel itemId={item_id} onAdd={add} className="companions" />
      <PairwellPanel placement="cart" cartItemIds={item_ids} onAdd={add} />
    </PairwellProvider>
  )
}
