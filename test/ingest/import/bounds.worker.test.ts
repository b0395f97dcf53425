import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { aShop, ordersFile, plainItems, type TestShop, times } from '../../a-shop.ts'
import { aFullShop, allRoutes, example, idsOf } from '../../routes.ts'

const variant = (fields: object = {}) => ({ variant_id: 'tea', availability: 'in_stock', ...fields })
const anItem = (fields: object) => ({ item_id: 'tea', title: 'Tea', variants: [variant()], ...fields })
const anOrder = (fields: object, line: object = {}) => ({
  order_id: '1',
  lines: [{ item_id: 'tea', ...line }],
  ...fields,
})
const entries = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`name-${at}`, value]))
const price = { amount: 1, currency: 'USD' }

/** Bodies beyond the bounds: the field that the refusal names. */
const ITEMS: readonly (readonly [field: string, fields: object])[] = [
  ['items.0.prior_price_30d', { prior_price_30d: 1e308 }],
  ['items.0.variants.0.price', { variants: [variant({ price: 1e14 })] }],
  ['items.0.variants.0.stock', { variants: [variant({ stock: -4e18 })] }],
  ['items.0.variants', { variants: [variant(), variant()] }],
  [
    'items.0.market_prices.us.currency',
    { market_prices: { us: { amount: 1, currency: 'U'.repeat(100_000) } } },
  ],
  ['items.0.market_prices', { market_prices: entries(20_000, price) }],
  ['items.0.group_prices', { group_prices: entries(251, price) }],
  ['items.0.attributes', { attributes: entries(251, 'a') }],
  ['items.0.translations', { translations: entries(101, { title: 'Tee' }) }],
  [
    'items.0',
    {
      variants: Array.from({ length: 2048 }, (_, at) =>
        variant({ variant_id: `${at}`, title: '茶'.repeat(400) }),
      ),
    },
  ],
  ['items.0.title', { title: 'Tea\0' }],
  ['items.0.attributes.a', { attributes: { a: '\ud800' } }],
  ['items.0.variants.0.variant_id', { variants: [variant({ variant_id: 'te\0a' })] }],
]
const ORDERS: readonly (readonly [field: string, order: object])[] = [
  ['orders.0.lines.0.quantity', anOrder({}, { quantity: 4e18 })],
  ['orders.0.lines.0.price', anOrder({}, { price: 1e308 })],
  ['orders.0.lines.0', anOrder({}, { quantity: 1e9, price: 1e9 })],
  ['orders.0.lines', { order_id: '1', lines: times(20, 'tea').map((item_id) => ({ item_id, price: 9e12 })) }],
  ['orders.0.total', anOrder({ total: 1e15 })],
  ['orders.0.fees', anOrder({ fees: -1e15 })],
  ['orders.0.currency', anOrder({ currency: 'E'.repeat(100_000) })],
  ['orders.0.refunds.0.quantity', anOrder({ refunds: [{ item_id: 'tea', quantity: 1e13 }] })],
  ['orders.0.order_id', anOrder({ order_id: 'a\0b' })],
]
const relation = { item_id: 'tea', related_item_id: 'mug', relationship_type: 'accessory' }
const RELATIONS: readonly (readonly [field: string, relation: object])[] = [
  ['relations.0.start_at', { ...relation, start_at: 9e15 }],
  ['relations.0.end_at', { ...relation, end_at: -9e15 }],
]

it.each([
  ...ITEMS.map(([field, fields]) => [field, 'PUT', 'items', [anItem(fields)]] as const),
  ...ORDERS.map(([field, order]) => [field, 'POST', 'orders', [order]] as const),
  ...RELATIONS.map(([field, one]) => [field, 'PUT', 'relations', [one]] as const),
])(
  '%s beyond its bounds is refused by name, and nothing is written (%#)',
  async (field, method, noun, rows) => {
    const shop = await aShop()
    const { status, body } = await shop.call(`/v1/${noun}`, method, { [noun]: rows })
    expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', field])
    expect(body.issues[0].message).toMatch(/[A-Z].*\./)
    expect(await shop.table(noun)).toEqual([])
  },
)

it.each([
  ['orders', 'order_id,item_id,quantity\n1,tea,4000000000000000000', 'bad_number'],
  ['orders', 'order_id,item_id,price\n1,tea,1000000000000.00', 'bad_money'],
  ['orders', 'order_id,item_id,quantity,price\n1,tea,1000000000,10000000.00', 'bad_money'],
  ['orders', `order_id,item_id,currency\n1,tea,${'E'.repeat(100_000)}`, 'bad_currency'],
  ['orders', '{"order_id": "a\\u0000b", "item_id": "tea"}\n', 'broken_row'],
  ['items', '{"id": "tea", "title": "Tea \\ud800"}\n', 'broken_row'],
  ['items', 'id,title,price\ntea,Tea,1000000000000.00', 'bad_money'],
  ['items', 'id,title,stock\ntea,Tea,4000000000000000000', 'bad_number'],
])('a file of %s has the same bounds (%#)', async (kind, file, code) => {
  const shop = await aShop()
  const { body } = await shop.upload(kind, file)
  expect([body.code, body.errors[0].code]).toEqual(['no_good_row', code])
})

it.each([
  ['tags and prices', { market_prices: JSON.stringify(entries(251, price)) }, 'bad_prices'],
  ['attributes', { attributes: JSON.stringify(entries(251, 'a')) }, 'bad_item'],
])('an item of a file with too many %s is refused, and named in the report', async (_name, cells, code) => {
  const shop = await aShop()
  const rows = [
    { id: 'tea', title: 'Tea', ...cells },
    { id: 'mug', title: 'Mug' },
  ]
  const report = await shop.give('items', rows.map((row) => JSON.stringify(row)).join('\n'))
  const errors = (await shop.call(`/v1/imports/${report.import_id}/errors.csv`)).body
  expect(errors).toContain(code)
  expect((await shop.table('items')).map(({ item_id }) => item_id)).toEqual(['mug'])
})

it('an order of a file that no row can hold is left out and counted, and the others are stored', async () => {
  const shop = await aShop()
  const lines = Array.from({ length: 10_001 }, (_, at) => `long,2026-01-02,item-${at},1`)
  const dear = times(20, 'dear,2026-01-02,tea,900000000000.00')
  const wide = Array.from({ length: 5_000 }, (_, at) => `wide,2026-01-02,${'w'.repeat(120)}${at},1`)
  const file = ['order_id,order_date,item_id,price', ...lines, ...dear, ...wide, 'good,2026-01-02,tea,1']
  const report = await shop.give('orders', file.join('\n'))
  expect(report.report.dropped).toMatchObject({ too_large: 3 })
  const errors: string = (await shop.call(`/v1/imports/${report.import_id}/errors.csv`)).body
  for (const name of ['long', 'dear', 'wide']) expect(errors).toContain(`(order ${name})`)
  expect((await shop.table('orders')).map(({ order_id }) => order_id)).toEqual(['good'])
})

/** Rows as a version without bounds stored them. */
async function poison({ shop_id }: TestShop): Promise<void> {
  const run = (sql: string) => env.DB.prepare(sql).bind(shop_id).run()
  const lines =
    '[["i:tea",4000000000000000000,9000000000000000],["i:mug",4000000000000000000,1e300,"r_full"]]'
  await run(`update orders set lines = '${lines}', subtotal = 9000000000000000000, total = 9000000000000000000,
    shipping = 0, tax = 0, discount = 0, refunded = 9000000000000000000,
    line_discounts = '[["i:tea",9000000000000000000]]', refunds = '[["i:tea",4e18,1e300,1e300]]' where shop_id = ?1`)
  await run(`update relations set start_at = 9000000000000000, end_at = 9000000000000001 where shop_id = ?1`)
  await run(`update items set price = 9000000000000000000, stock = 9000000000000000000, prior_price_30d = 9000000000000000000,
    title = 'Tea' || char(0) || 'x', market_prices = '{"us":{"amount":1e300,"currency":"${'E'.repeat(1000)}"}}' where shop_id = ?1`)
}

it('rows that are stored and absurd break no report, no list, no export and no model', async () => {
  const shop = await aFullShop()
  const ids = await idsOf(shop)
  await poison(shop)
  const gets = (await allRoutes()).filter(({ method, door }) => method === 'GET' && door === 'merchant')
  const failed: string[] = []
  const get = async (path: string) => {
    const { status } = await shop.call(path)
    if (status !== 200) failed.push(`${path} ${status}`)
  }
  for (const route of gets) await get(example(route, ids, shop.sk)[0])
  for (const name of [
    'funnel',
    'coverage',
    'attribution',
    'incremental',
    'orders',
    'refusals',
    'pairs',
    'exploration',
  ])
    for (const form of ['json', 'csv'])
      await get(`/v1/reports/${name}?from=2026-01-01&to=2026-03-01&form=${form}`)
  for (const table of [
    'items',
    'orders',
    'relations',
    'lists',
    'imports',
    'models',
    'experiments',
    'event_days',
  ])
    for (const form of ['csv', 'ndjson']) await get(`/v1/export/${table}?form=${form}`)
  // The shop's propensities are of no release, so their families are known to nobody.
  expect(failed).toEqual(['/v1/propensities/customers?family=Tea 404'])
  await shop.call('/v1/models', 'POST')
  await shop.settle()
  expect((await shop.model()).status).toMatch(/live|refused/)
  expect(
    (await shop.call('/v1/status')).body.jobs.failed.map(({ kind }: { kind: string }) => kind),
  ).not.toContain('mine')
})

it('the largest values within the bounds are stored and reported', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const ordered_at = '2026-01-02'
  const order = { ...anOrder({ total: 99_999_999_999_999 }, { price: 99_999_999_999_999 }), ordered_at }
  const many = { ...anOrder({ order_id: '2' }, { quantity: 999_999_999_999, price: 100 }), ordered_at }
  expect((await shop.call('/v1/orders', 'POST', { orders: [order, many] })).body.written).toBe(2)
  const report = (await shop.call('/v1/reports/orders?from=2026-01-01&to=2026-01-03')).body
  expect(report.rows[0]).toMatchObject({
    orders: 2,
    order_value: (99_999_999_999_999 + 99_999_999_999_900) / 2,
  })
  await shop.give('orders', ordersFile(['tea mug']))
})
