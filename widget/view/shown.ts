import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { isSafeLink } from './safe-link.ts'

/** The part of an answer that a panel shows. An older API may omit newer fields. */
export type Shown = Pick<
  Recommendation,
  'recommendation_id' | 'placement' | 'intent' | 'panel' | 'seed' | 'items'
> &
  Partial<Pick<Recommendation, 'spare' | 'experiment'>>

/** An item with everything that a card needs. */
export type CardItem = RecommendedItem & { url: string; image_url: string }

/** State of a card's button; absent before the first click. */
export type AddState = 'adding' | 'added' | 'failed'

/** Fewest cards of a panel of companions; one alternative, or one due item, is enough. */
const MIN_CARDS = 2

/** The items that become cards; [] for too few. A dismissed item is replaced by a spare. */
export function cardsOf(
  { items, spare = [], intent }: Pick<Shown, 'items' | 'spare' | 'intent'>,
  gone: (item_id: string) => boolean = () => false,
): readonly CardItem[] {
  const fewest = /grade$|^repl/.test(intent) ? 1 : MIN_CARDS
  if (items.filter(isCard).length < fewest) return []
  return [...items, ...spare]
    .filter(isCard)
    .filter(({ item_id }) => !gone(item_id))
    .slice(0, items.length)
}

/** Whether an item has all that a card needs: title, picture and a safe link. */
export const isCard = (item: RecommendedItem | undefined): item is CardItem =>
  typeof item?.title === 'string' &&
  item.title.trim() !== '' &&
  isSafeLink(item.url) &&
  isSafeLink(item.image_url)

/** The chosen variant, else the variant that the answer proposes. */
export function chosenOf(item: RecommendedItem, chosen: ReadonlyMap<string, string>) {
  const { variants = [], price } = item
  const variant_id = chosen.get(item.item_id) ?? item.variant_id
  const variant = variants.find((one) => one.variant_id === variant_id)
  return { variant_id, price: variant?.price ?? price }
}
