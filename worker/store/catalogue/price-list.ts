import type { ItemRow, Variant } from '../../../schema/catalogue/items.ts'
import type { Store } from '../open.ts'
import { bareDigits } from './bare-digits.ts'
import { type ItemCells, itemCells, itemOfRow } from './item-cells.ts'
import { readStored } from './stated-fields.ts'

/** What a row of a price list says of an item; `name` is the number by which it names the item or one of its variants. */
export type ListedPrice = {
  item_id: string
  name: string
  row: number
  column: string
  change: Partial<Pick<Variant, 'price' | 'cost' | 'stock' | 'availability'>>
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
    const named = namedVariants(row, price.name)
    const of = ambiguousPart(named, price)
    if (of) {
      ambiguous.push({ price, of })
      continue
    }
    const ids = new Set(named.map(({ variant_id }) => variant_id))
    const variants = row.variants.map((one) => (ids.has(one.variant_id) ? { ...one, ...price.change } : one))
    const version = price.change.price === undefined ? row.as_of : as_of
    changed.set(price.item_id, { ...row, ...itemCells({ ...itemOfRow(row), variants }, version) })
  }
  return { cells: [...changed.values()].map(({ shop_id: _, ...cells }) => cells), ambiguous }
}

/** The variants that a number names: one of them by its own, else those of the item. */
function namedVariants({ variants }: ItemRow, name: string): Variant[] {
  const numbersOf = ({ variant_id, sku, gtin, platform_id }: Variant) => [variant_id, sku, gtin, platform_id]
  const own = variants.filter((one) => numbersOf(one).includes(name))
  if (own.length > 0) return own
  const digits = bareDigits(name)
  const alike = variants.filter(
    (one) => digits && numbersOf(one).some((number) => bareDigits(number) === digits),
  )
  return alike.length > 0 ? alike : [...variants]
}

function ambiguousPart(named: readonly Variant[], { change }: ListedPrice): Ambiguous['of'] | undefined {
  if (change.price !== undefined && new Set(named.map(({ price }) => price)).size > 1) return 'price'
  return change.stock !== undefined && named.length > 1 ? 'stock' : undefined
}
