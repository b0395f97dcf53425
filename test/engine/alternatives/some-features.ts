import type { Alternatives } from '../../../engine/alternatives/alternatives.ts'
import { type AlternativeOptions, findAlternatives } from '../../../engine/alternatives/find-alternatives.ts'
import type { Links } from '../../../engine/alternatives/link-patterns.ts'
import type { ItemFeatures } from '../../../engine/data/item-features.ts'
import { type Bought, basketsOf, run } from '../mine/a-shop.ts'

/** An item of a test; the price is in minor units. */
export type TestItem = {
  title?: string
  in?: readonly string[]
  type?: string
  price?: number | null
  has?: Readonly<Record<string, string>>
  offered?: boolean
}

/** Returns the features of these items, by position. */
export const featuresOf = (items: readonly TestItem[]): ItemFeatures => ({
  titles: items.map(({ title = '' }) => title),
  collections: items.map((item) => item.in ?? []),
  product_types: items.map(({ type = '' }) => type),
  attributes: items.map(({ has = {} }) => has),
  prices: items.map(({ price = 1_000 }) => price),
  offered: items.map(({ offered = true }) => offered),
})

export const NO_LINKS: Links = { upgrade: [], complement: [], related: [], substitute: [] }

/** Returns the alternatives of a shop with these items and orders. */
export const alternativesOf = (
  items: readonly TestItem[],
  orders: readonly Bought[] = [],
  links: Partial<Links> = {},
  options: AlternativeOptions = {},
): Alternatives =>
  run(
    findAlternatives(basketsOf(items.length, orders), featuresOf(items), { ...NO_LINKS, ...links }, options),
  )
