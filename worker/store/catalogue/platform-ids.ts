import { sql } from 'drizzle-orm'
import type { Variant } from '../../../schema/catalogue/items.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import type { ItemCells } from './item-cells.ts'

type Known = { platform_id: string | null; variants: Variant[] }

/**
 * Adds the shop system's own ids that another source has told: an export of Shopify's products has none, its webhooks do, and the
 * one must not take from the catalogue what the other has brought. An id that the cells have stays.
 */
export async function withKnownPlatformIds(store: Store, cells: readonly ItemCells[]): Promise<ItemCells[]> {
  const known = await readKnown(
    store,
    cells.filter(lacksIds).map(({ item_id }) => item_id),
  )
  return cells.map((cell) => {
    const stored = known.get(cell.item_id)
    return stored ? filledIn(cell, stored) : cell
  })
}

const lacksIds = ({ platform_id, variants }: ItemCells): boolean =>
  platform_id === null || variants.some((variant) => variant.platform_id === undefined)

function filledIn(cell: ItemCells, stored: Known): ItemCells {
  const variants = cell.variants.map((variant) => {
    const platform_id = variant.platform_id ?? sameVariant(variant, stored.variants)?.platform_id
    return platform_id === undefined ? variant : { ...variant, platform_id }
  })
  const offered = variants.find(({ variant_id }) => variant_id === cell.variant_id)
  return {
    ...cell,
    platform_id: cell.platform_id ?? stored.platform_id,
    variants,
    variant_platform_id: offered?.platform_id ?? null,
  }
}

/** The stored variant with the same id, else with the same SKU. */
export const sameVariant = ({ variant_id, sku }: Variant, others: readonly Variant[]): Variant | undefined =>
  others.find((one) => one.variant_id === variant_id) ??
  others.find((one) => sku !== undefined && one.sku === sku)

async function readKnown(store: Store, item_ids: readonly string[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  for (const ids of jsonChunks(item_ids)) {
    const rows = await store.db.all<{ item_id: string; platform_id: string | null; variants: string }>(sql`
      select i.item_id, i.platform_id, i.variants from json_each(${ids}) c cross join items i
        on i.shop_id = ${store.shop_id} and i.item_id = c.value
      where i.platform_id is not null or instr(i.variants, '"platform_id"') > 0`)
    for (const { item_id, platform_id, variants } of rows) {
      known.set(item_id, { platform_id, variants: JSON.parse(variants) })
    }
  }
  return known
}
