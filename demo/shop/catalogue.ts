import { BREWING } from './catalogue/brewing.ts'
import { COFFEE } from './catalogue/coffee.ts'
import type { Item, Variant } from './catalogue/make.ts'
import { PANTRY } from './catalogue/pantry.ts'
import { PARTS } from './catalogue/parts.ts'
import { TABLE } from './catalogue/table.ts'
import { TEA } from './catalogue/tea.ts'
import { TOOLS } from './catalogue/tools.ts'

export type { Item, Variant } from './catalogue/make.ts'

/** The shop's currency, in pages and files. */
export const CURRENCY = 'EUR'

/** All items of the shop, including unpublished ones; the best known first within a category. */
export const ITEMS: readonly Item[] = [...COFFEE, ...TEA, ...BREWING, ...PARTS, ...TOOLS, ...TABLE, ...PANTRY]

const byId = new Map(ITEMS.map((item) => [item.id, item]))
const byVariant = new Map(
  ITEMS.flatMap((item) => item.variants.map((variant) => [variant.id, { item, variant }])),
)

/** Returns an item by its id, published or not. */
export const findItem = (id: string): Item | undefined => byId.get(id)

/** Returns a variant with its item. */
export const findVariant = (id: string): { item: Item; variant: Variant } | undefined => byVariant.get(id)

/** Returns the category of an item as in the files: `Brewing > Kettles`. */
export const categoryPath = (item: Item): string => item.category.join(' > ')

/** A leaf category for the pages; `slug` is part of its URL. */
export type Category = {
  slug: string
  name: string
  department: string
  path: string
  items: readonly Item[]
}

/** The leaf categories in the order of the catalogue, with their published items. */
export const CATEGORIES: readonly Category[] = [...new Set(ITEMS.map(categoryPath))].map((path) => {
  const steps = path.split(' > ')
  const name = steps.at(-1) ?? path
  const department = steps[0] ?? path
  return {
    slug: path.toLowerCase().replace(/[^a-z]+/g, '-'),
    name: steps[1] === 'Loose leaf' ? `${name} tea` : name,
    department,
    path,
    items: ITEMS.filter((item) => item.published && categoryPath(item) === path),
  }
})

/** Formats cents as in the files and pages: `49.99`. */
export const money = (cents: number): string => (cents / 100).toFixed(2)
