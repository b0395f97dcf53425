import { isRecord } from '../is-record.ts'

const PRODUCT = /(^|[ /:,])Product(Group)?([ ,]|$)/

/** Maximum depth of the search; a product in a graph is at depth 4. */
const DEEPEST = 7

/**
 * The id of the page's item from its JSON-LD: the first `Product` or `ProductGroup` at the top level, in an array, in `@graph`
 * or as `mainEntity`. Related products are ignored. Order of preference: the id of the group (a variant belongs to its item),
 * `productID`, `sku`. Never `@id`, which is an address in the page's graph and not an id of the merchant's export. '' for none.
 */
export const itemIdIn = (texts: readonly string[]): string => search(texts.map(parse), DEEPEST)

/** The same for the page's own. Not by `Array.from`: Prototype 1.6 replaces it by one that ignores the second argument. */
export const itemIdOf = (): string =>
  itemIdIn(
    [...document.querySelectorAll('script[type="application/ld+json"]')].map(
      ({ textContent }) => textContent ?? '',
    ),
  )

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // themes write broken JSON-LD; the next script may be sound
  }
}

function search(values: readonly unknown[], left: number): string {
  for (const value of values) {
    if (!isRecord(value) || !left) continue
    const parts = Array.isArray(value) ? value : [value['@graph'], value.mainEntity]
    const found = (PRODUCT.test(String(value['@type'])) && idOf(value)) || search(parts, left - 1)
    if (found) return found
  }
  return ''
}

function idOf(product: Readonly<Record<string, unknown>>): string {
  const { productGroupID, inProductGroupWithID, isVariantOf, productID, sku } = product
  const ranked = [productGroupID, inProductGroupWithID, Object(isVariantOf).productGroupID, productID, sku]
  for (const id of ranked) {
    const text = typeof id === 'string' || typeof id === 'number' ? String(id).trim() : ''
    if (text) return text
  }
  return ''
}
