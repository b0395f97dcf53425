import { readNames } from '../store/items.ts'
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
}

/** Reads every name that an item goes by: its id, its variants' ids, their SKUs, and its titles. */
export async function readCatalogue(store: Store): Promise<Catalogue> {
  const ids: string[] = []
  const categories: string[] = []
  const byId = new Map<string, number>()
  const bySku = new Map<string, number>()
  const byTitle = new Map<string, number>()
  const name = (names: Map<string, number>, text: string | undefined, number: number) => {
    // The first item of that name keeps it: ids come in order, so this is the same each time.
    if (text !== undefined && text !== '' && !names.has(text)) names.set(text, number)
  }
  for await (const page of readNames(store)) {
    for (const item of page) {
      const number = ids.length
      ids.push(item.item_id)
      categories.push(item.category)
      // An item's own id beats another item's variant of the same name.
      byId.set(item.item_id, number)
      name(byTitle, item.title, number)
      for (const variant of item.variants) {
        name(byId, variant.variant_id, number)
        name(bySku, variant.sku, number)
        // Shopify writes a line's name as "Title - Option / Option".
        if (variant.title) name(byTitle, `${item.title} - ${variant.title}`, number)
      }
    }
  }
  const order = { i: [byId, bySku, byTitle], s: [bySku, byId, byTitle], n: [byTitle, byId, bySku] }
  const numberOf = (reference: string): number => {
    const kind = reference[0]
    const text = reference.slice(2)
    for (const names of kind === 's' ? order.s : kind === 'n' ? order.n : order.i) {
      const found = names.get(text)
      if (found !== undefined) return found
    }
    return -1
  }
  return { ids, categories, numberOf, idOf: (reference) => ids[numberOf(reference)] }
}
