import { type Alternative, MAX_RELATED } from './alternative.ts'
import type { ViewedItem } from './viewed-together.ts'

/** Orders below which an item is new: its own list rests on little else than texts. */
const NEW_ORDERS = 20
/** Every which place of the list may be given by views: of a new item, and of others. */
const PLACE_OF_NEW = 2
const PLACE_OF_OTHERS = 4

/**
 * The related items of one item with those that are viewed together with it. Never the first place, and at most half of the places
 * of a new item, a quarter of others; where no other item is left, at most as many. Only one place rests on visitors who are not
 * proved to be buyers, so strangers can change no more than that.
 * @param list by orders and texts, best first
 * @param viewed best first
 * @param orders with the item
 */
export function withViewed(
  list: readonly Alternative[],
  viewed: readonly (ViewedItem & Pick<Alternative, 'switches' | 'owners'>)[],
  orders: number,
): Alternative[] {
  const every = orders < NEW_ORDERS ? PLACE_OF_NEW : PLACE_OF_OTHERS
  const placed = new Map<number, Alternative>()
  let given = 0
  let unproved = 0
  const nextViewed = () =>
    given === MAX_RELATED / every
      ? undefined
      : viewed.find(({ item, proved }) => !placed.has(item) && (proved || unproved === 0))
  let score = list[0]?.score ?? 1
  while (placed.size < MAX_RELATED) {
    const next = list.find(({ item }) => !placed.has(item))
    const isGiven = next === undefined || (placed.size + 1) % every === 0
    const one = isGiven ? nextViewed() : undefined
    if (one) {
      given += 1
      unproved += one.proved ? 0 : 1
      const { item, viewers, switches, owners } = one
      placed.set(item, { item, score, switches, owners, viewers })
      continue
    }
    if (!next) break
    score = next.score
    placed.set(next.item, next)
  }
  return [...placed.values()]
}
