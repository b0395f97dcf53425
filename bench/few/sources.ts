import type { YoungShop } from './young.ts'

export const PLACE_SOURCES = ['own', 'borrowed', 'category', 'best seller'] as const
/** A shown item with its source. */
export type Place = { item: number; source: (typeof PLACE_SOURCES)[number] }

/** Number of evaluated positions. */
const AT = 10
/** Minimum of companions of a panel. */
const MIN_COMPANIONS = 2

/** What answers need of a shop. */
export type Serving = Pick<YoungShop, 'shop' | 'categoryOf'>

/** Returns a product page: the item's list, filled up by its category, then by best sellers. */
export function pageOf({ shop, categoryOf }: Serving, seed: number): Place[] {
  const below = (source: Place['source'], items: readonly number[]) =>
    items.map((item): Place => ({ item, source }))
  const pooled = shop.categories.get(categoryOf(seed))?.companions ?? []
  const taken = new Set([seed])
  return [
    ...listOf(shop, seed),
    ...below(
      'category',
      pooled.map(({ item }) => item),
    ),
    ...below('best seller', shop.best),
  ]
    .filter(({ item }) => {
      const isNew = !taken.has(item)
      taken.add(item)
      return isNew
    })
    .slice(0, AT)
}

/** Returns the item's own companions and those of similar items, best first. */
export const listOf = ({ lists }: YoungShop['shop'], seed: number): Place[] =>
  (lists.get(seed)?.companions ?? []).map(({ item, borrowed, popular }) => ({
    item,
    source: popular ? 'best seller' : borrowed ? 'borrowed' : 'own',
  }))

/** Returns a cart: the sum of its lists, then the category of its first item by id, without best sellers. */
export function cartOf({ shop, categoryOf }: Serving, items: readonly number[]): number[] {
  const scored = shop.cart(items).map(({ item }) => item)
  const filling = shop.categories.get(categoryOf(Math.min(...items)))?.companions ?? []
  const found = new Set([...scored, ...filling.map(({ item }) => item)])
  for (const item of items) found.delete(item)
  return [...found].slice(0, AT)
}

/** Counts items by their source: own companions, similar items or category, or only best sellers. */
export function readiness({ shop, categoryOf, items }: YoungShop) {
  const counts = { ready: 0, pooled: 0, fallback: 0 }
  for (let item = 0; item < items; item += 1) {
    const list = listOf(shop, item)
    const pool = shop.categories.get(categoryOf(item))?.companions ?? []
    if (list.filter(({ source }) => source === 'own').length >= MIN_COMPANIONS) counts.ready += 1
    else if (Math.max(list.length, pool.length) >= MIN_COMPANIONS) counts.pooled += 1
    else counts.fallback += 1
  }
  return counts
}
