import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { en } from '../../worker/texts/en.ts'

/** Returns an item with all fields of a card; its picture is served by the test shop. */
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

/** Returns an English panel with these items. */
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

/** Returns the API's answer with these panels. */
export const pageOf = (...panels: Recommendation[]) => ({ recommendation_id: 'r_page', panels })

/** Returns the API's answer with one panel of these items. */
export const answer = (
  items: readonly RecommendedItem[],
  layout: Recommendation['panel']['layout'] = 'grid',
) => pageOf(panel(items, { layout }))

/** Mug and pot: the smallest possible panel. */
export const PAIR = [item('mug'), item('pot')]
