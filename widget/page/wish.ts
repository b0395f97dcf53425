import { toldCart } from './cart.ts'
import { load } from './lazy.ts'
import type { Wish } from './question.ts'

/** Reads the id of the page's item from its JSON-LD; undefined until a page has needed it. */
let itemIdOf: (() => string) | undefined

/**
 * The request of a panel: its attributes, completed by the page's own data and its cart. Undefined while the part that reads
 * the page's data is on its way; then `again` is called.
 */
export function wishOf(element: Element, again: () => void): Wish | undefined {
  const said = (name: string, otherwise = '') => element.getAttribute(name) ?? otherwise
  // The default placement is a product page.
  const placement = said('placement') || 'product'
  let item_id = said('item-id').trim()
  if (!item_id && placement === 'product') {
    if (!itemIdOf) {
      load('extras', (part) => part.itemIdOf).then((found) => {
        itemIdOf = found ?? (() => '')
        again()
      })
      return undefined
    }
    item_id = itemIdOf()
  }
  return {
    ...{ placement, item_id },
    intent: said('intent'),
    cart_item_ids: said('cart-item-ids', placement === 'cart' ? toldCart() : ''),
    limit: said('limit'),
  }
}
