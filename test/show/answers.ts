import type { Recommendation, RecommendedItem } from '../../schema/recommendations.ts'

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
    reason: 'About 1 in 5 buyers also took it.',
    evidence: { level: 'share', share: 5, seed_item_id: 'tea' },
    ...more,
  }
}

/** An answer with these items, in English. */
export function answer(
  items: readonly RecommendedItem[],
  layout: Recommendation['panel']['layout'] = 'grid',
): Recommendation {
  return {
    recommendation_id: items.map(({ item_id }) => item_id).join('+') || 'none',
    placement: 'product',
    intent: 'complementary',
    model_id: 'm1',
    panel: {
      layout,
      title: 'Goes well with',
      locale: 'en-IE',
      texts: {
        add: 'Add to cart',
        adding: 'Adding…',
        added: 'Added',
        failed: 'Could not add',
        add_label: 'Add to cart: {title}',
        from: 'from {price}',
      },
    },
    items: [...items],
    spare: [],
  }
}

/** Mug and pot: the smallest panel there is. */
export const PAIR = [item('mug'), item('pot')]
