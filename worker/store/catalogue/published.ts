import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { items } from '../../../schema/catalogue/items.ts'
import type { Store } from '../open.ts'

/** Ids per page: ≤ 5,000 rows keep a statement short. */
const PAGE_SIZE = 5_000

/** Ids of the published items in ascending order, in pages. */
export async function* readPublished(store: Store): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const page = await store.db
      .select({ item_id: items.item_id })
      .from(items)
      .where(and(eq(items.shop_id, store.shop_id), eq(items.published, true), gt(items.item_id, after)))
      .orderBy(asc(items.item_id))
      .limit(PAGE_SIZE)
    const ids = page.map(({ item_id }) => item_id)
    if (ids.length > 0) yield ids
    if (ids.length < PAGE_SIZE) return
    after = ids.at(-1) ?? ''
  }
}

/** How many items are published, and how many of them have a link, a picture, a price and a category. */
export async function countPublishedWith(
  store: Store,
): Promise<Record<'published' | 'link' | 'picture' | 'price' | 'category', number>> {
  const count = (column: unknown) => sql<number>`count(${column})`
  const [counts] = await store.db
    .select({
      published: sql<number>`count(*)`,
      link: count(items.url),
      picture: count(items.image_url),
      price: count(items.price),
      category: count(sql`nullif(${items.category}, '')`),
    })
    .from(items)
    .where(and(eq(items.shop_id, store.shop_id), eq(items.published, true)))
  return counts ?? { published: 0, link: 0, picture: 0, price: 0, category: 0 }
}
