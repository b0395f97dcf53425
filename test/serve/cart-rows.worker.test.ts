import { env } from 'cloudflare:workers'
import { beforeAll, expect, it } from 'vitest'
import { type Cost, metered } from '../../bench/inside/meter.ts'
import { cartRowsAllowed } from '../../bench/serving/allowed.ts'
import type { RecommendationQuery } from '../../schema/serving/questions.ts'
import { RELATIONSHIP_TYPES } from '../../vocabulary/relations.ts'
import { ask } from '../../worker/serve/answer.ts'
import { open } from '../../worker/store/open.ts'
import { aShop, itemsFile, ordersFile, type TestShop } from '../a-shop.ts'

const ids = Array.from({ length: 200 }, (_, n) => `item-${n}`)
const catalogue = itemsFile(ids.map((id, n) => `${id},The ${id},/i/${id},/i/${id}.png,9.90,Shelf ${n % 4}`))
const baskets = Array.from({ length: 3_000 }, (_, n) =>
  [0, 1, 5, 11, 23].map((step) => `item-${(n * 7 + step * step) % 200}`).join(' '),
)
/** Orders of other items of the same categories: the first hundred items have companions only by category. */
const fewBaskets = Array.from(
  { length: 400 },
  (_, n) => `item-${100 + (n % 40)} item-${100 + ((n + 5) % 40)}`,
)

/** Returns `count` relations of each item, of all types in turn. */
const relationsOf = (count: number) =>
  [
    'item_id,related_item_id,relationship_type',
    ...ids.flatMap((id, n) =>
      Array.from({ length: count }, (_, at) => {
        const type = RELATIONSHIP_TYPES[(n + at) % RELATIONSHIP_TYPES.length]
        return `${id},${ids[(n + 7 * at + 3) % ids.length]},${type}`
      }),
    ),
  ].join('\n')

/** Links of the second hundred items to the next category, from which the links of the first hundred are generalised. */
const LINKED = [
  'item_id,related_item_id,relationship_type',
  ...ids.slice(100).flatMap((id, n) => [1, 5, 9].map((step) => `${id},${ids[(n + step) % 100]},accessory`)),
].join('\n')

async function costOf(shop: TestShop, k: number): Promise<Cost> {
  const cost: Cost = { round_trips: 0, rows_read: 0 }
  const store = open({ ...env, DB: metered(env.DB, cost) }, shop.shop_id)
  const question: RecommendationQuery = {
    placement: 'cart',
    intent: 'complementary',
    cart_item_ids: ids.slice(0, k),
  }
  const { compose } = await ask(store, question, Date.now())
  await compose(undefined)
  return cost
}

const withoutBestSellers = ({ shop_id }: TestShop) =>
  env.DB.prepare(
    `update models set settings = json_set(settings, '$.cart.best_sellers', json('false')) where shop_id = ?1`,
  )
    .bind(shop_id)
    .run()

async function aShopWith({ orders = baskets, relations = '', best = true }): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', catalogue)
  if (relations !== '') await shop.give('relations', relations)
  if (orders.length > 0) await shop.give('orders', ordersFile(orders))
  if (!best) await withoutBestSellers(shop)
  return shop
}

const KINDS: Record<string, Parameters<typeof aShopWith>[0]> = {
  'full lists': {},
  'full lists, best sellers, and 3 relations of each item': { relations: relationsOf(3) },
  '30 relations of each item': { relations: relationsOf(30) },
  'few orders, filled up from the category': { orders: fewBaskets, best: false },
  'few orders, and 30 relations of each item': { orders: fewBaskets, relations: relationsOf(30) },
  'few orders, and accessories of other items': { orders: fewBaskets, relations: LINKED },
  nothing: { orders: [] },
}

const shops = new Map<string, TestShop>()
beforeAll(async () => {
  for (const [kind, what] of Object.entries(KINDS)) shops.set(kind, await aShopWith(what))
}, 120_000)

it.each(Object.keys(KINDS))(
  'a cart of 1 to 100 items of a shop with %s stays within its budget of rows read',
  async (kind) => {
    const shop = shops.get(kind)
    if (!shop) throw new Error('There is no such shop.')
    for (let k = 1; k <= 100; k += 1) {
      const { round_trips, rows_read } = await costOf(shop, k)
      expect([k, round_trips]).toEqual([k, 2])
      expect(rows_read, `rows read for a cart of ${k}`).toBeLessThanOrEqual(cartRowsAllowed(k))
    }
  },
)

it('the tested kinds of shops use relations, stated links, best sellers and the category', async () => {
  const sources = async (kind: string, k: number) => {
    const path = `/v1/recommendations?placement=cart&limit=24&cart_item_ids=${ids.slice(0, k).join(',')}&trace=1`
    const { body } = (await shops.get(kind)?.call(path)) ?? { body: { trace: [] } }
    return new Set(body.trace.map(({ source }: { source: string }) => source))
  }
  expect(await sources('30 relations of each item', 3)).toContain('relation')
  expect(await sources('few orders, and accessories of other items', 1)).toContain('generalised')
  expect(await sources('full lists, best sellers, and 3 relations of each item', 1)).toContain('bestseller')
  expect(await sources('few orders, filled up from the category', 1)).toContain('category')
})
