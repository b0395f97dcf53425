import type { ItemRow, Variant } from '../../../schema/catalogue/items.ts'
import type { Store } from '../open.ts'
import { bareDigits } from './bare-digits.ts'
import { type ItemCells, itemCells, itemOfRow } from './item-cells.ts'
import { inOrder, readStored } from './stated-fields.ts'

/** What a price list says of an item or a variant. */
export type PriceChange = Partial<Pick<Variant, 'price' | 'cost' | 'stock' | 'availability'>>

/** A row of a price list whose item is known. */
export type ListedPrice = {
  item_id: string
  /** The number in the row, of the item or of one of its variants, and of which kind it is. */
  name: string
  kind: 'id' | 'sku'
  row: number
  column: string
  change: PriceChange
}

/** A row that names an item of several variants, and says one price or stock for all of them. */
export type Ambiguous = { price: ListedPrice; of: 'price' | 'stock' }

/**
 * The items with their listed prices and stocks, and otherwise as they are stored.
 * @param as_of UTC milliseconds of the list, by which it confirms prices
 */
export async function pricedItems(
  store: Store,
  prices: readonly ListedPrice[],
  as_of: number,
): Promise<{ cells: ItemCells[]; ambiguous: Ambiguous[] }> {
  const stored = await readStored(store, [...new Set(prices.map(({ item_id }) => item_id))])
  const changed = new Map<string, ItemRow>()
  const ambiguous: Ambiguous[] = []
  for (const price of prices) {
    const row = changed.get(price.item_id) ?? stored.get(price.item_id)
    if (!row) continue
    changed.set(price.item_id, row)
    // What is newer than the list stays, and counts as unchanged.
    if (row.as_of > as_of) continue
    const named = namedVariants(row, price)
    const of = ambiguousPart(named, price)
    if (of) {
      ambiguous.push({ price, of })
      continue
    }
    const ids = new Set(named.map(({ variant_id }) => variant_id))
    const variants = row.variants.map((one) =>
      ids.has(one.variant_id) ? changedVariant(one, price.change) : one,
    )
    const version = price.change.price === undefined ? row.as_of : as_of
    changed.set(price.item_id, { ...row, ...itemCells({ ...itemOfRow(row), variants }, version) })
  }
  return { cells: [...changed.values()].map(({ shop_id: _, ...cells }) => cells), ambiguous }
}

/** A stock alone decides between what can be bought and what is sold out, and leaves orders in advance as they are. */
function changedVariant(one: Variant, change: PriceChange): Variant {
  const isCounted = one.availability === 'in_stock' || one.availability === 'out_of_stock'
  const { stock } = change
  const availability = stock !== undefined && stock <= 0 ? 'out_of_stock' : 'in_stock'
  const follows = stock !== undefined && change.availability === undefined && isCounted
  return inOrder({ ...one, ...change, ...(follows && { availability }) })
}

/** The variants that a number names: by its own kind of number, by any other, without zeros that a spreadsheet has dropped, else all of the item. */
function namedVariants({ variants }: ItemRow, { name, kind }: ListedPrice): Variant[] {
  const first = ({ variant_id, sku }: Variant) => (kind === 'sku' ? sku : variant_id)
  const others = ({ variant_id, sku, gtin, platform_id }: Variant) => [variant_id, sku, gtin, platform_id]
  const digits = bareDigits(name)
  const ways = [
    (one: Variant) => first(one) === name,
    (one: Variant) => others(one).includes(name),
    (one: Variant) => digits !== undefined && others(one).some((number) => bareDigits(number) === digits),
  ]
  for (const way of ways) {
    const own = variants.filter(way)
    if (own.length > 0) return own
  }
  return [...variants]
}

/** What one row cannot say for several variants: what they have in different values, and a stock. */
function ambiguousPart(named: readonly Variant[], { change }: ListedPrice): Ambiguous['of'] | undefined {
  const differs = (field: 'price' | 'cost' | 'availability') =>
    change[field] !== undefined && new Set(named.map((one) => one[field])).size > 1
  if (differs('price') || differs('cost')) return 'price'
  return (change.stock !== undefined && named.length > 1) || differs('availability') ? 'stock' : undefined
}
