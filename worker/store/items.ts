import { and, asc, eq, gt, or, type SQLWrapper, sql } from 'drizzle-orm'
import { type Item, type ItemRow, items, type Variant } from '../../schema/items.ts'
import { jsonChunks } from './chunks.ts'
import type { Store } from './open.ts'
import { upsert } from './upsert.ts'

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

/** Derives the columns that serving reads from the item's variants and tags. */
export function itemCells(item: Item): ItemCells {
  const first = offered(item.variants)
  const counted = item.variants.flatMap(({ stock }) => (stock === undefined ? [] : [stock]))
  return {
    item_id: item.item_id,
    title: item.title,
    url: item.url ?? null,
    image_url: item.image_url ?? first?.image_url ?? null,
    category: item.category ?? '',
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
  }
}

/** Writes the items that are new or differ; returns how many. */
export async function writeItems(store: Store, cells: readonly ItemCells[]): Promise<number> {
  let written = 0
  for (const rows of jsonChunks(cells)) {
    const { meta } = await store.db.run(upsert(items, store.shop_id, rows, sql`true`))
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

/** What mining and relations need of each item: its category, and every name that an order may call it by. */
export type NamedItem = Pick<ItemRow, 'item_id' | 'title' | 'category'> & {
  variants: readonly NamedVariant[]
}
type NamedVariant = Pick<Variant, 'variant_id' | 'sku' | 'title'>

/** Items a page: ≤ 5,000 rows keeps a statement short. */
const PAGE = 2_000

/** The whole catalogue in the order of ids, page by page. */
export async function* readNames(store: Store): AsyncGenerator<NamedItem[]> {
  for (let after = ''; ; ) {
    const page = await store.db
      .select({
        item_id: items.item_id,
        title: items.title,
        category: items.category,
        variants: items.variants,
      })
      .from(items)
      .where(and(eq(items.shop_id, store.shop_id), gt(items.item_id, after)))
      .orderBy(asc(items.item_id))
      .limit(PAGE)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)?.item_id ?? ''
  }
}
