import type { Recommendation, RecommendedItem } from '../../schema/recommendations.ts'
import { isSafeLink } from './safe-link.ts'

/** What a card shows of an item. */
export type ShownItem = Pick<
  RecommendedItem,
  'item_id' | 'variant_id' | 'title' | 'url' | 'image_url' | 'price' | 'reason' | 'disclosure' | 'age_limit'
>

/** What a panel shows of an answer. */
export type Shown = Pick<Recommendation, 'recommendation_id' | 'panel'> & { items: readonly ShownItem[] }

/** An item that has all that a card needs. */
export type CardItem = ShownItem & { url: string; image_url: string }

/** Where a press on a card's button stands; a button at rest has no state. */
export type AddState = 'adding' | 'added' | 'failed'

/** A single suggestion looks like an advertisement: below two cards the panel stays away. */
const FEWEST_CARDS = 2

/** The items that become cards: title, picture and a safe link; too few of them are none. */
export function cardsOf(items: readonly ShownItem[]): readonly CardItem[] {
  const cards = items.filter(isCard)
  return cards.length < FEWEST_CARDS ? [] : cards
}

function isCard(item: ShownItem): item is CardItem {
  return item.title !== '' && isSafeLink(item.url) && isSafeLink(item.image_url)
}
