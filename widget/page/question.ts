import type { Tag } from './tag.ts'

/** Larger carts are truncated to the API's limit (`MAX_CART_IDS`; a test compares them). */
export const MAX_SENT_CART_IDS = 100

/** The attributes of a panel; `''` for a missing one. */
export type Wish = {
  placement: string
  intent: string
  item_id: string
  /** Separated by commas, or a list. */
  cart_item_ids: string | readonly string[]
  limit: string | number
}

/** A request: its subject as a query, '' if there is none, and the kind of panel, such as `upgrade:2`. Panels of one subject share a request. */
export type Question = { subject: string; kind: string }

/** The request for a wish. The ids of a cart are sorted, so that caches see the same address for the same cart. */
export function questionOf({ placement, item_id, cart_item_ids, intent, limit }: Wish): Question {
  const ids = String(cart_item_ids)
    .trim()
    .split(/\s*,\s*/)
  const cart = [...new Set(ids)].filter(Boolean).slice(0, MAX_SENT_CART_IDS).sort().join()
  const about = cart && placement !== 'product' ? { cart_item_ids: cart } : { item_id }
  const free = /^(home|generic)$/.test(placement)
  return {
    subject: free || query(about) ? query({ placement, ...about }) : '',
    kind: [intent || 'complementary', limit].filter(Boolean).join(':'),
  }
}

/** The address of a request. Invalid values are sent unchanged, because the API's error explains them to a developer. */
export function addressOf(tag: Tag, subject: string, panels: readonly string[]): string {
  const { locale, market } = tag.dataset
  return `${tag.api}/recommendations?${subject}&${query({ panels: panels.join(), locale, market })}`
}

/** A query without empty values. Commas and colons are not encoded, because they have no meaning in a query. */
const query = (parts: Readonly<Record<string, string | undefined>>): string =>
  String(
    new URLSearchParams(Object.entries(parts).filter(([, value]) => value) as [string, string][]),
  ).replace(/%(2C|3A)/g, decodeURIComponent)
