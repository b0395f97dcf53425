import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, itemsFile, plainItems, type TestShop } from '../a-shop.ts'

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString()

/** Returns a shop in which coffee is bought every 30 days, the grinder once; orders name beans by SKU. */
async function coffeeShop(): Promise<TestShop> {
  const shop = await aShop()
  const columns = 'id,sku,title,link,image_link,price'
  const row = (id: string) => `${id},sku-${id},The ${id},/i/${id},/i/${id}.png,9.90`
  await shop.give('items', itemsFile(['coffee', 'grinder', 'filter', 'cake'].map(row), columns))
  const orders = Array.from({ length: 12 }, (_, n) => [
    `${n}a,${daysAgo(300 + n)},${n}@example.com,sku-coffee`,
    `${n}a,${daysAgo(300 + n)},${n}@example.com,sku-grinder`,
    `${n}b,${daysAgo(270 + n)},${n}@example.com,sku-coffee`,
    `${n}b,${daysAgo(270 + n)},${n}@example.com,sku-filter`,
    `${n}c,${daysAgo(240 + n)},${n}@example.com,sku-coffee`,
    `${n}c,${daysAgo(240 + n)},${n}@example.com,sku-cake`,
  ])
  const ann = [
    `ann1,${daysAgo(31)},ann@example.com,sku-coffee`,
    `ann1,${daysAgo(31)},ann@example.com,sku-grinder`,
  ]
  await shop.give('orders', ['order_id,order_date,customer_email,sku', ...orders.flat(), ...ann].join('\n'))
  return shop
}
const ANN = { customer_email: ' Ann@Example.com' }
const about = (shop: TestShop, question: object, customer: object = ANN) =>
  shop.call('/v1/recommendations', 'POST', { customer, ...question })
type Item = { item_id: string; source: string }
const ids = (panel: { items: Item[] }) => panel.items.map(({ item_id }) => item_id)

it('an item that a customer buys regularly is due after its interval, under the name that the orders use', async () => {
  const shop = await coffeeShop()
  const { status, body } = await about(shop, { placement: 'email', panels: [{ intent: 'replenish' }] })
  expect(status).toBe(200)
  expect(ids(body.panels[0])).toEqual(['coffee'])
  const [coffee] = body.panels[0].items
  expect(coffee).toMatchObject({ source: 'history', due: { times: 1 } })
  expect(coffee.due.days).toBeGreaterThanOrEqual(27)
  expect(coffee.due.days).toBeLessThanOrEqual(33)
  expect(coffee.reason).toContain(`about ${coffee.due.days} days`)
  expect(Math.abs(coffee.due.due_at - Date.now())).toBeLessThan(6 * DAY)
})

it('the answer for the customer’s own page has the public form', async () => {
  const shop = await coffeeShop()
  const question = { placement: 'home', panels: [{ intent: 'replenish' }, { intent: 'complementary' }] }
  const { body } = await about(shop, { ...question, for_page: true })
  expect(ids(body.panels[0])).toEqual(['coffee'])
  expect(body.panels[0].items[0].reason).toMatch(/about \d+ days/)
  expect(JSON.stringify(body)).not.toMatch(/"(counts|co_orders|due|times|trace)"/)
  expect(JSON.stringify((await about(shop, question)).body)).toMatch(/"due"/)
})

it('a customer without orders has no due items', async () => {
  const { body } = await about(
    await coffeeShop(),
    { placement: 'home', panels: [{ intent: 'replenish' }] },
    { customer_id: 'zed' },
  )
  expect(body.panels[0].items).toEqual([])
})

it('the merchant’s own interval comes before the mined interval', async () => {
  const shop = await coffeeShop()
  const coffee = (await shop.call('/v1/items/coffee')).body
  await shop.call('/v1/items', 'PUT', { items: [{ ...coffee, replenish_days: 90 }] })
  await shop.settle()
  expect(
    ids((await about(shop, { placement: 'rep', panels: [{ intent: 'replenish' }] })).body.panels[0]),
  ).toEqual([])
})

it('an item that the customer owns and that is rarely bought twice is not shown; an item that is bought again may be', async () => {
  const shop = await coffeeShop()
  const panels = [{ intent: 'complementary', limit: 4 }]
  const page = (await about(shop, { placement: 'product', item_id: 'filter', panels, trace: true })).body
    .panels[0]
  expect(ids(page)).toContain('coffee')
  expect(ids(page)).not.toContain('grinder')
  const stranger = (await shop.ask('placement=product&item_id=coffee')).body
  expect(ids(stranger)).toContain('grinder')
  const ann = (await about(shop, { placement: 'product', item_id: 'coffee', panels, trace: true })).body
    .panels[0]
  expect(ann.trace).toContainEqual(expect.objectContaining({ item_id: 'grinder', outcome: 'owned' }))
})

it('owners see an item again where others bought it a second time, without dates by which it could be due', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['soap', 'lamp', 'towel']))
  const orders = Array.from({ length: 6 }, (_, n) => [
    ...['soap', 'lamp', 'towel'].map((id) => `${n}a,${n}@example.com,${id}`),
    ...['soap', 'towel'].map((id) => `${n}b,${n}@example.com,${id}`),
  ])
  const ann = ['soap', 'lamp'].map((id) => `ann,ann@example.com,${id}`)
  await shop.give('orders', ['order_id,customer_email,item_id', ...orders.flat(), ...ann].join('\n'))
  const panels = [{ intent: 'complementary', limit: 4 }]
  const question = { placement: 'product', item_id: 'towel', panels, trace: true }
  const { items, trace } = (await about(shop, question)).body.panels[0]
  expect(ids({ items })).toEqual(['soap'])
  expect(trace).toContainEqual(expect.objectContaining({ item_id: 'lamp', outcome: 'owned' }))
})

it('a customer’s regular items are candidates for the cart, and their source says so', async () => {
  const shop = await coffeeShop()
  const panels = [{ intent: 'complementary', limit: 4 }]
  const { body } = await about(shop, { placement: 'cart', cart_item_ids: ['nothing-known'], panels })
  expect(body.panels[0].items).toEqual([
    expect.objectContaining({ item_id: 'coffee', source: 'history', reason: 'You bought this before' }),
  ])
})

it('an erased customer is treated as unknown', async () => {
  const shop = await coffeeShop()
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', ...ANN })
  await shop.settle()
  const { body } = await about(shop, { placement: 'home', panels: [{ intent: 'replenish' }] })
  expect(body.panels[0].items).toEqual([])
})

it.each([
  ['nobody named', { customer: {}, placement: 'home', panels: [{ intent: 'replenish' }] }, 'customer'],
  ['no panel', { customer: ANN, placement: 'home', panels: [] }, 'panels'],
  [
    'a panel that has no place',
    { customer: ANN, placement: 'home', panels: [{ intent: 'upgrade' }] },
    'panels',
  ],
  [
    'a page without an item',
    { customer: ANN, placement: 'product', panels: [{ intent: 'upgrade' }] },
    'item_id',
  ],
])('%s is refused with the name of the field', async (_, question, field) => {
  const shop = await aShop()
  const { status, body } = await shop.call('/v1/recommendations', 'POST', question)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', field])
})
