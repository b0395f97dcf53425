import { type NamedItem, readNames } from '../store/catalogue/items.ts'
import type { Store } from '../store/open.ts'

/** Resolves the references of order lines and relations to items. */
export type Catalogue = {
  /** Item ids in ascending order; the index is the item's number in the engine. */
  ids: string[]
  /** Category path of each item, '' for none. */
  categories: string[]
  /** Item number of a stored reference, looked up first by its kind, then by the other names; -1 for none. */
  numberOf(reference: string): number
  /** Item id of a stored reference. */
  idOf(reference: string): string | undefined
  /** Kind of name under which the reference was found. */
  matchOf(reference: string): Match
}

/** Kind of name under which a reference was found. */
export type Match = 'id' | 'sku' | 'name' | 'nothing'

const TRIED_BY_ID = ['id', 'sku', 'name'] as const
/** Order of the lookups by the first letter of a reference: i for id, s for SKU, n for name. */
const TRIED: Readonly<Record<string, readonly ('id' | 'sku' | 'name')[]>> = {
  i: TRIED_BY_ID,
  s: ['sku', 'id', 'name'],
  n: ['name', 'id', 'sku'],
}

/**
 * Reads all names of the items: ids, variant ids, SKUs and titles. A number that matches none of them is compared without
 * leading zeros, because a spreadsheet may have dropped them in either file.
 */
export const readCatalogue = (store: Store): Promise<Catalogue> => catalogueOf(readNames(store))

/** Builds the catalogue from pages in the order of ids. */
export async function catalogueOf(pages: AsyncIterable<NamedItem[]>): Promise<Catalogue> {
  const ids: string[] = []
  const categories: string[] = []
  const byId = new Map<string, number>()
  const bySku = new Map<string, number>()
  const byTitle = new Map<string, number>()
  const name = (names: Map<string, number>, text: string | undefined, number: number) => {
    // The first item with a name keeps it; ids are in order, so the result is deterministic.
    if (text !== undefined && text !== '' && !names.has(text)) names.set(text, number)
  }
  const byDigits = new Map<string, number>()
  const digits = (text: string | undefined, number: number) => {
    const bare = bareDigits(text ?? '')
    // Numbers of two items that differ only in leading zeros are ambiguous without them.
    if (bare !== undefined) byDigits.set(bare, (byDigits.get(bare) ?? number) === number ? number : -1)
  }
  for await (const page of pages) {
    for (const item of page) {
      const number = ids.length
      ids.push(item.item_id)
      categories.push(item.category)
      // An item id takes precedence over a variant id of another item.
      byId.set(item.item_id, number)
      digits(item.item_id, number)
      name(byTitle, item.title, number)
      for (const variant of item.variants) {
        name(byId, variant.variant_id, number)
        name(bySku, variant.sku, number)
        digits(variant.variant_id, number)
        digits(variant.sku, number)
        // Shopify writes a line's name as "Title - Option / Option".
        if (variant.title) name(byTitle, `${item.title} - ${variant.title}`, number)
      }
    }
  }
  const names = { id: byId, sku: bySku, name: byTitle }
  const find = (reference: string): { match: Match; number: number } => {
    const text = reference.slice(2)
    for (const match of TRIED[reference[0] ?? ''] ?? TRIED_BY_ID) {
      const number = names[match].get(text)
      if (number !== undefined) return { match, number }
    }
    const number = byDigits.get(bareDigits(text) ?? '') ?? -1
    return { match: number < 0 ? 'nothing' : reference.startsWith('s:') ? 'sku' : 'id', number }
  }
  const numberOf = (reference: string): number => find(reference).number
  const matchOf = (reference: string): Match => find(reference).match
  return { ids, categories, numberOf, matchOf, idOf: (reference) => ids[numberOf(reference)] }
}

/** A number without its leading zeros; undefined for other texts. */
const bareDigits = (text: string): string | undefined =>
  /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined
