import type { Tag } from './tag.ts'

/** Larger carts are cut, not refused. The API's own limit (schema's `MAX_CART_IDS`; a test compares them). */
export const MOST_CART_IDS = 100

/** What a panel's attributes say; `''` is what they leave open. */
export type Wish = {
  placement: string
  intent: string
  item_id: string
  /** Separated by commas, or a list. */
  cart_item_ids: string | readonly string[]
  limit: string | number
}

/**
 * What is asked about, as a query: panels of one subject are asked for at once. '' when there is nothing to ask about.
 * One cart is one subject, whatever its order: caches see the same question.
 */
export function subjectOf({ placement, item_id, cart_item_ids }: Wish): string {
  const ids = String(cart_item_ids)
    .split(',')
    .map((id) => id.trim())
  const cart = [...new Set(ids)].filter(Boolean).slice(0, MOST_CART_IDS).sort().join()
  const about = cart && placement !== 'product' ? { cart_item_ids: cart } : { item_id }
  const free = /^(home|generic)$/.test(placement)
  return free || Object.values(about)[0] ? query({ placement, ...about }) : ''
}

/** One panel of a question, such as `upgrade:2`. */
export const panelOf = ({ intent, limit }: Wish): string =>
  (intent || 'complementary') + (limit && `:${limit}`)

/** The address that answers a subject. Odd values go out as they are: the API's refusal explains them to a developer. */
export function addressOf(subject: string, panels: readonly string[], { api, dataset }: Tag): string {
  const { locale = '', market = '' } = dataset
  return `${api}/recommendations?${subject}&${query({ panels: panels.join(), locale, market })}`
}

/** What is '' is left out. Commas and colons stay legible: they separate nothing in a query. */
const query = (parts: Readonly<Record<string, string | undefined>>): string =>
  String(
    new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  ).replace(/%(2C|3A)/g, decodeURIComponent)
