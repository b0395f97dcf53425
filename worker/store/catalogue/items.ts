import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import { type ItemRow, items, type Variant } from '../../../schema/catalogue/items.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import { upsert } from '../upsert.ts'
import type { ItemCells } from './item-cells.ts'

/** Writes items that are new or differ, and confirms the others once a day; returns the number written. */
export async function writeItems(store: Store, cells: readonly ItemCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    // Not the statement's own count, which includes the rows that its triggers write.
    const [, changed] = await batch(store.d1, [
      upsert(items, store.shop_id, rows, sql`true`, true),
      sql`select changes() as written`,
    ])
    written += Number(changed?.results[0]?.written ?? 0)
  }
  return written
}

/** A page of the catalogue by id: at most `limit` items, and fewer when they are large. */
export async function listItems(store: Store, after: string, limit: number): Promise<ItemRow[]> {
  const where = itemsAfter(store, after)
  return await store.db
    .select()
    .from(items)
    .where(and(where, withinBytes(items, { keys: [items.item_id], where, limit })))
    .orderBy(asc(items.item_id))
}

/** One item, or undefined. */
export const readItem = async (store: Store, item_id: string): Promise<ItemRow | undefined> =>
  await store.db
    .select()
    .from(items)
    .where(and(eq(items.shop_id, store.shop_id), eq(items.item_id, item_id)))
    .get()

/** Deletes one item with its names; false when there is none. */
export async function deleteItem(store: Store, item_id: string): Promise<boolean> {
  const [, deleted] = await batch(store.d1, [
    store.db.delete(items).where(and(eq(items.shop_id, store.shop_id), eq(items.item_id, item_id))),
    // Not the statement's own count, which includes the rows that its trigger deletes.
    sql`select changes() as deleted`,
  ])
  return Number(deleted?.results[0]?.deleted ?? 0) > 0
}

/** Whether the shop has a catalogue. */
export const hasItems = async (store: Store): Promise<boolean> =>
  (await store.db
    .select({ item_id: items.item_id })
    .from(items)
    .where(eq(items.shop_id, store.shop_id))
    .limit(1)
    .get()) !== undefined

/** Number of items, and of published ones. Reads the narrow row of every item. */
export async function countItems({ db, shop_id }: Store): Promise<{ items: number; published: number }> {
  const [found] = await db.all<{ items: number; published: number }>(sql`
    select count(*) as items, coalesce(sum(published), 0) as published from item_search where shop_id = ${shop_id}`)
  return found ?? { items: 0, published: 0 }
}

/** Published items that nothing has confirmed since a time (UTC milliseconds). Reads every item, so it is only asked where it matters. */
export const countUnconfirmed = async (store: Store, since: number): Promise<number> =>
  await store.db.$count(
    items,
    and(eq(items.shop_id, store.shop_id), eq(items.published, true), lt(items.as_of, since)),
  )

/** An item's category and every name that an order line may use for the item, for resolving references. */
export type NamedItem = Pick<ItemRow, 'item_id' | 'title' | 'category'> &
  Partial<Pick<ItemRow, 'platform_id' | 'aliases' | 'translations'>> & {
    variants: readonly NamedVariant[]
  }

/** The same with the properties that mining reads. */
export type DescribedItem = NamedItem &
  Pick<
    ItemRow,
    | 'collections'
    | 'product_type'
    | 'brand'
    | 'url'
    | 'image_url'
    | 'attributes'
    | 'price'
    | 'cost'
    | 'published'
    | 'gift_card'
    | 'recommendable'
    | 'replenish_days'
  >

type NamedVariant = Pick<Variant, 'variant_id' | 'sku' | 'platform_id' | 'gtin' | 'title'>

const PAGE = 2_000
/** Bytes of such a page. */
const READ_BYTES = 2_000_000

const NAMES = {
  item_id: items.item_id,
  title: items.title,
  category: items.category,
  platform_id: items.platform_id,
  aliases: items.aliases,
  translations: items.translations,
  variants: items.variants,
}

const DESCRIPTION = {
  ...NAMES,
  collections: items.collections,
  product_type: items.product_type,
  brand: items.brand,
  url: items.url,
  image_url: items.image_url,
  attributes: items.attributes,
  price: items.price,
  cost: items.cost,
  published: items.published,
  gift_card: items.gift_card,
  recommendable: items.recommendable,
  replenish_days: items.replenish_days,
}

/** The names of all items in the order of ids, in pages. */
export const readNames = (store: Store): AsyncGenerator<NamedItem[]> =>
  pagesOf((after) =>
    store.db.select(NAMES).from(items).where(pageAfter(store, after)).orderBy(asc(items.item_id)),
  )

/** The same with the properties that mining reads. */
export const readDescriptions = (store: Store): AsyncGenerator<DescribedItem[]> =>
  pagesOf((after) =>
    store.db.select(DESCRIPTION).from(items).where(pageAfter(store, after)).orderBy(asc(items.item_id)),
  )

/** @returns the items after an id; the caller selects the columns */
const itemsAfter = (store: Store, after: string) =>
  and(eq(items.shop_id, store.shop_id), gt(items.item_id, after))

/** The same, as many as belong to a page. */
function pageAfter(store: Store, after: string) {
  const where = itemsAfter(store, after)
  return and(where, withinBytes(items, { keys: [items.item_id], where, limit: PAGE, most_bytes: READ_BYTES }))
}

async function* pagesOf<Row extends { item_id: string }>(
  read: (after: string) => PromiseLike<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const page = await read(after)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = last.item_id
  }
}
