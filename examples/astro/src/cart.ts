import type { AstroCookies } from 'astro'

/** The items in the cart of this browser. A shop would keep the cart in its database. */
export function readCart(cookies: AstroCookies): string[] {
  // A browser may send anything.
  try {
    const ids: unknown = cookies.get('cart')?.json() ?? []
    return Array.isArray(ids) ? ids.map(String) : []
  } catch {
    return []
  }
}

export function writeCart(cookies: AstroCookies, item_ids: readonly string[]): void {
  cookies.set('cart', JSON.stringify(item_ids), { httpOnly: true, sameSite: 'lax', path: '/' })
}
