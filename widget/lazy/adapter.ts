import type { Tag } from '../page/tag.ts'

/** What the shop is told when a shopper presses "add". */
export type AddDetail = {
  item_id: string
  /** What goes into the cart; absent when the item has no variants. */
  variant_id: string | undefined
  title: string
  quantity: 1
  recommendation_id: string
  placement: string
  /** Of a bundle, where the merchant gives one. */
  discount_code: string | undefined
  /** Called at once with the promise of adding, it puts the button into the shop's hands. */
  respond: (adding: unknown) => void
}

/** One line for a cart. The properties are hidden from shoppers: their names begin with `_`. */
export type Line = Pick<AddDetail, 'item_id' | 'variant_id' | 'title' | 'quantity'> & {
  properties: { _rec_id: string; _rec_placement: string }
}

/**
 * Puts lines into the cart of a platform, all or none where the platform can.
 * @throws {Error} with the platform's own message
 */
export type Adapter = (
  lines: readonly Line[],
  tag: Tag,
  discount_code: string | undefined,
) => Promise<unknown>

/** Platforms with an adapter of their own, and how each adapter is loaded. */
export const PLATFORMS = ['shopify', 'woocommerce', 'magento'] as const
export type LoadAdapter = Readonly<Record<(typeof PLATFORMS)[number], () => Promise<{ add: Adapter }>>>
