import type { ItemFacts, ItemTest, Range } from './rule.ts'

/** A test that was prepared once, so that it takes a lookup for each item. */
export type PreparedTest = (item: ItemFacts) => boolean

/** Texts of merchants differ in case and in blanks at their ends. */
export const folded = (text: string): string => text.trim().toLowerCase()

const setOf = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.map(folded))

/** A category path without case and blanks, so that paths can be compared as texts. */
export const pathOf = (category: string): string => category.split('>').map(folded).join('>')

/** Whether a path of `pathOf` is another one or below it. */
export const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}>`)

/** The texts of an item as they are compared, each made once for the many rules that compare it. */
class Folded {
  private readonly item: ItemFacts
  private readonly texts = new Map<string, string | undefined>()
  private sets: { tags?: ReadonlySet<string>; collections?: ReadonlySet<string> } = {}
  private attributes: ReadonlyMap<string, string> | undefined

  constructor(item: ItemFacts) {
    this.item = item
  }

  text(property: string): string | undefined {
    if (!this.texts.has(property)) this.texts.set(property, this.fold(property))
    return this.texts.get(property)
  }

  set(list: 'tags' | 'collections'): ReadonlySet<string> {
    this.sets[list] ??= setOf(this.item[list])
    return this.sets[list]
  }

  private fold(property: string): string | undefined {
    const { category, brand, product_type, attributes } = this.item
    if (property === 'category') return category === '' ? undefined : pathOf(category)
    if (property === 'brand') return brand ? folded(brand) : undefined
    if (property === 'product_type') return product_type ? folded(product_type) : undefined
    this.attributes ??= new Map(Object.entries(attributes).map(([name, value]) => [folded(name), value]))
    const value = this.attributes.get(folded(property))
    return value ? folded(value) : undefined
  }
}

const known = new WeakMap<ItemFacts, Folded>()

function foldedItem(item: ItemFacts): Folded {
  const found = known.get(item) ?? new Folded(item)
  known.set(item, found)
  return found
}

export const isWithin = (value: number | null, { from, to }: Range): boolean =>
  value !== null && value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY)

/** The value of an item's property (`brand`, `category`, `product_type`, or an attribute); undefined where the shop does not say. */
export const propertyOf = (item: ItemFacts, property: string): string | undefined =>
  foldedItem(item).text(property)

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
    const wanted = categories.map(pathOf)
    parts.push((item) => {
      const own = propertyOf(item, 'category') ?? ''
      return wanted.some((path) => isBelow(own, path))
    })
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
    const wanted = values.map(folded)
    parts.push((item) => {
      const own = foldedItem(item).set(list)
      return wanted.some((one) => own.has(one))
    })
  }
  if (price) parts.push((item) => isWithin(item.price, price))
  return parts
}
