import { createCookie } from 'react-router'

/** A line of the cart: an item and the recommendation that it came from, or ''. */
export type Line = { item_id: string; rec_id: string }

const cookie = createCookie('cart', { httpOnly: true, sameSite: 'lax', path: '/' })

/** The cart of this browser. A shop would keep the cart in its database. */
export async function readCart(request: Request): Promise<Line[]> {
  const value: unknown = await cookie.parse(request.headers.get('Cookie'))
  // A browser may send anything.
  if (!Array.isArray(value)) return []
  return value.map((line) => ({ item_id: String(line?.item_id), rec_id: String(line?.rec_id ?? '') }))
}

/** The headers of an answer that stores a cart. */
export const withCart = async (lines: readonly Line[]) => ({ 'Set-Cookie': await cookie.serialize(lines) })
