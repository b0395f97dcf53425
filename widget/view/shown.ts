import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { isSafeLink } from './safe-link.ts'

/** What a panel shows of an answer. An older API may leave out what came later. */
export type Shown = Pick<
  Recommendation,
  'recommendation_id' | 'placement' | 'intent' | 'panel' | 'seed' | 'items'
> &
  Partial<Pick<Recommendation, 'spare' | 'experiment'>>

/** An item that has all that a card needs. */
export type CardItem = RecommendedItem & { url: string; image_url: string }

/** Where a press on a card's button stands; a button at rest has no state. */
export type AddState = 'adding' | 'added' | 'failed'

/** A single suggestion looks like an advertisement: below two cards the panel stays away. A single alternative is one, and so is what is due. */
const FEWEST_CARDS = 2

/** The items that become cards; too few of them are none. One that was sent away makes room for a spare. */
export function cardsOf(
  { items, spare = [], intent }: Pick<Shown, 'items' | 'spare' | 'intent'>,
  gone: (item_id: string) => boolean = () => false,
): readonly CardItem[] {
  const fewest = /grade$|^repl/.test(intent) ? 1 : FEWEST_CARDS
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

/** What is in a shopper's hand: the chosen variant, else the one that the answer proposes. */
export function chosenOf(item: RecommendedItem, chosen: ReadonlyMap<string, string>) {
  const { variants = [], price } = item
  const variant_id = chosen.get(item.item_id) ?? item.variant_id
  const variant = variants.find((one) => one.variant_id === variant_id)
  return { variant_id, price: variant?.price ?? price }
}
