import type { YoungShop } from './young.ts'

export const RUNGS = ['own', 'borrowed', 'category', 'best seller'] as const
/** An item that is shown, and the rung of the ladder that it comes from. */
export type Place = { item: number; rung: (typeof RUNGS)[number] }

/** Places of an answer that count. */
const AT = 10
/** Fewest companions that make a panel. */
const FEWEST = 2

/** The product page: what the item's list leaves open its category fills, and what that leaves open best sellers. */
export function pageOf({ shop, categoryOf }: YoungShop, seed: number): Place[] {
  const below = (rung: Place['rung'], items: readonly number[]) =>
    items.map((item): Place => ({ item, rung }))
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

/** The item's own companions and those that it borrows, best first, as they are mixed. */
export const listOf = ({ lists }: YoungShop['shop'], seed: number): Place[] =>
  (lists.get(seed)?.companions ?? []).map(({ item, borrowed }) => ({
    item,
    rung: borrowed ? 'borrowed' : 'own',
  }))

/** A cart: the sum of its lists, then the category of its first item by id; best sellers stay out. */
export function cartOf({ shop, categoryOf }: YoungShop, items: readonly number[]): number[] {
  const scored = shop.cart(items).map(({ item }) => item)
  const filling = shop.categories.get(categoryOf(Math.min(...items)))?.companions ?? []
  const found = new Set([...scored, ...filling.map(({ item }) => item)])
  for (const item of items) found.delete(item)
  return [...found].slice(0, AT)
}

/** Items that an answer can rest on: their own companions, those of similar items or the category, best sellers alone. */
export function readiness({ shop, categoryOf, items }: YoungShop) {
  const counts = { ready: 0, pooled: 0, fallback: 0 }
  for (let item = 0; item < items; item += 1) {
    const list = listOf(shop, item)
    const pool = shop.categories.get(categoryOf(item))?.companions ?? []
    if (list.filter(({ rung }) => rung === 'own').length >= FEWEST) counts.ready += 1
    else if (Math.max(list.length, pool.length) >= FEWEST) counts.pooled += 1
    else counts.fallback += 1
  }
  return counts
}
