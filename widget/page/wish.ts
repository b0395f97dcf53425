import { toldCart } from './cart.ts'
import { itemIdOf } from './json-ld.ts'
import type { Wish } from './question.ts'

/** The request of a panel: its attributes, completed by the page's own data and its cart. */
export function wishOf(element: Element): Wish {
  const said = (name: string) => element.getAttribute(name)
  // The default placement is a product page.
  const placement = said('placement') || 'product'
  return {
    placement,
    intent: said('intent') ?? '',
    item_id: said('item-id')?.trim() || (placement === 'product' ? itemIdOf(jsonLd()) : ''),
    cart_item_ids: said('cart-item-ids') ?? (placement === 'cart' ? toldCart() : ''),
    limit: said('limit') ?? '',
  }
}

// Not `Array.from`: Prototype 1.6 replaces it by one that ignores the second argument.
const jsonLd = (): string[] =>
  [...document.querySelectorAll('script[type="application/ld+json"]')].map(
    ({ textContent }) => textContent ?? '',
  )
