'use server'

import { cookies } from 'next/headers'
import { readItem } from './shop'

/** The items in the cart of this browser. A shop would keep the cart in its database. */
export async function readCart(): Promise<string[]> {
  const text = (await cookies()).get('cart')?.value ?? '[]'
  const ids: unknown = JSON.parse(text)
  return Array.isArray(ids) ? ids.map(String) : []
}

/** Puts an item into the cart. Returns the cart, or words for the shopper. */
export async function addToCart(item_id: string): Promise<{ item_ids: string[] } | { error: string }> {
  if (!(await readItem(item_id))) return { error: 'This item is not for sale.' }
  const item_ids = [...(await readCart()), item_id]
  const jar = await cookies()
  jar.set('cart', JSON.stringify(item_ids), { httpOnly: true, sameSite: 'lax', path: '/' })
  return { item_ids }
}
