import type { RecommendedItem } from '../../schema/serving/recommendations.ts'

/** An id that Shopify may have given: its numbers of variants have at least 8 digits. */
const NUMBER = /^\d{8,}$/

/**
 * Whether the cart of the shop system can take the item, as far as its ids tell. Shopify takes its own number of a variant, which
 * the page of the product tells if the item's link leads there.
 * @param cart the adapter; '' or `form` for a page that adds by itself
 */
export const canAdd = (
  item: Pick<RecommendedItem, 'platform_id' | 'variant_id' | 'url'>,
  cart: string | undefined,
): boolean =>
  cart !== 'shopify' ||
  !!item.platform_id ||
  /\/products\/[^/?#]/.test(item.url ?? '') ||
  NUMBER.test(item.variant_id ?? '')
