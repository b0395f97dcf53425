import { sql } from 'drizzle-orm'
import { ALIAS_KINDS } from '../../../schema/catalogue/aliases.ts'
import type { Item, Variant } from '../../../schema/catalogue/items.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import type { ItemCells } from './item-cells.ts'
import { OF_VARIANT, type Stated } from './stated.ts'

/** Whether a row says nothing of variants: its item is its only variant. */
const isOfOne = ({ item_id, variants }: ItemCells): boolean =>
  variants.length === 1 && variants[0]?.variant_id === item_id

/** What names a variant; a row that is about it by one name does not change the others. */
const NAMES: ReadonlySet<string> = new Set(['variant_id', 'sku', 'title', 'platform_id'])

/**
 * The items to which rows of a part belong because they are called like one of its variants, by its id or SKU: the row of a price
 * list. A name that several items have is nobody's.
 */
export async function ownersOf(store: Store, cells: readonly ItemCells[]): Promise<Map<string, string>> {
  const names = cells.filter(isOfOne).map(({ item_id }) => item_id)
  const owners = new Map<string, string>()
  for (const part of jsonChunks(names)) {
    const rows = await store.db.all<{ name: string; item_id: string; items: number }>(sql`
      select n.value as name, min(a.item_id) as item_id, count(distinct a.item_id) as items
      from json_each(${part}) n cross join item_aliases a
        on a.shop_id = ${store.shop_id} and a.alias = n.value and a.kind in (${ALIAS_KINDS.variant_id}, ${ALIAS_KINDS.sku})
      group by n.value`)
    for (const { name, item_id, items } of rows) if (items === 1) owners.set(name, item_id)
  }
  return owners
}

/**
 * The item with what a row says of its variant of that name, by id, else by SKU. What the row says of an item as a whole, such as its
 * title, would be the variant's, and is not taken.
 */
export function withVariantRow(
  item: Item,
  { item_id: name, variants }: ItemCells,
  { fields, assumed }: Stated,
): Item {
  const [given] = variants
  if (!given) return item
  const isAssumed = assumed.has(name)
  const isTaken = (field: string) =>
    fields.has(OF_VARIANT + field) &&
    !NAMES.has(field) &&
    !(isAssumed && (field === 'availability' || field === 'stock'))
  const hasId = item.variants.some(({ variant_id }) => variant_id === name)
  const isMeant = ({ variant_id, sku }: Variant) => (hasId ? variant_id === name : sku === name)
  const changed = (old: Variant): Variant => {
    const { availability, variant_id } = old
    const kept = Object.entries(old).filter(([field]) => !isTaken(field))
    const taken = Object.entries(given).filter(([field]) => isTaken(field))
    return { availability, ...Object.fromEntries([...kept, ...taken]), variant_id }
  }
  return { ...item, variants: item.variants.map((old) => (isMeant(old) ? changed(old) : old)) }
}
