import { expect, it } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import { aShop, itemsFile, type TestShop } from '../a-shop.ts'

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString()
const COLUMNS = 'order_id,order_date,customer_id,customer_email,item_id,quantity,price'

/** A shop of 40 customers who come every 20 days, some of them until long ago, and a few who came once. */
async function coffeeShop(): Promise<TestShop> {
  const shop = await aShop()
  const row = (id: string, category: string) => `${id},The ${id},/i/${id},/i/${id}.png,10.00,${category}`
  const rows = [row('coffee', 'Food > Coffee'), row('filter', 'Food > Coffee'), row('mug', 'Kitchen')]
  await shop.give('items', itemsFile(rows))
  const orders = Array.from({ length: 40 }, (_, who) =>
    Array.from({ length: 2 + (who % 4) }, (_, n) => {
      const at = daysAgo(10 + 3 * who + 20 * n)
      return `o${who}-${n},${at},c${who},,${n % 2 ? 'filter' : 'coffee'},2,${10 + who}.00`
    }),
  )
  const once = Array.from(
    { length: 20 },
    (_, who) => `x${who},${daysAgo(5 + 10 * who)},once${who},,mug,1,30.00`,
  )
  const ann = [
    `a1,${daysAgo(60)},ann,ann@example.com,coffee,1,10.00`,
    `a2,${daysAgo(30)},ann,,coffee,1,20.00`,
    `a3,${daysAgo(10)},,ann@example.com,mug,1,30.00`,
  ]
  await shop.give('orders', [COLUMNS, ...orders.flat(), ...once, ...ann].join('\n'))
  return shop
}

const lookUp = async (shop: TestShop, names: object) =>
  (await shop.call('/v1/customers/lookup', 'POST', names)).body.customer
const profile = (shop: TestShop, customer: string) => shop.call(`/v1/customers/${customer}`)

it('a customer is found by id and by address, and the profile has the orders of both', async () => {
  const shop = await coffeeShop()
  const customer = await lookUp(shop, { customer_id: 'ann' })
  expect(await lookUp(shop, { customer_email: ' Ann@Example.com ' })).toBe(customer)
  const { status, body } = await profile(shop, customer)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    customer,
    orders: 3,
    total_spent: 6_000,
    average_order_value: 2_000,
    currency: 'EUR',
    days_between_orders: 25,
    items: [
      { item_id: 'coffee', title: 'The coffee', orders: 2 },
      { item_id: 'mug', title: 'The mug', orders: 1 },
    ],
    categories: [
      { category: 'Food > Coffee', orders: 2 },
      { category: 'Kitchen', orders: 1 },
    ],
  })
  expect(Math.abs(body.last_order_at - Date.now() + 10 * DAY)).toBeLessThan(60_000)
  expect(JSON.stringify(body)).not.toMatch(/\bann\b/i)
})

it('what is expected follows from how the shop’s customers buy', async () => {
  const shop = await coffeeShop()
  const { expected } = (await profile(shop, await lookUp(shop, { customer_id: 'ann' }))).body
  expect(expected.probability_active).toBeGreaterThan(0.5)
  expect(expected.orders_90_days).toBeGreaterThan(1)
  expect(expected.orders_365_days).toBeGreaterThan(expected.orders_90_days)
  // Between her own mean of 20.00 and that of all, which is higher.
  expect(expected.order_value).toBeGreaterThan(2_000)
  expect(expected.order_value).toBeLessThan(5_000)
  expect(
    Math.abs(expected.spent_365_days / expected.orders_365_days / expected.order_value - 1),
  ).toBeLessThan(0.01)
  expect(Math.abs(expected.next_order_at - Date.now() - 15 * DAY)).toBeLessThan(60_000)
  const lapsed = (await profile(shop, await lookUp(shop, { customer_id: 'c38' }))).body.expected
  expect(lapsed.probability_active).toBeLessThan(expected.probability_active)
  const [model] = await shop.table('purchase_models')
  expect(model).toMatchObject({ customers: 61, returned: 41 })
})

it('a shop whose customers hardly come back expects nothing, and says what it knows', async () => {
  const shop = await aShop()
  await shop.give('orders', `${COLUMNS}\n1,${daysAgo(3)},bob,,tea,2,4.50\n2,,bob,,tea,1,`)
  const { body } = await profile(shop, await lookUp(shop, { customer_id: 'bob' }))
  expect(body).toMatchObject({ orders: 2, total_spent: 900, days_between_orders: null, expected: null })
  expect(body.items).toMatchObject([{ item_id: 'tea', title: null, orders: 2 }])
})

it('refunds lower what was spent, and orders in another currency are no part of it', async () => {
  const shop = await aShop()
  const order = (order_id: string, more: object) => ({
    ...{ order_id, ordered_at: daysAgo(9), customer_id: 'bob', lines: [{ item_id: 'tea', price: 1_000 }] },
    ...more,
  })
  const orders = [
    order('1', { total: 1_200, refunded: 500 }),
    order('2', { currency: 'USD' }),
    order('3', {}),
  ]
  await shop.call('/v1/orders', 'POST', { orders })
  const { body } = await profile(shop, await lookUp(shop, { customer_id: 'bob' }))
  expect(body).toMatchObject({ orders: 3, total_spent: 1_700, average_order_value: 850 })
})

it('somebody unknown, an erased customer and the customer of another shop have no profile', async () => {
  const [shop, other] = [await coffeeShop(), await coffeeShop()]
  const nobody = await profile(shop, await lookUp(shop, { customer_id: 'nobody' }))
  expect([nobody.status, nobody.body.code]).toEqual([404, 'no_such_customer'])
  const customer = await lookUp(shop, { customer_id: 'ann' })
  expect((await profile(other, customer)).status).toBe(404)
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_id: 'ann' })
  await shop.settle()
  expect((await profile(shop, customer)).status).toBe(404)
})

it.each([
  ['no name', {}],
  ['another field', { name: 'Ann' }],
])('a lookup with %s is refused', async (_, names) => {
  const { status, body } = await (await aShop()).call('/v1/customers/lookup', 'POST', names)
  expect([status, body.code]).toEqual([400, 'invalid_input'])
})

it('margin, returns, discounts, brands, channels and the season follow from the orders', async () => {
  const shop = await aShop()
  const shown = (item_id: string) => ({ item_id, title: item_id, url: `/i/${item_id}`, image_url: '/i.png' })
  const offered = (variant_id: string) => ({ variant_id, availability: 'in_stock' })
  await shop.call('/v1/items', 'PUT', {
    items: [
      { ...shown('tea'), brand: 'Leaf', variants: [{ ...offered('tea'), price: 1_000, cost: 400 }] },
      { ...shown('pot'), brand: 'Kiln', variants: [{ ...offered('pot'), price: 3_000 }] },
    ],
  })
  const order = (order_id: string, ordered_at: string, more: object) => ({
    ...{ order_id, ordered_at, customer_id: 'bob' },
    ...more,
  })
  const lines = [
    { item_id: 'tea', price: 1_000, quantity: 2 },
    { item_id: 'pot', price: 3_000, quantity: 1 },
  ]
  await shop.call('/v1/orders', 'POST', {
    orders: [
      // A tenth off: of the tea 2 × (900 − 400) remain; the pot's cost is not known.
      order('1', '2026-03-02T10:00:00Z', {
        ...{ lines, subtotal: 5_000, discount: 500, shipping: 0, tax: 0, total: 4_500, channel: 'web' },
      }),
      // A Saturday in March; 600 of 1,000 are given back.
      order('2', '2026-03-07T10:00:00Z', {
        lines: [{ item_id: 'tea', price: 1_000, quantity: 1 }],
        ...{ subtotal: 1_000, discount: 0, shipping: 0, tax: 0, total: 1_000, refunded: 600, channel: 'pos' },
      }),
      // Given back whole: no order that counts, but a return.
      order('4', '2026-03-08T10:00:00Z', {
        lines: [{ item_id: 'pot', price: 3_000, quantity: 1 }],
        ...{ subtotal: 3_000, discount: 0, shipping: 0, tax: 0, total: 3_000, status: 'refunded' },
      }),
      // Another currency counts nowhere but among the orders.
      order('3', '2026-06-01T10:00:00Z', {
        ...{ lines: [{ item_id: 'tea', price: 9_000, quantity: 1 }], currency: 'USD', channel: 'web' },
      }),
    ],
  })
  const customer = await lookUp(shop, { customer_id: 'bob' })
  const { body } = await profile(shop, customer)
  expect(body).toMatchObject({
    ...{ orders: 3, total_spent: 4_900, margin: 1_600, average_item_price: 1_500 },
    // 3,600 of 8,500, and 500 of 6,000.
    ...{ return_rate: 0.4235, discount_share: 0.08333 },
    brands: [
      { brand: 'Leaf', orders: 3 },
      { brand: 'Kiln', orders: 1 },
    ],
    channels: [
      { channel: 'web', orders: 2 },
      { channel: 'pos', orders: 1 },
    ],
    months: [0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    weekdays: [2, 0, 0, 0, 0, 1, 0],
    answers: { accepted: 0, rejected: 0, ignored: 0 },
  })
  // Conditions compare the same numbers.
  const size = async (condition: object) =>
    (await shop.call('/v1/segments/size', 'POST', { condition })).body.members
  expect([
    await size({ number: 'margin', from: 1_600 }),
    await size({ number: 'margin', from: 1_601 }),
    await size({ number: 'return_rate', from: 0.4, to: 0.5 }),
    await size({ number: 'discount_share', to: 0.05 }),
    await size({ number: 'average_item_price', from: 1_500 }),
  ]).toEqual([1, 0, 1, 0, 1])
})

it('somebody of whom no cost, discount or channel is known has none', async () => {
  const shop = await aShop()
  await shop.give('orders', `${COLUMNS}\n1,${daysAgo(3)},bob,,tea,2,4.50`)
  const { body } = await profile(shop, await lookUp(shop, { customer_id: 'bob' }))
  expect(body).toMatchObject({
    ...{ margin: null, return_rate: 0, discount_share: null, average_item_price: 450 },
    ...{ brands: [], channels: [] },
  })
})
