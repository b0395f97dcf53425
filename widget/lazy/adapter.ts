import type { Tag } from '../page/tag.ts'

/** Detail of the event when a shopper clicks "add". */
export type AddDetail = {
  item_id: string
  /** The variant to add; absent when the item has no variants. */
  variant_id: string | undefined
  /** Other names of the variant, if known: its SKU, and its id in the shop system's cart. */
  sku?: string | undefined
  platform_id?: string | undefined
  /** What distinguishes the variant: "Red / L"; absent if it is the only one. */
  variant_title?: string | undefined
  title: string
  /** The item's own page. */
  url?: string | undefined
  quantity: 1
  recommendation_id: string
  placement: string
  /** Discount code of a bundle; absent for none. */
  discount_code: string | undefined
  /** With a promise, passed synchronously, the shop adds the item itself and the button follows the promise. */
  respond: (adding: unknown) => void
}

/** One line for a cart. Shops hide properties whose names begin with `_`. */
export type Line = Omit<AddDetail, 'recommendation_id' | 'placement' | 'discount_code' | 'respond'> & {
  properties: { _rec_id: string; _rec_placement: string }
}

/** What an adapter knows of the page: its tag, and a writer of JSON that old scripts do not break. */
export type Shop = { tag: Tag; toJson: (value: unknown) => string }

/**
 * Adds lines to the cart of a platform: all or none, if the platform supports it.
 * @throws {Error} with the platform's own message
 */
export type Adapter = (
  lines: readonly Line[],
  shop: Shop,
  discount_code: string | undefined,
) => Promise<unknown>
