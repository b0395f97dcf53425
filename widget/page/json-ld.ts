import { isRecord } from '../guarded.ts'

const PRODUCT = /(^|[ /:])Product(Group)?( |$)/

/** How deep a page's data is searched; a graph of a page about a product needs 4. */
const DEEPEST = 7

/**
 * The id of the item that a page is about, from its JSON-LD texts: the first `Product` or `ProductGroup`
 * at the top, in an array, in `@graph` or as `mainEntity`. Products that are merely related are not looked
 * at. Ids by rank: the group's (variants are folded into their item), then `productID`, then `sku`.
 * Never `@id`: that is an address in the page's graph, not an id in the merchant's export. Empty: none found.
 */
export const itemIdOf = (texts: readonly string[]): string =>
  first(texts, (text) => search(parse(text), DEEPEST))

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // themes write broken JSON-LD; the next script may be sound
  }
}

function search(value: unknown, left: number): string {
  if (!isRecord(value) || !left) return ''
  const own = PRODUCT.test([value['@type']].flat().join(' ')) ? idOf(value) : ''
  const parts = Array.isArray(value) ? value : [value['@graph'], value.mainEntity]
  return own || first(parts, (part) => search(part, left - 1))
}

function idOf(product: Readonly<Record<string, unknown>>): string {
  const group = isRecord(product.isVariantOf) && product.isVariantOf.productGroupID
  const ranked = [product.productGroupID, product.inProductGroupWithID, group, product.productID, product.sku]
  return first(ranked, (id) => (typeof id === 'string' || typeof id === 'number' ? String(id).trim() : ''))
}

function first<T>(all: readonly T[], read: (one: T) => string): string {
  for (const one of all) {
    const found = read(one)
    if (found) return found
  }
  return ''
}
