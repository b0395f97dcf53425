import { toldCart } from './cart.ts'
import { itemIdOf } from './json-ld.ts'
import type { Wish } from './question.ts'

/** What a panel asks, by its attributes; what they leave open the page's own data and its cart may know. */
export function wishOf(element: Element): Wish {
  const said = (name: string) => element.getAttribute(name)
  // A panel that does not say where it stands stands on a product page.
  const placement = said('placement') || 'product'
  return {
    placement,
    intent: said('intent') ?? '',
    item_id: said('item-id')?.trim() || (placement === 'product' ? itemIdOf(jsonLd()) : ''),
    cart_item_ids: said('cart-item-ids') ?? (placement === 'cart' ? toldCart() : ''),
    limit: said('limit') ?? '',
  }
}

const jsonLd = (): string[] =>
  Array.from(
    document.querySelectorAll('script[type="application/ld+json"]'),
    ({ textContent }) => textContent ?? '',
  )
