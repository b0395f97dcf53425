import { isRecord } from '../guarded.ts'

const PRODUCT = /(^|[ /:])Product(Group)?( |$)/

/** Maximum depth of the search; a product in a graph is at depth 4. */
const DEEPEST = 7

/**
 * The id of the page's item from its JSON-LD: the first `Product` or `ProductGroup` at the top level, in an array, in `@graph`
 * or as `mainEntity`. Related products are ignored. Order of preference: the id of the group (a variant belongs to its item),
 * `productID`, `sku`. Never `@id`, which is an address in the page's graph and not an id of the merchant's export. '' for none.
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
