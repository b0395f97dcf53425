import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, send, type TestShop, times } from '../../a-shop.ts'

const anItem = (item_id: string, more: object = {}) => ({
  item_id,
  title: `The ${item_id}`,
  variants: [{ variant_id: `${item_id}-1`, price: 990, availability: 'in_stock' }],
  ...more,
})
const anOrder = (order_id: string, ...ids: string[]) => ({
  order_id,
  lines: ids.map((item_id) => ({ item_id })),
})
const accessory = (item_id: string, related_item_id: string) => ({
  item_id,
  related_item_id,
  relationship_type: 'accessory',
})

/** Returns a shop with these items, sent as JSON. */
async function selling(...ids: string[]): Promise<TestShop> {
  const shop = await aShop()
  await shop.call('/v1/items', 'PUT', { items: ids.map((id) => anItem(id)) })
  await shop.settle()
  return shop
}

it('an item is returned as it was sent', async () => {
  const shop = await aShop()
  const given = {
    item_id: 'mug/1 é',
    title: 'Mug',
    url: '/mug',
    image_url: '/mug.png',
    platform_id: '7001',
    aliases: ['becher'],
    action: 'choose' as const,
    translations: { de: { title: 'Becher', url: '/de/becher' } },
    category: 'Home > Kitchen',
    collections: ['Home > Kitchen', 'Gifts'],
    product_type: 'Mugs',
    brand: 'Potter',
    tags: ['blue'],
    attributes: { size: '500 ml' },
    published: false,
    gift_card: false,
    replenish_days: 30,
    disclosure: 'Contains lead.',
    age_limit: 18,
    prior_price_30d: 800,
    market_prices: { us: { amount: 1200, currency: 'USD' } },
    group_prices: { trade: { amount: 500, currency: 'EUR' } },
    variants: [
      {
        variant_id: 'm',
        sku: 'M-1',
        platform_id: '9001',
        gtin: '4006381333931',
        title: 'S',
        price: 990,
        cost: 400,
        stock: 3,
        availability: 'in_stock',
        image_url: '/m.png',
      },
    ],
  }
  expect((await shop.call('/v1/items', 'PUT', { items: [given] })).body).toEqual({ written: 1 })
  expect((await shop.call(`/v1/items/${encodeURIComponent(given.item_id)}`)).body).toEqual(given)
})

it('equal items are not written again', async () => {
  const shop = await selling('tea', 'mug')
  const items = await shop.table('items')
  const { body } = await shop.call('/v1/items', 'PUT', {
    items: [anItem('tea'), anItem('mug'), anItem('pot')],
  })
  expect(body).toEqual({ written: 1 })
  expect((await shop.table('items')).filter(({ item_id }) => item_id !== 'pot')).toEqual(items)
})

it('orders as JSON give the same rows as a file, and are mined', async () => {
  const [json, file] = [await selling('tea', 'mug'), await selling('tea', 'mug')]
  const baskets = times(5, 'tea mug')
  await file.give('orders', ordersFile(baskets))
  const dates = (await file.table('orders')).map(({ ordered_at }) =>
    new Date(Number(ordered_at)).toISOString(),
  )
  const orders = baskets.map((_, at) => ({ ...anOrder(`o0000${at}`, 'tea', 'mug'), ordered_at: dates[at] }))
  expect((await json.call('/v1/orders', 'POST', { orders })).body).toEqual({ written: 5 })
  await json.settle()
  expect((await json.model()).hash).toBe((await file.model()).hash)
  const ofNobody = (rows: object[]) => rows.map((row) => ({ ...row, shop_id: '' }))
  expect(ofNobody(await json.table('orders'))).toEqual(ofNobody(await file.table('orders')))
})

it('an order is returned without its buyer', async () => {
  const shop = await aShop({ time_zone: 'Europe/Berlin' })
  const order = {
    ...anOrder('1'),
    ordered_at: '2026-07-01 12:00',
    customer_email: 'ann@example.com',
    status: 'pending',
    lines: [{ item_id: 'tea', quantity: 2, price: 990 }],
  }
  await shop.call('/v1/orders', 'POST', { orders: [order] })
  expect((await shop.call('/v1/orders')).body).toEqual({
    items: [
      {
        order_id: '1',
        ordered_at: Date.UTC(2026, 6, 1, 10),
        status: 'pending',
        currency: 'EUR',
        lines: [{ reference: 'i:tea', quantity: 2, price: 990 }],
        // Nothing was said about its totals.
        ...{ subtotal: null, discount: null, shipping: null, tax: null, tax_included: null, fees: null },
        ...{ total: null, refunded: null, coupons: null, channel: null, market: null },
        ...{ line_discounts: [], refunds: [] },
      },
    ],
    next: null,
  })
})

it('relations are written, read and deleted one by one', async () => {
  const shop = await selling('tea', 'mug', 'pot')
  const relations = [
    { ...accessory('tea', 'mug'), position: 2, start_at: 1, end_at: 4_000_000_000_000 },
    { ...accessory('tea', 'pot'), position: 1 },
  ]
  const stored = relations.map((relation) => ({
    ...relation,
    ...{ from_catalogue: false, related_title: `The ${relation.related_item_id}` },
  }))
  expect((await shop.call('/v1/relations', 'PUT', { relations })).body).toEqual({ written: 2 })
  expect((await shop.call('/v1/relations', 'PUT', { relations })).body).toEqual({ written: 0 })
  expect((await shop.call('/v1/relations')).body).toEqual({ items: stored, next: null })
  const one = '/v1/relations?item_id=tea&related_item_id=mug&relationship_type=accessory'
  expect((await shop.call(one, 'DELETE')).status).toBe(204)
  expect((await shop.call(one, 'DELETE')).body.code).toBe('unknown_item')
  expect((await shop.call('/v1/relations')).body.items).toEqual([stored[1]])
})

it('a relation as JSON may name a variant, and is stored for its item', async () => {
  const shop = await selling('tea', 'mug')
  await shop.call('/v1/relations', 'PUT', { relations: [accessory('tea-1', 'mug-1')] })
  const stored = await shop.table('relations')
  expect(stored.map(({ item_id, related_item_id }) => [item_id, related_item_id])).toEqual([['tea', 'mug']])
})

/** Reads a list page by page. */
async function walk(shop: TestShop, path: string, limit: number) {
  const pages: string[][] = []
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await shop.call(`${path}?limit=${limit}&after=${encodeURIComponent(after)}`)
    pages.push(body.items.map((item: Record<string, string>) => Object.values(item).slice(0, 2).join(' ')))
    after = body.next
  }
  return pages
}

it('every list is read page by page, each row once', async () => {
  const ids = ['a', 'b,"', 'c d', 'e&f', 'g']
  const shop = await selling('hub', ...ids)
  await shop.call('/v1/orders', 'POST', { orders: ids.map((id) => anOrder(id, 'hub')) })
  await shop.call('/v1/relations', 'PUT', { relations: ids.map((id) => accessory('hub', id)) })
  const items = await walk(shop, '/v1/items', 2)
  expect(items.map((page) => page.length)).toEqual([2, 2, 2])
  expect(new Set(items.flat()).size).toBe(6)
  expect(await walk(shop, '/v1/relations', 2)).toEqual([
    ['hub a', 'hub b,"'],
    ['hub c d', 'hub e&f'],
    ['hub g'],
  ])
  const orders = await walk(shop, '/v1/orders', 2)
  expect(orders.map((page) => page.map((row) => row.split(' ')[0]))).toEqual([
    ['a', 'b,"'],
    ['c', 'e&f'],
    ['g'],
  ])
})

it('uploads and models are listed newest first, page by page', async () => {
  const shop = await aShop()
  for (const id of ['a', 'b', 'c']) await shop.give('orders', `order_id,item_id\n${id},tea`)
  for (const path of ['/v1/imports', '/v1/models']) {
    const pages = await walk(shop, path, 1)
    const { body } = await shop.call(path)
    const made = body.items.map((row: { created_at: number }) => row.created_at)
    expect(pages.map((page) => page.length)).toEqual([1, 1, 1])
    expect(made).toEqual([...made].sort((a, b) => b - a))
  }
})

it.each([
  ['REGENCY', ['cup']],
  ['green regency teacup', ['cup']],
  ['tea_p', ['tea_pot']],
  ['100%', ['cotton']],
  // Signs are no words.
  ['_', []],
  ['%', []],
  ['nobody', []],
])('q=%s is searched as the beginnings of words of id and title', async (q, found) => {
  const shop = await aShop()
  const titles = [
    ['cup', 'Green Regency Teacup'],
    ['tea_pot', 'Pot'],
    ['teapot', 'Other pot'],
    ['cotton', '100% cotton'],
  ]
  await shop.call('/v1/items', 'PUT', { items: titles.map(([id = '', title]) => anItem(id, { title })) })
  const { body } = await shop.call(`/v1/items?q=${encodeURIComponent(q)}`)
  expect(body.items.map(({ item_id }: { item_id: string }) => item_id)).toEqual(found)
})

const many = <T>(count: number, one: (id: string) => T) =>
  Array.from({ length: count }, (_, n) => one(`n${n}`))
const orderWith = (more: object) => ({ orders: [{ ...anOrder('1', 'tea'), ...more }] })

/** Method and address, the body, the field that the refusal names. */
const REFUSALS: [string, string, unknown, string][] = [
  ['PUT', 'items', { items: [anItem('a')], item: 1 }, 'item'],
  ['PUT', 'items', { items: [anItem('a', { colour: 'red' })] }, 'items.0.colour'],
  ['PUT', 'items', { items: [anItem('a'), anItem('b', { variants: [] })] }, 'items.1.variants'],
  [
    'PUT',
    'items',
    { items: [anItem('a', { variants: [{ variant_id: 'a', availability: 'soon' }] })] },
    'items.0.variants.0.availability',
  ],
  [
    'PUT',
    'items',
    { items: [anItem('a', { variants: [{ variant_id: 'a', availability: 'in_stock', weight: 1 }] })] },
    'items.0.variants.0.weight',
  ],
  [
    'PUT',
    'items',
    { items: [anItem('a', { market_prices: { us: { amount: 1.5, currency: 'USD' } } })] },
    'items.0.market_prices.us.amount',
  ],
  ['PUT', 'items', { items: [anItem('a'.repeat(129))] }, 'items.0.item_id'],
  ['PUT', 'items', { items: many(1_001, (id) => anItem(id)) }, 'items'],
  ['PUT', 'items', { items: [] }, 'items'],
  ['PUT', 'items', {}, 'items'],
  ['POST', 'orders', { orders: many(1_001, (id) => anOrder(id, 'tea')) }, 'orders'],
  ['POST', 'orders', orderWith({ discounts: 9 }), 'orders.0.discounts'],
  ['POST', 'orders', orderWith({ lines: [] }), 'orders.0.lines'],
  ['POST', 'orders', orderWith({ lines: [{ item_id: 'tea', qty: 1 }] }), 'orders.0.lines.0.qty'],
  ['POST', 'orders', orderWith({ lines: [{ item_id: 'tea', quantity: 0 }] }), 'orders.0.lines.0.quantity'],
  ['POST', 'orders', orderWith({ ordered_at: 'yesterday' }), 'orders.0.ordered_at'],
  ['POST', 'orders', orderWith({ status: 'lost' }), 'orders.0.status'],
  ['PUT', 'relations', { relations: [{ ...accessory('tea', 'mug'), kind: 1 }] }, 'relations.0.kind'],
  ['PUT', 'relations', { relations: [{ ...accessory('tea', 'mug'), position: 0 }] }, 'relations.0.position'],
  ['PUT', 'relations', { relations: many(1_001, (id) => accessory('tea', id)) }, 'relations'],
  [
    'PUT',
    'relations',
    { relations: [{ ...accessory('tea', 'mug'), relationship_type: 'friend' }] },
    'relations.0.relationship_type',
  ],
  ['DELETE', 'relations?item_id=tea&related_item_id=mug', undefined, 'relationship_type'],
  ['GET', 'items?limit=0', undefined, 'limit'],
  ['GET', 'items?limit=201', undefined, 'limit'],
]

it.each(REFUSALS)(
  '%s %s is refused with the name of the field, and nothing is written (%#)',
  async (method, path, body, field) => {
    const shop = await selling('tea', 'mug')
    const before = await shop.rows()
    const refusal = await shop.call(`/v1/${path}`, method, body)
    expect([refusal.status, refusal.body.code]).toEqual([400, 'invalid_input'])
    expect(refusal.body.issues.map((issue: { field: string }) => issue.field)).toContain(field)
    expect(refusal.body.detail).toContain(`"${field}"`)
    expect(await shop.rows()).toEqual(before)
  },
)

it.each([
  ['an unknown item', accessory('tea', 'cup'), 'unknown_item', /"cup" \(relations\.1\.related_item_id\)/],
  ['an item with itself', accessory('tea', 'tea-1'), 'invalid_input', /relations\.1/],
])('relations with %s are all refused, and nothing is written', async (_name, relation, code, words) => {
  const shop = await selling('tea', 'mug')
  const { body } = await shop.call('/v1/relations', 'PUT', {
    relations: [accessory('tea', 'mug'), relation],
  })
  expect(body.code).toBe(code)
  expect(body.detail).toMatch(words)
  expect(await shop.table('relations')).toEqual([])
})

it.each([
  ['/v1/items', 'PUT'],
  ['/v1/orders', 'POST'],
  ['/v1/relations', 'PUT'],
  ['/v1/keys', 'POST'],
])('%s refuses a body that is not JSON', async (path, method) => {
  const shop = await aShop()
  const init = {
    method,
    body: '{"items": [',
    headers: { Authorization: `Bearer ${shop.sk}`, 'Content-Type': 'application/json' },
  }
  expect((await send(path, init)).body).toMatchObject({ status: 400, code: 'invalid_json' })
})

it.each([
  ['a cursor that is none', 'relations?after=zz', 'invalid_input'],
  ['an item that is none', 'items/zz', 'unknown_item'],
  ['an upload that is none', 'imports/zz', 'unknown_import'],
  ['errors of an upload that is none', 'imports/zz/errors.csv', 'unknown_import'],
  ['a model that is none', 'models/zz', 'unknown_model'],
])('%s is a problem with a code', async (_name, path, code) => {
  expect((await (await aShop()).call(`/v1/${path}`)).body.code).toBe(code)
})

const once = { 'Idempotency-Key': 'one' }
/** Returns all rows except stored replies. */
const effects = async (shop: TestShop) => {
  const { replies: _, ...rows } = await shop.rows()
  return rows
}

it('a repeat with the same Idempotency-Key gets the first answer and has no second effect', async () => {
  const shop = await selling('tea')
  const call = (price: number) =>
    shop.call('/v1/items', 'PUT', { items: [anItem('tea', { prior_price_30d: price })] })
  const first = await shop.call('/v1/items', 'PUT', { items: [anItem('tea', { prior_price_30d: 1 })] }, once)
  await call(2)
  await shop.settle()
  const before = await effects(shop)
  const again = await shop.call('/v1/items', 'PUT', { items: [anItem('tea', { prior_price_30d: 1 })] }, once)
  expect([again.status, again.body]).toEqual([first.status, first.body])
  expect(again.headers.get('Cache-Control')).toBe('no-store')
  expect(await effects(shop)).toEqual(before)
})

it('a line keeps the recommendation that it came from', async () => {
  const shop = await selling('tea', 'mug')
  const lines = [{ item_id: 'tea', recommendation_id: 'rec_1' }, { item_id: 'mug' }]
  await shop.call('/v1/orders', 'POST', { orders: [{ order_id: '1', lines }] })
  expect(await shop.table('orders')).toMatchObject([
    {
      lines: JSON.stringify([
        ['i:mug', 1, null],
        ['i:tea', 1, null, 'rec_1'],
      ]),
    },
  ])
})

it('two uploads with one Idempotency-Key are one import', async () => {
  const shop = await aShop()
  const give = (file: string) => shop.upload('items', file, '', once)
  const [first, again] = [await give(plainItems(['tea'])), await give(plainItems(['tea']))]
  expect([again.status, again.body]).toEqual([202, first.body])
  expect(await shop.table('imports')).toHaveLength(1)
  expect((await give(plainItems(['mug']))).body.code).toBe('other_request')
})

it.each([
  ['its last byte', (text: string) => `${text.slice(0, -1)}!`],
  ['its middle', (text: string) => `${text.slice(0, 2_000_000)}#${text.slice(2_000_001)}`],
])('a file of 4 MB that differs in %s is another request', async (_name, change) => {
  const shop = await aShop()
  const file = `${plainItems(['tea', 'mug'])}\n${Array.from({ length: 10_000 }, (_, at) => `pot-${at},The pot ${'x'.repeat(400)},/i/pot,,9.90,\n`).join('')}`
  const give = (body: string) => shop.upload('items', body, '&dry_run=1', once)
  const first = await give(file)
  expect([first.status, (await give(change(file))).body.code]).toEqual([202, 'other_request'])
  const again = await give(file)
  expect([again.status, again.body, again.headers.get('Idempotent-Replayed')]).toEqual([
    202,
    first.body,
    'true',
  ])
  expect(await shop.table('imports')).toHaveLength(1)
})

it('a body that the route does not read is compared, too', async () => {
  const shop = await aShop()
  const call = (note: string) => shop.call('/v1/models', 'POST', { note }, once)
  const statuses = [await call('a'), await call('b'), await call('a')].map(({ status }) => status)
  expect(statuses).toEqual([202, 422, 202])
})

it('a call that runs for long keeps its key, and one that dies gives it back', async () => {
  const shop = await aShop()
  let end = () => {}
  const waits = new Promise<void>((resolve) => {
    end = resolve
  })
  const slow = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(plainItems(['tea'])))
      await waits
      controller.close()
    },
  })
  const running = shop.upload('items', slow, '', once)
  const claimed = async () => Number((await shop.table('replies'))[0]?.created_at)
  await expect.poll(claimed).toBeGreaterThan(0)
  const first = await claimed()
  expect((await shop.upload('items', plainItems(['tea']), '', once)).body.code).toBe('still_running')
  await expect.poll(claimed, { timeout: 60_000 }).toBeGreaterThan(first)
  end()
  expect((await running).status).toBe(202)
  expect(await shop.table('replies')).toMatchObject([{ status: 202 }])
  const died = new ReadableStream({
    pull: (controller) => controller.error(new Error('The connection broke.')),
  })
  const key = { 'Idempotency-Key': 'two' }
  expect((await shop.upload('items', died, '', key)).status).toBeGreaterThanOrEqual(400)
  expect((await shop.upload('items', plainItems(['tea']), '', key)).status).toBe(202)
})

it('two calls at the same time with one Idempotency-Key have one effect', async () => {
  const shop = await selling('tea')
  const twice = [1, 2].map(() => shop.call('/v1/orders', 'POST', { orders: [anOrder('1', 'tea')] }, once))
  const statuses = (await Promise.all(twice)).map(({ status }) => status).sort()
  expect([
    [200, 200],
    [200, 409],
  ]).toContainEqual(statuses)
  expect(await shop.table('orders')).toHaveLength(1)
})

it('a deletion may be repeated with its Idempotency-Key', async () => {
  const shop = await selling('tea', 'mug')
  await shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'mug')] })
  const path = '/v1/relations?item_id=tea&related_item_id=mug&relationship_type=accessory'
  const statuses = [
    await shop.call(path, 'DELETE', undefined, once),
    await shop.call(path, 'DELETE', undefined, once),
  ]
  expect(statuses.map(({ status }) => status)).toEqual([204, 204])
})

it.each([
  ['another body', '/v1/orders', { orders: [anOrder('2', 'tea')] }],
  ['another address', '/v1/orders?x=1', { orders: [anOrder('1', 'tea')] }],
])('the same Idempotency-Key with %s is refused and has no effect', async (_name, path, body) => {
  const shop = await selling('tea')
  await shop.call('/v1/orders', 'POST', { orders: [anOrder('1', 'tea')] }, once)
  const refusal = await shop.call(path, 'POST', body, once)
  expect([refusal.status, refusal.body.code]).toEqual([422, 'other_request'])
  expect(await shop.table('orders')).toHaveLength(1)
})

it('a failed call may be repeated with its Idempotency-Key', async () => {
  const shop = await selling('tea')
  const failed = await shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'mug')] }, once)
  await shop.call('/v1/items', 'PUT', { items: [anItem('mug')] })
  const again = await shop.call('/v1/relations', 'PUT', { relations: [accessory('tea', 'mug')] }, once)
  expect([failed.status, again.status, again.body]).toEqual([404, 200, { written: 1 }])
})

it.each(['', 'x'.repeat(256)])('an Idempotency-Key has 1 to 255 characters (%#)', async (key) => {
  const shop = await selling('tea')
  const { body } = await shop.call(
    '/v1/orders',
    'POST',
    { orders: [anOrder('1', 'tea')] },
    { 'Idempotency-Key': key },
  )
  expect(body.code).toBe('invalid_input')
  expect(await shop.table('orders')).toEqual([])
})

it('the Idempotency-Keys of two shops are independent', async () => {
  const [a, b] = [await selling('tea'), await selling('tea')]
  const write = async (shop: TestShop, ...ids: string[]) =>
    (await shop.call('/v1/orders', 'POST', { orders: ids.map((id) => anOrder(id, 'tea')) }, once)).body
  expect([await write(a, '1'), await write(b, '1', '2'), await write(a, '1')]).toEqual([
    { written: 1 },
    { written: 2 },
    { written: 1 },
  ])
})
