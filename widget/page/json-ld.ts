import { isRecord } from '../guarded.ts'

const PRODUCT = /^(https?:\/\/schema\.org\/|schema:)?Product(Group)?$/
/** How deep a page's data is searched; a graph of a page about a product needs 4. */
const DEEPEST = 6

/**
 * The id of the item that a page is about, from its JSON-LD texts: the first `Product` or `ProductGroup`
 * at the top, in an array, in `@graph` or as `mainEntity`. Products that are merely related are not looked
 * at. Ids by rank: the group's (variants are folded into their item), then `productID`, then `sku`.
 * Never `@id`: that is an address in the page's graph, not an id in the merchant's export. Empty: none found.
 */
export function itemIdOf(texts: readonly string[]): string {
  for (const text of texts) {
    const id = search(parse(text), 0)
    if (id !== '') return id
  }
  return ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // themes write broken JSON-LD; the next script may be sound
  }
}

function search(value: unknown, depth: number): string {
  if (!isRecord(value) || depth > DEEPEST) return ''
  const own = isProduct(value['@type']) ? idOf(value) : ''
  if (own !== '') return own
  for (const part of Array.isArray(value) ? value : [value['@graph'], value.mainEntity]) {
    const id = search(part, depth + 1)
    if (id !== '') return id
  }
  return ''
}

function isProduct(type: unknown): boolean {
  return (Array.isArray(type) ? type : [type]).some((name) => typeof name === 'string' && PRODUCT.test(name))
}

function idOf(product: Readonly<Record<string, unknown>>): string {
  const group = isRecord(product.isVariantOf) ? product.isVariantOf.productGroupID : ''
  const ranked = [product.productGroupID, product.inProductGroupWithID, group, product.productID, product.sku]
  return ranked.map(asId).find((id) => id !== '') ?? ''
}

function asId(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
