import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { en } from '../../worker/texts/en.ts'

/** A card's worth of item; the picture is the test shop's own. */
export function item(id: string, more: Partial<RecommendedItem> = {}): RecommendedItem {
  return {
    item_id: id,
    title: `The ${id}`,
    url: `/items/${id}`,
    image_url: `/pictures/${id}.svg`,
    price: { amount: 1999, currency: 'EUR' },
    availability: 'in_stock',
    score: 1,
    source: 'mined',
    reason: 'About 1 in 5 buyers also bought this.',
    evidence: { level: 'share', share: 5, seed_item_id: 'tea' },
    ...more,
  }
}

/** One panel with these items, in English. */
export function panel(
  items: readonly RecommendedItem[],
  look: Partial<Recommendation['panel']> = {},
  more: Partial<Recommendation> = {},
): Recommendation {
  return {
    recommendation_id: items.map(({ item_id }) => item_id).join('+') || 'none',
    placement: 'product',
    intent: 'complementary',
    model_id: 'm1',
    panel: {
      layout: 'grid',
      title: 'Goes well with',
      locale: 'en-IE',
      texts: { ...en.texts, failed: 'Could not add', add_label: 'Add to cart: {title}' },
      ...look,
    },
    items: [...items],
    spare: [],
    ...more,
  }
}

/** All panels of a page, as the API answers them. */
export const pageOf = (...panels: Recommendation[]) => ({ recommendation_id: 'r_page', panels })

/** A page with one panel of these items. */
export const answer = (
  items: readonly RecommendedItem[],
  layout: Recommendation['panel']['layout'] = 'grid',
) => pageOf(panel(items, { layout }))

/** Mug and pot: the smallest panel there is. */
export const PAIR = [item('mug'), item('pot')]
