import type { ItemFacts, ItemTest, Range } from './rule.ts'

/** A test that was prepared once, so that it takes a lookup for each item. */
export type PreparedTest = (item: ItemFacts) => boolean

/** Texts of merchants differ in case and in blanks at their ends. */
export const folded = (text: string): string => text.trim().toLowerCase()

const setOf = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.map(folded))

export const isWithin = (value: number | null, { from, to }: Range): boolean =>
  value !== null && value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY)

/** The value of an item's property; undefined where the shop does not say. */
export function propertyOf(item: ItemFacts, property: string): string | undefined {
  const value =
    property === 'brand' || property === 'category' || property === 'product_type'
      ? item[property]
      : Object.entries(item.attributes).find(([name]) => folded(name) === folded(property))?.[1]
  return value ? folded(value) : undefined
}

/** Prepares a test; one without parts holds for every item. */
export function prepareTest(test: ItemTest): PreparedTest {
  const parts = partsOf(test)
  return (item) => parts.every((part) => part(item))
}

function partsOf(test: ItemTest): PreparedTest[] {
  const { item_ids, categories, brands, product_types, tags, collections, attribute, price } = test
  const parts: PreparedTest[] = []
  if (item_ids) {
    const ids = new Set(item_ids)
    parts.push(({ item_id }) => ids.has(item_id))
  }
  if (categories) {
    const paths = categories.map(pathOf)
    parts.push(({ category }) => paths.some((path) => isBelow(pathOf(category), path)))
  }
  const single = [
    [brands, 'brand'],
    [product_types, 'product_type'],
    [attribute?.values, attribute?.name ?? ''],
  ] as const
  for (const [values, property] of single) {
    if (!values) continue
    const wanted = setOf(values)
    parts.push((item) => wanted.has(propertyOf(item, property) ?? ''))
  }
  for (const [values, list] of [
    [tags, 'tags'],
    [collections, 'collections'],
  ] as const) {
    if (!values) continue
    const wanted = setOf(values)
    parts.push((item) => item[list].some((one) => wanted.has(folded(one))))
  }
  if (price) parts.push((item) => isWithin(item.price, price))
  return parts
}

const pathOf = (category: string): string[] => category.split('>').map(folded)

/** Whether a path is another one or below it. */
const isBelow = (path: readonly string[], wide: readonly string[]): boolean =>
  wide.every((part, at) => path[at] === part)
