import { and, eq, sql } from 'drizzle-orm'
import {
  type Item,
  type ItemRow,
  items,
  MAX_ALIASES,
  type Variant,
  variant,
} from '../../../schema/catalogue/items.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { type ItemCells, itemCells, itemOfRow } from './item-cells.ts'
import { sameVariant } from './platform-ids.ts'
import { OF_VARIANT, type Stated } from './stated.ts'

/** Items with what they have stored, and those of which a single price cannot be that of all their variants. */
export type Joined = { cells: ItemCells[]; ambiguous: string[] }

/**
 * The items of a file that is a part of the catalogue, with what they have stored in the fields that no row of the file states: a price
 * list takes neither stock nor pictures from the catalogue. A price that the file does not state is not confirmed by it.
 */
export async function withStoredFields(
  store: Store,
  cells: readonly ItemCells[],
  stated: Stated,
): Promise<Joined> {
  const stored = await readStored(
    store,
    cells.map(({ item_id }) => item_id),
  )
  const ambiguous: string[] = []
  const joined = cells.map((cell) => {
    const row = stored.get(cell.item_id)
    if (!row) return cell
    const item = joinedItem(itemOfRow({ ...row, ...cell }), row, stated)
    if (!item) ambiguous.push(cell.item_id)
    const as_of = stated.fields.has(`${OF_VARIANT}price`) ? cell.as_of : row.as_of
    return itemCells(item ?? itemOfRow(row), as_of)
  })
  return { cells: joined, ambiguous }
}

/** Names of the fields of a variant, in the order in which a whole catalogue stores them. */
const VARIANT_FIELDS = Object.keys(variant.entries)

/** The same variant as a whole catalogue would store it: rows are compared as texts, and one that differs only in this order would be a change. */
export const inOrder = (one: Variant): Variant => {
  const place = (name: string) => VARIANT_FIELDS.indexOf(name)
  return Object.fromEntries(Object.entries(one).sort(([a], [b]) => place(a) - place(b))) as Variant
}

/** Undefined where one price is given for variants of several. */
function joinedItem(given: Item, row: ItemRow, { fields, assumed }: Stated): Item | undefined {
  const before = itemOfRow(row)
  const kept = Object.entries(before).filter(([name]) => !NEVER_KEPT.has(name) && !fields.has(name))
  const ofItem = assumed.get(given.item_id) ?? new Set<string>()
  const others = variantsOf(given, before, fields)
  if (!others) return undefined
  const variants = others.map(({ one, old, given_id }) => {
    const isAssumed = ofItem.has(given_id)
    const isKept = (name: string) =>
      !fields.has(OF_VARIANT + name) || (isAssumed && (name === 'availability' || name === 'stock'))
    const ofOld = Object.entries(old ?? {}).filter(([name]) => name !== 'variant_id' && isKept(name))
    // A variant that is found by its SKU keeps the id that orders and pages know.
    return inOrder({ ...one, ...Object.fromEntries(ofOld), variant_id: old?.variant_id ?? one.variant_id })
  })
  const aliases = [...new Set([...before.aliases, ...given.aliases])].slice(0, MAX_ALIASES)
  const joined = { ...given, ...Object.fromEntries(kept), item_id: given.item_id, variants, aliases }
  // The picture of an item without one of its own is its variant's, which may be another now.
  const { image_url: _, ...bare } = joined
  const isOfVariant = before.variants.some(({ image_url }) => image_url === before.image_url)
  return isOfVariant && !fields.has('image_url') && fields.has(`${OF_VARIANT}image_url`) ? bare : joined
}

/** Fields that distinguish a variant from the others of its item. */
const OF_ONE_VARIANT: ReadonlySet<string> = new Set([
  'variant_id',
  'sku',
  'stock',
  'gtin',
  'title',
  'platform_id',
])
/** Fields of an item that are joined in ways of their own. */
const NEVER_KEPT: ReadonlySet<string> = new Set(['variants', 'aliases'])

/**
 * The given variants, each with the stored one that it is. A row that names only the item is about all of its stored variants;
 * undefined where it gives one price for variants of several.
 */
function variantsOf(
  given: Item,
  before: Item,
  fields: ReadonlySet<string>,
): { one: Variant; old: Variant | undefined; given_id: string }[] | undefined {
  const [only] = given.variants
  const isWhole = given.variants.length === 1 && only?.variant_id === given.item_id
  const isKnown = before.variants.some(({ variant_id }) => variant_id === given.item_id)
  if (!only || !isWhole || isKnown || (only.sku !== undefined && sameVariant(only, before.variants))) {
    const ids = new Set(given.variants.map(({ variant_id }) => variant_id))
    return given.variants.map((one) => {
      const old = sameVariant(one, before.variants)
      const isAnother = old && old.variant_id !== one.variant_id && ids.has(old.variant_id)
      return { one, old: isAnother ? undefined : old, given_id: one.variant_id }
    })
  }
  const prices = new Set(before.variants.map(({ price }) => price))
  if (fields.has(`${OF_VARIANT}price`) && only.price !== undefined && prices.size > 1) return undefined
  const ofAll = Object.fromEntries(Object.entries(only).filter(([name]) => !OF_ONE_VARIANT.has(name)))
  return before.variants.map((old) => ({ one: { ...old, ...ofAll }, old, given_id: only.variant_id }))
}

/** Rows of these items, by id. */
export async function readStored(store: Store, item_ids: readonly string[]): Promise<Map<string, ItemRow>> {
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
