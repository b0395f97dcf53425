import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import { isSafeLink } from './safe-link.ts'

/** The part of an answer that a panel shows. An older API may omit newer fields. */
export type Shown = Pick<
  Recommendation,
  'recommendation_id' | 'placement' | 'intent' | 'panel' | 'seed' | 'items'
> &
  Partial<Pick<Recommendation, 'spare' | 'experiment'>>

/** An item with everything that a card needs. */
export type CardItem = RecommendedItem & { title: string }

/** State of a card's button; absent before the first click. */
export type AddState = 'adding' | 'added' | 'failed'

/** Fewest cards of a panel of companions; one alternative, or one due item, is enough. */
const MIN_CARDS = 2

/** The items that become cards; [] for too few. A dismissed item is replaced by a spare. @param gone dismissed items */
export function cardsOf(
  { items, spare = [], intent, panel }: Pick<Shown, 'items' | 'spare' | 'intent' | 'panel'>,
  gone?: ReadonlySet<string>,
): readonly CardItem[] {
  const fewest = /grade$|^repl/.test(intent) ? 1 : MIN_CARDS
  const cards = (some: readonly RecommendedItem[]) => some.filter((item) => isCard(item, panel))
  if (cards(items).length < fewest) return []
  return cards([...items, ...spare])
    .filter(({ item_id }) => !gone?.has(item_id))
    .slice(0, items.length)
}

/** Whether an item has all that a card needs: title, a safe link and a picture, unless the panel does without the latter two. */
export const isCard = (item: RecommendedItem | undefined, { pictures }: Shown['panel']): item is CardItem =>
  typeof item?.title === 'string' &&
  /\S/.test(item.title) &&
  (isSafeLink(item.url) || (!item.url && pictures === 'optional')) &&
  (isSafeLink(item.image_url) || pictures === 'optional')

/** The chosen variant, else the variant that the answer proposes. */
export function chosenOf(item: RecommendedItem, chosen: ReadonlyMap<string, string>) {
  const { variants = [], price } = item
  const variant_id = chosen.get(item.item_id) ?? item.variant_id
  const variant = variants.find((one) => one.variant_id === variant_id)
  return { variant_id, variant, price: variant?.price ?? price }
}

/** The answer without some items; spare items take their places. */
export function without<T extends Pick<Shown, 'items' | 'spare'>>(
  answer: T,
  isOut: (item: RecommendedItem) => boolean,
): T & { items: RecommendedItem[]; spare: RecommendedItem[] } {
  const { items, spare = [] } = answer
  const left = [...items, ...spare].filter((item) => !isOut(item))
  return { ...answer, items: left.splice(0, items.length), spare: left }
}
