import { type NamedItem, readNames } from '../store/catalogue/items.ts'
import type { Store } from '../store/open.ts'

/** Finds the item that an order line or a relation means. */
export type Catalogue = {
  /** Item ids in order; a position in it is the item's number in the engine. */
  ids: string[]
  /** Category path of each item, '' for none. */
  categories: string[]
  /** Number of the item that a stored reference names, by its kind first, then by any other name; -1 for none. */
  numberOf(reference: string): number
  /** The same as an id. */
  idOf(reference: string): string | undefined
  /** By which of its names the reference was found. */
  matchOf(reference: string): Match
}

/** How a line finds its item. */
export type Match = 'id' | 'sku' | 'name' | 'nothing'

const TRIED_BY_ID = ['id', 'sku', 'name'] as const
/** The names that a reference is looked up among, by the letter it begins with. */
const TRIED: Readonly<Record<string, readonly ('id' | 'sku' | 'name')[]>> = {
  i: TRIED_BY_ID,
  s: ['sku', 'id', 'name'],
  n: ['name', 'id', 'sku'],
}

/**
 * Reads every name that an item goes by: its id, its variants' ids, their SKUs, and its titles. A number that is none of
 * these is compared without the zeros in front: a spreadsheet may have dropped them in either file.
 */
export const readCatalogue = (store: Store): Promise<Catalogue> => catalogueOf(readNames(store))

/** The same from pages of the whole catalogue in the order of ids. */
export async function catalogueOf(pages: AsyncIterable<NamedItem[]>): Promise<Catalogue> {
  const ids: string[] = []
  const categories: string[] = []
  const byId = new Map<string, number>()
  const bySku = new Map<string, number>()
  const byTitle = new Map<string, number>()
  const name = (names: Map<string, number>, text: string | undefined, number: number) => {
    // The first item of that name keeps it: ids come in order, so this is the same each time.
    if (text !== undefined && text !== '' && !names.has(text)) names.set(text, number)
  }
  const byDigits = new Map<string, number>()
  const digits = (text: string | undefined, number: number) => {
    const bare = bareDigits(text ?? '')
    // Two items whose numbers differ in their zeros alone: then zeros are needed to tell them apart.
    if (bare !== undefined) byDigits.set(bare, (byDigits.get(bare) ?? number) === number ? number : -1)
  }
  for await (const page of pages) {
    for (const item of page) {
      const number = ids.length
      ids.push(item.item_id)
      categories.push(item.category)
      // An item's own id beats another item's variant of the same name.
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

/** A number without its zeros in front, which spreadsheets drop; undefined for what is no number. */
const bareDigits = (text: string): string | undefined =>
  /^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : undefined
