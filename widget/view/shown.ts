import type { Recommendation, RecommendedItem } from '../../schema/recommendations.ts'
import { isSafeLink } from './safe-link.ts'

/** What a card shows of an item. */
export type ShownItem = Pick<
  RecommendedItem,
  'item_id' | 'variant_id' | 'title' | 'url' | 'image_url' | 'price' | 'reason' | 'disclosure' | 'age_limit'
> & {
  /** What it has over the item on the page, in words. */
  gain?: string | undefined
}

/** What a panel shows of an answer. */
export type Shown = Pick<Recommendation, 'recommendation_id' | 'panel'> & {
  intent: string
  items: readonly ShownItem[]
}

/** An item that has all that a card needs. */
export type CardItem = ShownItem & { url: string; image_url: string }

/** Where a press on a card's button stands; a button at rest has no state. */
export type AddState = 'adding' | 'added' | 'failed'

/** A single suggestion looks like an advertisement: below two cards the panel stays away. A single alternative is one. */
const FEWEST_CARDS = 2

/** The items that become cards: title, picture and a safe link; too few of them are none. */
export function cardsOf({ items, intent }: Pick<Shown, 'items' | 'intent'>): readonly CardItem[] {
  const cards = items.filter(isCard)
  const fewest = intent === 'upgrade' || intent === 'downgrade' ? 1 : FEWEST_CARDS
  return cards.length < fewest ? [] : cards
}

function isCard(item: ShownItem): item is CardItem {
  return item.title !== '' && isSafeLink(item.url) && isSafeLink(item.image_url)
}
