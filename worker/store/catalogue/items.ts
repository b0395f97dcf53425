import { and, asc, eq, gt, or, type SQLWrapper, sql } from 'drizzle-orm'
import { type Item, type ItemRow, items, type Variant } from '../../../schema/catalogue/items.ts'
import { jsonChunks } from '../chunks.ts'
import type { Store } from '../open.ts'
import { upsert } from '../upsert.ts'

/** A row of the catalogue without its shop. */
export type ItemCells = Omit<ItemRow, 'shop_id'>

/** Tags that keep an item out of every panel; the second is Rebuy's, which many shops have already set. */
const NEVER_TAGS = new Set(['exclude_rec', 'exclude_rebuy'])

/** The variant that a card offers: the cheapest that can be bought, else the cheapest; the first of equals. */
function offered(variants: readonly Variant[]): Variant | undefined {
  const buyable = variants.filter(({ availability }) => availability !== 'out_of_stock')
  const among = buyable.length > 0 ? buyable : variants
  const price = (variant: Variant) => variant.price ?? Number.POSITIVE_INFINITY
  return among.reduce<Variant | undefined>(
    (best, next) => (best && price(best) <= price(next) ? best : next),
    undefined,
  )
}

/**
 * Derives the columns that serving reads from the item's variants and tags.
 * @param as_of UTC milliseconds of the word that this is
 */
export function itemCells(item: Item, as_of: number): ItemCells {
  const first = offered(item.variants)
  const counted = item.variants.flatMap(({ stock }) => (stock === undefined ? [] : [stock]))
  return {
    item_id: item.item_id,
    title: item.title,
    url: item.url ?? null,
    image_url: item.image_url ?? first?.image_url ?? null,
    category: item.category ?? '',
    collections: item.collections,
    product_type: item.product_type ?? null,
    brand: item.brand ?? null,
    tags: item.tags,
    attributes: item.attributes,
    published: item.published,
    gift_card: item.gift_card,
    replenish_days: item.replenish_days ?? null,
    disclosure: item.disclosure ?? null,
    age_limit: item.age_limit ?? null,
    prior_price_30d: item.prior_price_30d ?? null,
    market_prices: item.market_prices,
    group_prices: item.group_prices,
    variants: item.variants,
    variant_id: first?.variant_id ?? item.item_id,
    price: first?.price ?? null,
    cost: first?.cost ?? null,
    stock: counted.length > 0 ? counted.reduce((sum, stock) => sum + stock, 0) : null,
    availability: first?.availability ?? 'out_of_stock',
    recommendable: !item.tags.some((tag) => NEVER_TAGS.has(tag.toLowerCase())),
    as_of,
  }
}

/** The item of a row, as it was given. */
export function itemOfRow(row: ItemRow): Item {
  const given = <K extends keyof ItemRow>(...names: K[]) =>
    Object.fromEntries(
      names.flatMap((name) => (row[name] === null || row[name] === '' ? [] : [[name, row[name]]])),
    )
  const {
    item_id,
    title,
    collections,
    tags,
    attributes,
    published,
    gift_card,
    market_prices,
    group_prices,
    variants,
  } = row
  return {
    item_id,
    title,
    ...given(
      'url',
      'image_url',
      'category',
      'product_type',
      'brand',
      'replenish_days',
      'disclosure',
      'age_limit',
      'prior_price_30d',
    ),
    collections,
    tags,
    attributes,
    published,
    gift_card,
    market_prices,
    group_prices,
    variants,
  }
}

/** Writes the items that are new or differ, and confirms the others once a day; returns how many it wrote. */
export async function writeItems(store: Store, cells: readonly ItemCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    const { meta } = await store.db.run(upsert(items, store.shop_id, rows, sql`true`, true))
    written += meta.changes
  }
  return written
}

/** A page of the catalogue by id, `q` anywhere in id or title. */
export async function listItems(
  store: Store,
  after: string,
  limit: number,
  q: string | undefined,
): Promise<ItemRow[]> {
  // Not LIKE: D1 takes patterns of at most 50 bytes, and % and _ may stand in an id.
  const holds = (column: SQLWrapper) => sql`instr(lower(${column}), lower(${q})) > 0`
  const match = q === undefined ? undefined : or(holds(items.title), holds(items.item_id))
  return await store.db
    .select()
    .from(items)
    .where(and(eq(items.shop_id, store.shop_id), gt(items.item_id, after), match))
    .orderBy(asc(items.item_id))
    .limit(limit)
}

/** One item, or undefined. */
export const readItem = async (store: Store, item_id: string): Promise<ItemRow | undefined> =>
  await store.db
    .select()
    .from(items)
    .where(and(eq(items.shop_id, store.shop_id), eq(items.item_id, item_id)))
    .get()

/** Is there a catalogue? */
export const hasItems = async (store: Store): Promise<boolean> =>
  (await store.db
    .select({ item_id: items.item_id })
    .from(items)
    .where(eq(items.shop_id, store.shop_id))
    .limit(1)
    .get()) !== undefined

/** How many items there are, how many are published, and how many of these nothing has confirmed since `before`. */
export async function countItems(
  store: Store,
  before: number,
): Promise<{ items: number; published: number; unconfirmed: number }> {
  const [found] = await store.db
    .select({
      items: sql<number>`count(*)`,
      published: sql<number>`coalesce(sum(${items.published}), 0)`,
      unconfirmed: sql<number>`coalesce(sum(${items.published} and ${items.as_of} < ${before}), 0)`,
    })
    .from(items)
    .where(eq(items.shop_id, store.shop_id))
  return found ?? { items: 0, published: 0, unconfirmed: 0 }
}

/** Ids of the published items in order, page by page. */
export async function* readPublished(store: Store): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const page = await store.db
      .select({ item_id: items.item_id })
      .from(items)
      .where(and(eq(items.shop_id, store.shop_id), eq(items.published, true), gt(items.item_id, after)))
      .orderBy(asc(items.item_id))
      .limit(IDS_A_PAGE)
    const ids = page.map(({ item_id }) => item_id)
    if (ids.length > 0) yield ids
    if (ids.length < IDS_A_PAGE) return
    after = ids.at(-1) ?? ''
  }
}

/** What references need of each item: its category, and every name that an order may call it by. */
export type NamedItem = Pick<ItemRow, 'item_id' | 'title' | 'category'> & {
  variants: readonly NamedVariant[]
}

/** What mining needs of it as well. */
export type DescribedItem = NamedItem &
  Pick<
    ItemRow,
    | 'collections'
    | 'product_type'
    | 'attributes'
    | 'price'
    | 'published'
    | 'gift_card'
    | 'recommendable'
    | 'replenish_days'
  >
type NamedVariant = Pick<Variant, 'variant_id' | 'sku' | 'title'>

/** Ids a page, and items: ≤ 5,000 rows keeps a statement short. */
const IDS_A_PAGE = 5_000
const PAGE = 2_000

const NAMES = {
  item_id: items.item_id,
  title: items.title,
  category: items.category,
  variants: items.variants,
}

const DESCRIPTION = {
  ...NAMES,
  collections: items.collections,
  product_type: items.product_type,
  attributes: items.attributes,
  price: items.price,
  published: items.published,
  gift_card: items.gift_card,
  recommendable: items.recommendable,
  replenish_days: items.replenish_days,
}

/** The whole catalogue in the order of ids, page by page: by what its items are called. */
export const readNames = (store: Store): AsyncGenerator<NamedItem[]> =>
  pagesOf((after) =>
    store.db.select(NAMES).from(items).where(behind(store, after)).orderBy(asc(items.item_id)).limit(PAGE),
  )

/** The same with all that mining looks at. */
export const readDescriptions = (store: Store): AsyncGenerator<DescribedItem[]> =>
  pagesOf((after) =>
    store.db
      .select(DESCRIPTION)
      .from(items)
      .where(behind(store, after))
      .orderBy(asc(items.item_id))
      .limit(PAGE),
  )

/** @returns the items behind an id; the columns are the caller's choice */
const behind = (store: Store, after: string) =>
  and(eq(items.shop_id, store.shop_id), gt(items.item_id, after))

async function* pagesOf<Row extends { item_id: string }>(
  read: (after: string) => PromiseLike<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after = ''; ; ) {
    const page = await read(after)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)?.item_id ?? ''
  }
}
