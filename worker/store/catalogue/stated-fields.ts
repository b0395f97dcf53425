import { and, eq, sql } from 'drizzle-orm'
import { type Item, type ItemRow, items, type Variant } from '../../../schema/catalogue/items.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { type ItemCells, itemCells, itemOfRow } from './item-cells.ts'

/** Marks the fields of variants among those that a file states. */
export const OF_VARIANT = 'variant.'

/**
 * The items of a file that is a part of the catalogue, with what they have stored in the fields that no row of the file states: a price
 * list takes neither stock nor pictures from the catalogue. Which variants an item has is said by its rows.
 * @param states fields that any row states, those of variants marked (worker/ingest/import/checks/stated.ts)
 */
export async function withStoredFields(
  store: Store,
  cells: readonly ItemCells[],
  states: readonly string[],
): Promise<ItemCells[]> {
  const stored = await readStored(
    store,
    cells.map(({ item_id }) => item_id),
  )
  const stated = new Set(states)
  return cells.map((cell) => {
    const row = stored.get(cell.item_id)
    return row ? itemCells(joined(itemOfRow({ ...row, ...cell }), itemOfRow(row), stated), cell.as_of) : cell
  })
}

function joined(given: Item, before: Item, stated: ReadonlySet<string>): Item {
  const kept = Object.entries(before).filter(([name]) => name !== 'variants' && !stated.has(name))
  const variants = given.variants.map((variant) => {
    const old = sameAs(variant, before.variants)
    const keptOfOld = Object.entries(old ?? {}).filter(([name]) => !stated.has(OF_VARIANT + name))
    return { ...variant, ...Object.fromEntries(keptOfOld), variant_id: variant.variant_id }
  })
  return { ...given, ...Object.fromEntries(kept), item_id: given.item_id, variants }
}

const sameAs = ({ variant_id, sku }: Variant, others: readonly Variant[]): Variant | undefined =>
  others.find((one) => one.variant_id === variant_id) ??
  others.find((one) => sku !== undefined && one.sku === sku)

async function readStored(store: Store, item_ids: readonly string[]): Promise<Map<string, ItemRow>> {
  const found = new Map<string, ItemRow>()
  for (const ids of jsonChunks(item_ids)) {
    const rows = await store.db
      .select()
      .from(items)
      .where(
        and(eq(items.shop_id, store.shop_id), sql`${items.item_id} in (select value from json_each(${ids}))`),
      )
    for (const row of rows) found.set(row.item_id, row)
  }
  return found
}
