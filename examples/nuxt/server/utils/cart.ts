import type { H3Event } from 'h3'

/** The items in the cart of this browser. A shop would keep the cart in its database. */
export function readCart(event: H3Event): string[] {
  // A browser may send anything.
  try {
    const ids: unknown = JSON.parse(getCookie(event, 'cart') ?? '[]')
    return Array.isArray(ids) ? ids.map(String) : []
  } catch {
    return []
  }
}

export function writeCart(event: H3Event, item_ids: readonly string[]): void {
  setCookie(event, 'cart', JSON.stringify(item_ids), { httpOnly: true, sameSite: 'lax', path: '/' })
}
