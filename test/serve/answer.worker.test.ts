import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { type RecommendedItem, recommendation } from '../../schema/serving/recommendations.ts'
import worker from '../../worker/index.ts'
import {
  type Answer,
  aShop,
  itemsFile,
  ordersFile,
  plainItems,
  send,
  type TestShop,
  times,
} from '../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf, type Route } from '../routes.ts'

const TEA = 'placement=product&item_id=tea'
const CART = 'placement=cart&cart_item_ids='

const idsIn = ({ body }: Answer): string[] => body.items.map((item: RecommendedItem) => item.item_id)
const allIn = ({ body }: Answer): string[] =>
  [...body.items, ...body.spare].map((item: RecommendedItem) => item.item_id)

/** Returns a shop with these items and orders. */
async function having(
  baskets: readonly string[],
  ids: readonly string[] = [...new Set(baskets.join(' ').split(' '))],
) {
  const shop = await aShop()
  await shop.give('items', plainItems(ids))
  await shop.give('orders', ordersFile(baskets))
  return shop
}

const relate = (
  shop: TestShop,
  item_id: string,
  related_item_id: string,
  relationship_type: string,
  more: object = {},
) =>
  shop.call('/v1/relations', 'PUT', { relations: [{ item_id, related_item_id, relationship_type, ...more }] })

/** Six companions of tea; mug is the best. */
const BASKETS = [
  ...times(9, 'tea mug'),
  ...times(7, 'tea pot'),
  ...times(6, 'tea milk'),
  ...times(5, 'tea lemon'),
  ...times(4, 'tea cake'),
  ...times(3, 'tea spoon'),
]

it.each([
  ['a product page', TEA],
  ['a cart', `${CART}tea,mug`],
  ['a page of an item nobody knows', 'placement=product&item_id=nobody'],
  ['an empty cart', CART],
])('the answer for %s has exactly the documented form', async (_name, query) => {
  const shop = await having(BASKETS)
  const { status, body } = await shop.ask(query)
  expect(status).toBe(200)
  expect(v.parse(recommendation, body)).toEqual(body)
  const merchant = (await shop.call(`/v1/recommendations?${query}&trace=1`)).body
  expect(v.parse(recommendation, merchant)).toEqual(merchant)
})

it('a card has its price, what goes into the cart, and the texts that the law requires', async () => {
  const shop = await having(BASKETS)
  const variants = [
    { variant_id: 'mug-s', price: 300, availability: 'out_of_stock' },
    { variant_id: 'mug-l', price: 600, availability: 'in_stock' },
    { variant_id: 'mug-m', price: 500, availability: 'preorder' },
  ]
  const mug = {
    item_id: 'mug',
    title: 'Mug',
    url: '/mug',
    image_url: '/mug.png',
    disclosure: 'Hot.',
    age_limit: 18,
    variants,
  }
  await shop.call('/v1/items', 'PUT', { items: [mug] })
  expect((await shop.ask(TEA)).body.items[0]).toMatchObject({
    item_id: 'mug',
    variant_id: 'mug-m',
    title: 'Mug',
    url: '/mug',
    image_url: '/mug.png',
    price: { amount: 500, currency: 'EUR' },
    availability: 'backorder',
    source: 'mined',
    disclosure: 'Hot.',
    age_limit: 18,
  })
})

it('a panel has four items on a product page, three for a cart, or as many as requested; the next six are spares', async () => {
  const shop = await having(BASKETS)
  expect(idsIn(await shop.ask(TEA))).toEqual(['mug', 'pot', 'milk', 'lemon'])
  expect(allIn(await shop.ask(TEA))).toEqual(['mug', 'pot', 'milk', 'lemon', 'cake', 'spoon'])
  expect(idsIn(await shop.ask(`${CART}tea`))).toHaveLength(3)
  expect(idsIn(await shop.ask(`${TEA}&limit=2`))).toEqual(['mug', 'pot'])
  expect(idsIn(await shop.ask(`${TEA}&limit=24`))).toHaveLength(6)
})

/** Returns a shop in which tea has candidates of every source: relation, mined, category, best seller. */
async function aLadder() {
  const shop = await aShop()
  const shelves = ['tea,Tea', 'green,Tea', 'mug,Cups', 'pot,Cups', 'cake,Cakes', 'spoon,Cups']
  await shop.give(
    'items',
    itemsFile(
      shelves.map((row) => `${row.split(',')[0]},${row},1`),
      'id,title,product_type,price',
    ),
  )
  await shop.give(
    'orders',
    ordersFile([...times(5, 'tea mug'), ...times(5, 'green pot'), ...times(20, 'cake')]),
  )
  await relate(shop, 'tea', 'spoon', 'accessory')
  return shop
}

it('relations come before the list of the item, in which best sellers compete by their score', async () => {
  const { body } = await (await aLadder()).ask(TEA)
  const steps = body.items.map(({ item_id, source, reason, evidence }: RecommendedItem) => [
    item_id,
    source,
    reason,
    evidence.seed_item_id,
  ])
  expect(steps).toEqual([
    ['spoon', 'relation', 'Recommended by the shop', 'tea'],
    ['mug', 'mined', 'Often bought together', 'tea'],
    ['pot', 'bestseller', 'A best seller in this shop', ''],
    ['cake', 'bestseller', 'A best seller in this shop', ''],
  ])
})

it('a cart gets best sellers of the shop, and a cart of unknown items nothing', async () => {
  const shop = await aLadder()
  const { body } = await shop.call(`/v1/recommendations?${CART}tea&limit=24&trace=1`)
  expect(body.trace.map(({ source }: { source: string }) => source)).toContain('bestseller')
  expect(idsIn(await shop.ask(`${CART}nobody`))).toEqual([])
})

it('an unknown item, and an empty shop, get an empty panel', async () => {
  const nobody = 'placement=product&item_id=nobody'
  const { status, body } = await (await aLadder()).ask(nobody)
  expect([status, body.items, body.spare]).toEqual([200, [], []])
  const empty = await (await aShop()).ask(nobody)
  expect([empty.status, empty.body.items, empty.body.spare, empty.body.model_id]).toEqual([200, [], [], ''])
})

it('relations are ordered by the strength of their type, then by position', async () => {
  const shop = await having(['a', 'b', 'c', 'd', 'e', 'tea'])
  for (const [id, type, position] of [
    ['a', 'part_of_set', 1],
    ['b', 'often_bought_with', 1],
    ['c', 'accessory', 2],
    ['d', 'accessory', 1],
    ['e', 'required_part', 9],
  ] as const)
    await relate(shop, 'tea', id, type, { position })
  expect(idsIn(await shop.ask(`${TEA}&limit=5`))).toEqual(['e', 'd', 'c', 'b', 'a'])
  expect(idsIn(await shop.ask(`${CART}tea&limit=5`))).toEqual(['e', 'd', 'c', 'b', 'a'])
})

it('a relation applies from its start until just before its end', async () => {
  const shop = await having(['tea', 'early', 'now', 'late'])
  const now = Date.now()
  await relate(shop, 'tea', 'early', 'accessory', { start_at: 0, end_at: now - 1 })
  await relate(shop, 'tea', 'now', 'accessory', { start_at: now - 1, end_at: now + 600_000 })
  await relate(shop, 'tea', 'late', 'accessory', { start_at: now + 600_000 })
  for (const query of [TEA, `${CART}tea`]) {
    const { body } = await shop.ask(query)
    const stated = body.items.filter(({ source }: RecommendedItem) => source === 'relation')
    expect(stated.map((item: RecommendedItem) => item.item_id)).toEqual(['now'])
  }
})

const mug = (change: object, variant: object = {}) => ({
  items: [
    {
      item_id: 'mug',
      title: 'Mug',
      url: '/mug',
      image_url: '/mug.png',
      ...change,
      variants: [{ variant_id: 'mug', price: 400, availability: 'in_stock', ...variant }],
    },
  ],
})

const NEVER: [string, object][] = [
  ['unpublished', mug({ published: false })],
  ['out_of_stock', mug({}, { availability: 'out_of_stock' })],
  ['price_zero', mug({}, { price: 0 })],
  ['gift_card', mug({ gift_card: true })],
  ['excluded_by_tag', mug({ tags: ['blue', 'exclude_rec'] })],
  ['excluded_by_tag', mug({ tags: ['Exclude_Rebuy'] })],
]

it.each(NEVER)(
  'an item that is %s is never shown (%#), even if a relation names it',
  async (outcome, change) => {
    const shop = await having(BASKETS)
    await relate(shop, 'tea', 'mug', 'required_part')
    expect(idsIn(await shop.ask(TEA))[0]).toBe('mug')
    await shop.call('/v1/items', 'PUT', change)
    for (const query of [TEA, `${CART}tea`, `${CART}pot,tea`, 'placement=home']) {
      expect(allIn(await shop.ask(`${query}&limit=24`))).not.toContain('mug')
      const { trace } = (await shop.call(`/v1/recommendations?${query}&trace=1`)).body
      const fates = trace.filter(({ item_id }: RecommendedItem) => item_id === 'mug')
      expect(new Set(fates.map((fate: { outcome: string }) => fate.outcome))).toEqual(new Set([outcome]))
    }
  },
)

it.each([
  ['on back-order', { availability: 'backorder' }, 'backorder'],
  ['to be pre-ordered', { availability: 'preorder' }, 'backorder'],
  ['without a count', { stock: undefined }, 'in_stock'],
  ['without a price', { price: undefined }, 'in_stock'],
])('an item %s is shown', async (_name, variant, availability) => {
  const shop = await having(BASKETS)
  await shop.call('/v1/items', 'PUT', mug({}, variant))
  for (const query of [TEA, `${CART}tea`])
    expect((await shop.ask(query)).body.items[0]).toMatchObject({ item_id: 'mug', availability })
})

it.each(['substitute', 'different_brand', 'up_sell', 'down_sell'])(
  'an item is never shown if the merchant marks it as %s',
  async (type) => {
    const shop = await having(BASKETS)
    await relate(shop, 'tea', 'mug', type)
    for (const query of [TEA, `${CART}tea`, `${CART}pot,tea`])
      expect(allIn(await shop.ask(`${query}&limit=24`))).not.toContain('mug')
    const { trace } = (await shop.call(`/v1/recommendations?${TEA}&trace=1`)).body
    expect(trace.find(({ item_id }: RecommendedItem) => item_id === 'mug').outcome).toBe(type)
  },
)

it('of many relations the strongest is first, and items that may not be shown are left out', async () => {
  const many = Array.from({ length: 45 }, (_, n) => `r${10 + n}`)
  const shop = await having(times(5, 'tea zz'), ['tea', 'zz', ...many])
  const weak = many.map((related_item_id) => ({
    item_id: 'tea',
    related_item_id,
    relationship_type: 'accessory',
    position: 9,
  }))
  await shop.call('/v1/relations', 'PUT', { relations: weak })
  await relate(shop, 'tea', 'r54', 'required_part')
  await relate(shop, 'tea', 'zz', 'substitute')
  const { body } = await shop.call(`/v1/recommendations?${TEA}&trace=1`)
  expect(body.items[0].item_id).toBe('r54')
  expect(body.trace.find(({ item_id }: RecommendedItem) => item_id === 'zz').outcome).toBe('substitute')
})

it('the item on the page, items in the cart and duplicates are never shown', async () => {
  const shop = await having(BASKETS)
  for (const id of ['tea', 'mug', 'pot']) {
    const shown = allIn(await shop.ask(`placement=product&item_id=${id}&limit=24`))
    expect(shown).not.toContain(id)
    expect(new Set(shown).size).toBe(shown.length)
  }
  const beside = allIn(await shop.ask(`${CART}tea,mug,lemon&limit=24`))
  expect(beside.sort()).toEqual(['cake', 'milk', 'pot', 'spoon'])
})

it('another variant of the item on the page or in the cart is never shown, because it is the same item', async () => {
  const shop = await aShop()
  await shop.give(
    'items',
    itemsFile(
      ['mug-s,mug,Mug,1', 'mug-l,mug,Mug,2', 'tea,,Tea,3', 'pot,,Pot,4'],
      'id,item_group_id,title,price',
    ),
  )
  await shop.give('orders', ordersFile([...times(4, 'mug-s mug-l tea'), ...times(4, 'mug-l pot')]))
  expect(allIn(await shop.ask('placement=product&item_id=mug')).sort()).toEqual(['pot', 'tea'])
  expect(allIn(await shop.ask(`${CART}mug`)).sort()).toEqual(['pot', 'tea'])
  const { counts } = (await shop.call(`/v1/recommendations?${TEA}`)).body.items[0]
  expect(counts).toMatchObject({ co_orders: 4, seed_orders: 4, item_orders: 8 })
})

it('a cart adds up the weights of its items and names the item with the largest weight', async () => {
  const shop = await having([
    ...times(22, 'a y'),
    ...times(16, 'a x'),
    ...times(22, 'b z'),
    ...times(17, 'b x'),
  ])
  expect(idsIn(await shop.ask(`placement=product&item_id=a`))[0]).toBe('y')
  expect(idsIn(await shop.ask(`placement=product&item_id=b`))[0]).toBe('z')
  const { body } = await shop.ask(`${CART}a,b`)
  expect(body.items[0]).toMatchObject({ item_id: 'x', evidence: { seed_item_id: 'b' } })
  expect(idsIn(await shop.ask(`${CART}b,a`))).toEqual(body.items.map((item: RecommendedItem) => item.item_id))
})

it('the public sees no counts; the merchant does', async () => {
  const shop = await having(BASKETS)
  const counts = /"(\w*orders|counts|lift|low|high|trace|customers)"/
  for (const query of [TEA, `${CART}tea`]) {
    expect(JSON.stringify((await shop.ask(query)).body)).not.toMatch(counts)
    expect(JSON.stringify((await shop.call(`/v1/recommendations?${query}`)).body)).toMatch(counts)
  }
  expect((await shop.ask(`${TEA}&trace=1`)).body).toMatchObject({
    code: 'invalid_input',
    issues: [{ field: 'trace' }],
  })
  expect(JSON.stringify((await shop.call(`/v1/recommendations?${TEA}&trace=1`)).body)).toMatch(counts)
})

/** Of 21 orders of tea 7 contain a mug, 21 a pot, 11 milk, and one a spoon; in 30 orders a cup is alone. */
const SHARES = [
  ...times(7, 'tea pot mug milk'),
  ...times(4, 'tea pot milk'),
  ...times(8, 'tea pot'),
  ...times(2, 'tea pot spoon'),
  ...times(30, 'cup'),
]
const reasonsFor = async (shop: TestShop, query = TEA) => {
  const { body } = await shop.ask(query)
  return Object.fromEntries(
    body.items.map((item: RecommendedItem) => [
      item.item_id,
      [item.evidence.level, item.evidence.share, item.reason],
    ]),
  )
}

it('the public sees a rounded share in a sentence', async () => {
  expect(await reasonsFor(await having(SHARES))).toEqual({
    pot: ['share', 1, 'Most buyers also bought this'],
    milk: ['share', 2, 'About half of the buyers also bought this'],
    mug: ['share', 3, 'About 1 in 3 buyers also bought this'],
    spoon: ['words', undefined, 'Often bought together'],
  })
})

it('below 20 orders of the seed the evidence is words without a number', async () => {
  const reasons = await reasonsFor(await having(SHARES.slice(2)))
  expect(new Set(Object.values(reasons).map(String))).toEqual(new Set(['words,,Often bought together']))
})

it.each([
  ['words', 'Often bought together'],
  ['none', ''],
])('a shop may show the public %s', async (public_evidence, reason) => {
  const shop = await having(SHARES)
  await shop.call('/v1/settings', 'PATCH', { public_evidence })
  const reasons = await reasonsFor(shop)
  expect(new Set(Object.values(reasons).map(String))).toEqual(new Set([`words,,${reason}`]))
})

it.each([
  ['', 'en', 'Goes well with this'],
  ['&locale=de', 'de', 'Passt gut dazu'],
  ['&locale=de-AT', 'de-AT', 'Passt gut dazu'],
  ['&locale=fr', 'fr', 'Va bien avec cet article'],
  ['&locale=tlh', 'en', 'Goes well with this'],
])(
  'the panel is in the requested language, or else in that of the shop: %s',
  async (asked, locale, title) => {
    const { panel } = (await (await having(BASKETS)).ask(TEA + asked)).body
    expect([panel.locale, panel.title]).toEqual([locale, title])
  },
)

it('a German shop gets German texts, also in the reasons', async () => {
  const shop = await aShop({ locale: 'de' })
  await shop.give('items', plainItems(['tea', 'pot', 'mug', 'milk', 'spoon', 'cup']))
  await shop.give('orders', ordersFile(SHARES))
  const { panel } = (await shop.ask(`${CART}tea`)).body
  expect([panel.title, panel.layout, panel.texts.add]).toEqual([
    'Passt gut zu Ihrem Warenkorb',
    'list',
    'In den Warenkorb',
  ])
  expect((await reasonsFor(shop)).mug).toEqual(['share', 3, 'Etwa jeder dritte Käufer hat das auch gekauft'])
})

it('a market with its own price shows that price; an unknown market shows none', async () => {
  const shop = await having(BASKETS)
  const us = { amount: 1200, currency: 'USD' }
  await shop.call('/v1/items', 'PUT', mug({ market_prices: { us } }))
  const priceFor = async (query: string) => (await shop.ask(`${TEA}${query}`)).body.items[0].price
  expect(await priceFor('')).toEqual({ amount: 400, currency: 'EUR' })
  expect(await priceFor('&market=us')).toEqual(us)
  expect([await priceFor('&market=jp'), await priceFor('&market=toString')]).toEqual([undefined, undefined])
})

it('a customer group with its own price sees that price, with the secret key only', async () => {
  const shop = await having(BASKETS)
  const trade = { amount: 250, currency: 'EUR' }
  await shop.call('/v1/items', 'PUT', mug({ group_prices: { trade } }))
  const priceFor = async (query: string) =>
    (await shop.call(`/v1/recommendations?${TEA}${query}`)).body.items[0].price
  expect([await priceFor('&group=trade'), await priceFor('&group=trade&market=us')]).toEqual([trade, trade])
  expect(await priceFor('&group=others')).toEqual({ amount: 400, currency: 'EUR' })
  const { status, body } = await shop.ask(`${TEA}&group=trade`)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', 'group'])
  const page = await send(`/p/${shop.pk}/panel.html?${TEA}&group=trade`)
  expect(page.status).toBe(400)
})

it('a new price, stock or title is shown at once, without a new model', async () => {
  const shop = await having(BASKETS)
  const before = (await shop.ask(TEA)).body
  const cup = itemsFile(['mug,Cup,/i/mug,/i/mug.png,12.50'], 'id,title,link,image_link,price')
  await shop.give('items', cup, '&partial=1')
  const after = (await shop.ask(TEA)).body
  expect(after.items[0]).toMatchObject({ title: 'Cup', price: { amount: 1250, currency: 'EUR' } })
  expect(after.recommendation_id).not.toBe(before.recommendation_id)
})

it('equal requests get equal bytes, other requests get another recommendation id', async () => {
  const shop = await having(BASKETS)
  const bytes = async () => JSON.stringify((await shop.ask(TEA)).body)
  expect(new Set([await bytes(), await bytes(), await bytes()]).size).toBe(1)
  const others = ['', '&limit=3', '&locale=de', '&market=us', '&market=x'].map((more) => shop.ask(TEA + more))
  expect(new Set((await Promise.all(others)).map(({ body }) => body.recommendation_id)).size).toBe(5)
})

const asked = (shop: TestShop, tags: string) =>
  send(`/p/${shop.pk}/recommendations?${TEA}`, { headers: { 'If-None-Match': tags } })

it('an answer that the client already has is not sent again', async () => {
  const shop = await having(BASKETS)
  const { headers, body } = await shop.ask(TEA)
  const etag = headers.get('ETag') ?? ''
  expect(etag).toBe(`"${body.recommendation_id}"`)
  for (const tags of [etag, `W/${etag}`, `"old", W/${etag}, "older"`]) {
    const again = await asked(shop, tags)
    expect([tags, again.status, again.body]).toEqual([tags, 304, ''])
    for (const name of [
      'ETag',
      'Cache-Control',
      'Cloudflare-CDN-Cache-Control',
      'Access-Control-Allow-Origin',
    ])
      expect(again.headers.get(name)).toBe(headers.get(name))
  }
  for (const tags of ['"old"', '', etag.slice(0, -3)]) expect((await asked(shop, tags)).status).toBe(200)
})

const PUBLIC = {
  'cache-control': 'public, max-age=30',
  'cloudflare-cdn-cache-control': 'max-age=60, stale-while-revalidate=60, stale-if-error=3600',
  'access-control-allow-origin': '*',
}

it('a public answer may be cached by anyone for 150 seconds in total', async () => {
  const shop = await having(BASKETS)
  for (const query of [TEA, `${CART}tea`, 'placement=product&item_id=nobody']) {
    const { headers } = await shop.ask(query)
    expect(Object.fromEntries(headers)).toMatchObject({ ...PUBLIC, 'cache-tag': shop.shop_id })
    expect(headers.get('Vary')).toBeNull()
  }
})

const CACHED: Record<string, string> = {
  'GET /p/{pk}/recommendations': 'public, max-age=30',
  'GET /p/{pk}/panel.html': 'public, max-age=30',
  'GET /': 'public, max-age=300',
  'GET /docs': 'public, max-age=300',
  'GET /llms.txt': 'public, max-age=300',
  'GET /ucp/2026-11-30/recommendations.json': 'public, max-age=300',
  'GET /v1/openapi.json': 'public, max-age=300',
}

it('every route states how long its answer may be cached, and only seven may be cached', async () => {
  const shop = await aFullShop()
  const [ids, routes] = [await idsOf(shop), await allRoutes()]
  // Calls that remove what others name come last.
  const last = ({ door, method, path }: Route) =>
    door === 'operator'
      ? 2
      : method === 'DELETE' &&
          /\/(items|members|rules|offers|campaigns|triggers|accounts)\/\{\w+\}$/.test(path)
        ? 1
        : 0
  // Without a fresh link, over http, nobody signs in, and without a token of the shop nobody answers for a customer.
  const isRefused = ({ path }: Route) => path.startsWith('/sign-in') || path === '/p/{pk}/decision/response'
  // This one redirects.
  const isElsewhere = ({ path }: Route) => path === '/p/{pk}/decision/{decision_id}'
  for (const route of routes.sort((a, b) => last(a) - last(b))) {
    const name = `${route.method} ${route.path}`
    const key = route.door === 'operator' ? env.ADMIN_TOKEN : route.door === 'merchant' ? shop.sk : undefined
    const { status, headers } = await send(...example(route, ids, key))
    // A key cannot delete its shop, and the shop's propensities are of no release.
    const isOther =
      isRefused(route) ||
      isElsewhere(route) ||
      ['DELETE /v1/keys/{key_id}', 'DELETE /v1/shop', 'GET /v1/propensities/customers'].includes(name) ||
      name.endsWith('rollback') ||
      // A shop is moved to a further database, and restored where it is not.
      /\{shop_id\}\/(move|restore)$/.test(name)
    expect([name, status < 300 || isOther]).toEqual([name, true])
    expect([name, headers.get('Cache-Control')]).toEqual([name, CACHED[name] ?? 'no-store'])
  }
})

it('the API page is sandboxed and loads nothing from other hosts', async () => {
  const { headers, body } = await send('/docs')
  expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';.*sandbox /)
  expect(body).not.toMatch(/<script|<link|<img|@import|url\(/)
  expect(body).toContain('<code>/v1/items/{item_id}</code>')
})

const ids = (count: number) => Array.from({ length: count }, (_, n) => `i${n}`).join(',')

it.each([
  ['', 'placement'],
  ['placement=email', 'placement'],
  ['placement=product', 'item_id'],
  [`placement=product&item_id=${'a'.repeat(129)}`, 'item_id'],
  [`placement=product&product_id=${'a'.repeat(129)}`, 'product_id'],
  [`${TEA}&limit=0`, 'limit'],
  [`${TEA}&limit=25`, 'limit'],
  [`${TEA}&limit=4.5`, 'limit'],
  [`${TEA}&limit=many`, 'limit'],
  [`${TEA}&intent=sidegrade`, 'intent'],
  ['placement=cart&cart_item_ids=tea&intent=upgrade', 'intent'],
  [`${TEA}&intent=replenish`, 'intent'],
  [`${TEA}&panels=upgrade:0`, 'panels.0'],
  [`${TEA}&panels=upgrade,upgrade`, 'panels'],
  [`${TEA}&locale=../x`, 'locale'],
  [`${TEA}&market=${'a'.repeat(129)}`, 'market'],
  [`${CART}${ids(101)}`, 'cart_item_ids'],
  [`${CART}tea,${'a'.repeat(129)}`, 'cart_item_ids.1'],
])(
  'a request that breaks the documentation is refused with the name of the field: %s',
  async (query, field) => {
    const { status, headers, body } = await (await aShop()).ask(query)
    expect([status, body.code, headers.get('Cache-Control')]).toEqual([400, 'invalid_input', 'no-store'])
    expect(body.issues.map((issue: { field: string }) => issue.field)).toContain(field)
    expect(body.detail).toContain(`"${field}"`)
  },
)

it.each([
  `${CART}${ids(50)}`,
  `placement=product&item_id=${'é'.repeat(128)}`,
  `${CART}, tea ,,tea,`,
  'placement=product&product_id=tea',
])('a request just within the limits is answered (%#)', async (query) => {
  expect((await (await aShop()).ask(query)).status).toBe(200)
})

/** Sends a request to a Worker whose database does this in `batch`, from the n-th call on. */
async function askBroken(shop: TestShop, query: string, from: number, broken: () => Promise<never>) {
  let calls = 0
  const session = (real: D1DatabaseSession) =>
    new Proxy(real, {
      get: (target, name) =>
        name === 'batch'
          ? (statements: D1PreparedStatement[]) => (++calls >= from ? broken() : target.batch(statements))
          : target.prepare.bind(target),
    })
  const DB = new Proxy(env.DB, {
    get: (target, name) =>
      name === 'withSession'
        ? () => session(target.withSession('first-unconstrained'))
        : Reflect.get(target, name).bind(target),
  })
  const [ctx, began] = [createExecutionContext(), performance.now()]
  const response = await worker.fetch(
    new Request(`http://pairwell.test/p/${shop.pk}/recommendations?${query}`),
    { ...env, DB },
    ctx,
  )
  await waitOnExecutionContext(ctx)
  const { code } = await response.json<{ code: string }>()
  return {
    code,
    status: response.status,
    cache: response.headers.get('Cache-Control'),
    type: response.headers.get('Content-Type'),
    took: performance.now() - began,
  }
}

const GONE = { status: 503, code: 'unavailable', cache: 'no-store', type: 'application/problem+json' }

it.each([
  ['a product page', TEA, 1],
  ['a cart', `${CART}tea`, 1],
  ['a cart on its second round trip', `${CART}tea`, 2],
])('when the database fails, %s answers 503 at once and is not cached', async (_name, query, from) => {
  const shop = await having(BASKETS)
  const fails = () => Promise.reject(new Error('D1_ERROR: gone'))
  const { took, ...answer } = await askBroken(shop, query, from, fails)
  expect(answer).toEqual(GONE)
  expect(took).toBeLessThan(500)
})

it.each([
  ['a product page', TEA, 1],
  ['a cart on its second round trip', `${CART}tea`, 2],
])('when the database hangs, %s answers 503 after 800 ms and is not cached', async (_name, query, from) => {
  const shop = await having(BASKETS)
  const { took, ...answer } = await askBroken(shop, query, from, () => new Promise<never>(() => undefined))
  expect(answer).toEqual(GONE)
  expect(took).toBeGreaterThan(700)
  expect(took).toBeLessThan(1_500)
})

it.each(['checkout', 'thank_you'])('%s is requested like a cart and has its own title', async (placement) => {
  const shop = await having(BASKETS)
  const cart = await shop.ask(`${CART}tea&limit=3`)
  const same = await shop.ask(`placement=${placement}&cart_item_ids=tea&limit=3`)
  expect(idsIn(same)).toEqual(idsIn(cart))
  expect(same.body.panel.title).not.toBe(cart.body.panel.title)
})

it('a home page shows the best sellers, without items that may not be shown', async () => {
  const shop = await having(BASKETS)
  await shop.call('/v1/items', 'PUT', {
    items: [
      { item_id: 'mug', title: 'Mug', variants: [{ variant_id: 'mug', availability: 'out_of_stock' }] },
    ],
  })
  const answer = await shop.ask('placement=home&limit=3')
  expect(idsIn(answer)).toEqual(['tea', 'pot', 'milk'])
  expect(new Set(answer.body.items.map(({ source }: RecommendedItem) => source))).toEqual(
    new Set(['bestseller']),
  )
  expect(answer.body.panel.title).toBe('Popular right now')
})

it('a panel of best sellers does not claim that they go with the item, whatever its layout', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'pot', 'mug', 'milk', 'spoon', 'lone']))
  await shop.give('orders', ordersFile(BASKETS))
  const titleFor = async (query: string) => (await shop.ask(query)).body.panel.title
  const lone = 'placement=product&item_id=lone'
  expect(await titleFor(lone)).toBe('Popular in this shop')
  expect(await titleFor(`${lone}&locale=de`)).toBe('Beliebt in diesem Shop')
  await settle(shop, { product: { layout: 'bundle', title: 'Take this along' } })
  expect([await titleFor(lone), await titleFor(TEA)]).toEqual(['Popular in this shop', 'Take this along'])
  await settle(shop, { product: { popular_title: 'What others buy' } })
  expect(await titleFor(lone)).toBe('What others buy')
})

it('cards without a picture are allowed by the settings only', async () => {
  const shop = await having(BASKETS)
  expect((await shop.ask(TEA)).body.panel.pictures).toBeUndefined()
  await shop.call('/v1/settings', 'PATCH', { pictures: 'optional' })
  expect((await shop.ask(TEA)).body.panel.pictures).toBe('optional')
  await shop.call('/v1/settings', 'PATCH', { pictures: null })
  expect((await shop.ask(TEA)).body.panel.pictures).toBeUndefined()
})

it('any other page is requested by the items that it lists', async () => {
  const shop = await having(BASKETS)
  const pairs = [
    ['placement=generic', 'placement=home'],
    ['placement=generic&item_id=tea', TEA],
    ['placement=generic&cart_item_ids=tea', `${CART}tea`],
  ]
  for (const [generic, like] of pairs) {
    expect(idsIn(await shop.ask(`${generic}&limit=4`))).toEqual(idsIn(await shop.ask(`${like}&limit=4`)))
  }
})

const settle = (shop: TestShop, panels: object) => shop.call('/v1/settings', 'PATCH', { panels })

it('a panel has the layout and the texts that the merchant set for its placement', async () => {
  const shop = await having(BASKETS)
  const product = {
    layout: 'carousel',
    title: 'Take this along',
    limit: 2,
    columns: 3,
    texts: { add: 'Into the basket' },
    not_for_me: true,
    explore: 0.05,
    why: false,
    free_shipping: { amount: 4500 },
    discount_code: 'TEA5',
  }
  expect((await settle(shop, { product })).body.panels).toEqual({ product })
  const { body } = await shop.ask(TEA)
  expect(body.panel).toMatchObject({
    layout: 'carousel',
    title: 'Take this along',
    columns: 3,
    not_for_me: true,
    explore: 0.05,
    free_shipping: { amount: 4500, currency: 'EUR' },
    texts: { add: 'Into the basket', added: 'Added' },
  })
  // The code is for bundles only.
  expect(body.panel.discount_code).toBeUndefined()
  expect(body.items).toHaveLength(2)
  expect(body.items[0].why).toBeUndefined()
  expect((await shop.ask(`${CART}tea`)).body.panel).toMatchObject({
    layout: 'list',
    title: 'Goes well with your cart',
  })
})

it.each([
  [{ product: { layout: 'wheel' } }, 'panels.product.layout'],
  [{ product: { colour: 'red' } }, 'panels.product.colour'],
  [{ product: { pinned_label: 'sponsored' } }, 'panels.product.pinned_label'],
  [{ basket: {} }, 'panels.basket'],
  [{ cart: { free_shipping: { amount: 0 } } }, 'panels.cart.free_shipping.amount'],
])('settings %o are refused with the name of the field', async (panels, field) => {
  const shop = await aShop()
  const { status, body } = await settle(shop, panels)
  expect([status, body.issues[0].field]).toEqual([400, field])
})

it('a bundle includes the item on the page while that item can be bought', async () => {
  const shop = await having(BASKETS)
  await settle(shop, { product: { layout: 'bundle', discount_code: 'TEA5' } })
  const { body } = await shop.ask(TEA)
  expect(body.panel).toMatchObject({ layout: 'bundle', title: 'Buy together', discount_code: 'TEA5' })
  expect(body.seed).toMatchObject({ item_id: 'tea', price: { amount: 990, currency: 'EUR' } })
  expect(idsIn({ body } as Answer)).not.toContain('tea')
  await shop.call('/v1/items', 'PUT', {
    items: [
      { item_id: 'tea', title: 'Tea', variants: [{ variant_id: 'tea', availability: 'out_of_stock' }] },
    ],
  })
  expect((await shop.ask(TEA)).body.seed).toBeUndefined()
})

it('a card offers the variants that can be bought, and shows a reduced price only with the lowest price of the last 30 days', async () => {
  const shop = await having(BASKETS)
  const variants = [
    { variant_id: 'mug-s', title: 'Small', price: 300, availability: 'out_of_stock' },
    { variant_id: 'mug-m', title: 'Middle', price: 500, availability: 'in_stock' },
    { variant_id: 'mug-l', title: 'Large', price: 600, availability: 'preorder' },
  ]
  const mug = {
    item_id: 'mug',
    title: 'Mug',
    url: '/mug',
    image_url: '/mug.png',
    prior_price_30d: 550,
    variants,
  }
  await shop.call('/v1/items', 'PUT', { items: [mug] })
  const [item] = (await shop.ask(TEA)).body.items
  expect(item).toMatchObject({
    variant_id: 'mug-m',
    variants: [
      { variant_id: 'mug-m', title: 'Middle', price: { amount: 500, currency: 'EUR' } },
      { variant_id: 'mug-l', title: 'Large', price: { amount: 600, currency: 'EUR' } },
    ],
    prior_price_30d: { amount: 550, currency: 'EUR' },
  })
  await shop.call('/v1/items', 'PUT', { items: [{ ...mug, prior_price_30d: 500 }] })
  expect((await shop.ask(TEA)).body.items[0].prior_price_30d).toBeUndefined()
})

it('a currency whose minor unit is not a hundredth states its number of decimals', async () => {
  const shop = await aShop({ currency: 'JPY' })
  await shop.give('items', plainItems(['tea', 'mug', 'pot']).replaceAll('9.90', '1999'))
  await shop.give('orders', ordersFile(BASKETS.slice(0, 12)))
  expect((await shop.ask(TEA)).body.items[0].price).toEqual({ amount: 1999, currency: 'JPY', digits: 0 })
})

it('a panel in Arabic has the direction right to left', async () => {
  const shop = await having(BASKETS)
  expect((await shop.ask(`${TEA}&locale=ar-EG`)).body.panel.dir).toBe('rtl')
  expect((await shop.ask(`${TEA}&locale=de`)).body.panel.dir).toBeUndefined()
})

const fragment = (shop: TestShop, query: string) => send(`/p/${shop.pk}/panel.html?${query}`)

it('the fragment is the answer as HTML: sandboxed, cached as long, and 304 for a client that has it', async () => {
  const shop = await having(BASKETS)
  const { status, headers, body } = await fragment(shop, `${TEA}&limit=2`)
  expect(status).toBe(200)
  expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';.*sandbox /)
  expect(headers.get('Cache-Control')).toBe('public, max-age=30')
  expect(body).toMatch(
    /^<pairwell-panel placement="product" intent="complementary" item-id="tea" limit="2"><template shadowrootmode="open">/,
  )
  expect(body).toContain('<a part="link" href="/i/mug">')
  expect(body).not.toContain('<button')
  const [, data = ''] = /<script type="application\/json">(.*)<\/script>/.exec(body) ?? []
  expect(JSON.parse(data)).toEqual((await shop.ask(`${TEA}&limit=2`)).body)
  const again = await send(`/p/${shop.pk}/panel.html?${TEA}&limit=2`, {
    headers: { 'If-None-Match': headers.get('ETag') ?? '' },
  })
  expect(again.status).toBe(304)
})

it('an empty fragment is hidden, and the fragment of a page has its panels one after the other', async () => {
  const shop = await having(BASKETS)
  expect((await fragment(shop, CART)).body).toMatch(/^<pairwell-panel [^>]* hidden><script/)
  const { body } = await fragment(shop, `${TEA}&panels=complementary:2,related`)
  expect(body.match(/<pairwell-panel /g)).toHaveLength(2)
})

it('a fragment names its items as relations of the page’s product, if the page says which that is', async () => {
  const shop = await having(BASKETS)
  const query = `${TEA}&panels=complementary:2,related`
  const node = 'https://shop.example/tea#product'
  const { body } = await fragment(shop, `${query}&product_node=${encodeURIComponent(node)}`)
  const [, data = ''] = /<script type="application\/ld\+json">(.*)<\/script>$/.exec(body) ?? []
  const { items } = (await shop.ask(`${TEA}&limit=2`)).body
  const [first] = items
  const { isRelatedTo, isSimilarTo, ...product } = JSON.parse(data)
  expect(product).toEqual({ '@context': 'https://schema.org', '@type': 'Product', '@id': node })
  expect(isRelatedTo.map(({ name }: { name: string }) => name)).toEqual(
    items.map(({ title }: { title: string }) => title),
  )
  expect(isRelatedTo[0]).toEqual({
    ...{ '@type': 'Product', name: first.title, url: `https://shop.example${first.url}` },
    image: new URL(first.image_url, node).href,
    offers: {
      ...{ '@type': 'Offer', url: `https://shop.example${first.url}`, priceCurrency: 'EUR' },
      ...{ price: (first.price.amount / 100).toFixed(2), availability: 'https://schema.org/InStock' },
    },
  })
  expect(isSimilarTo).toBeUndefined()
  expect((await fragment(shop, query)).body).not.toContain('ld+json')
  expect((await fragment(shop, `${query}&product_node=javascript:alert(1)`)).status).toBe(400)
})

it('no text of the catalogue becomes markup in a fragment', async () => {
  const shop = await having(BASKETS)
  const evil = `"><script>alert(1)</script><!--' onload=alert(1) {{`
  const variants = [{ variant_id: 'mug', price: 500, availability: 'in_stock' }]
  const mug = {
    item_id: 'mug',
    title: evil,
    url: `/mug?${evil}`,
    image_url: `/m.png?${evil}`,
    disclosure: evil,
    variants,
  }
  const milk = {
    ...mug,
    item_id: 'milk',
    url: 'javascript:alert(1)',
    variants: [{ ...variants[0], variant_id: 'milk' }],
  }
  await shop.call('/v1/items', 'PUT', { items: [mug, milk] })
  const { body } = await fragment(shop, TEA)
  expect(body).toMatch(/&lt;script(>|&gt;)alert\(1\)/)
  expect(body.match(/<script/g)).toHaveLength(1)
  expect(body.match(/<\/script>/g)).toHaveLength(1)
  expect(body).not.toMatch(/<!--|href="javascript:/)
  const withRelations = (await fragment(shop, `${TEA}&product_node=https://shop.example/`)).body
  expect(withRelations.match(/<script/g)).toHaveLength(2)
  expect(withRelations.match(/<\/script>/g)).toHaveLength(2)
  expect(withRelations).not.toMatch(/<!--|"javascript:.*ld\+json|ld\+json.*"javascript:/)
})

it('of a pair that rests on a single order nothing is claimed', async () => {
  const shop = await having(BASKETS)
  const { body } = await shop.ask(TEA)
  expect(body.items.map(({ reason }: RecommendedItem) => reason)).not.toContain('')
  await shop.store.db.run(`update lists set companions = replace(companions, '"co_orders":9', '"co_orders":1')
    where shop_id = '${shop.shop_id}' and kind = 'item' and key = 'tea'`)
  const [mug, pot] = (await shop.ask(TEA)).body.items
  expect(mug).toMatchObject({ item_id: 'mug', source: 'mined', reason: '', evidence: { level: 'words' } })
  expect(mug).not.toHaveProperty('why')
  expect(pot.reason).not.toBe('')
})
