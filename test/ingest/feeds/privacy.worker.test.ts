import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { addDataRequest, readPrivacyRequest } from '../../../worker/store/orders/privacy.ts'
import { aShop, everything, type TestShop } from '../../a-shop.ts'

const anOrder = (order_id: string, customer: object) => ({
  order_id,
  ...customer,
  lines: [{ item_id: 'tea' }, { item_id: 'mug' }],
})

async function withOrders(): Promise<TestShop> {
  const shop = await aShop()
  const orders = [
    anOrder('1', { customer_email: 'ann@example.com' }),
    anOrder('2', { customer_id: '77' }),
    anOrder('3', { customer_email: 'bea@example.com' }),
  ]
  await shop.call('/v1/orders', 'POST', { orders })
  return shop
}

const buyers = async (shop: TestShop) => (await shop.table('orders')).map(({ customer }) => customer !== null)

it('a merchant erases a person by e-mail and number, and later orders do not bring them back', async () => {
  const shop = await withOrders()
  const asked = { kind: 'redact', customer_email: 'Ann@Example.com ', customer_id: '77' }
  const { status, body } = await shop.call('/v1/privacy-requests', 'POST', asked)
  expect([status, body]).toEqual([
    201,
    {
      request_id: expect.stringMatching(/^prv_/),
      kind: 'redact',
      received_at: expect.any(Number),
      order_ids: [],
      orders: 2,
    },
  ])
  expect(await buyers(shop)).toEqual([false, false, true])
  await shop.call('/v1/orders', 'POST', { orders: [anOrder('4', { customer_email: 'ann@example.com' })] })
  expect(await buyers(shop)).toEqual([false, false, true, false])
  expect(await everything()).not.toMatch(/ann@example\.com/i)
})

it('the merchant is told which orders a person has', async () => {
  const shop = await withOrders()
  const { body } = await shop.call('/v1/privacy-requests', 'POST', {
    kind: 'data_request',
    customer_email: 'bea@example.com',
  })
  expect(body).toMatchObject({ kind: 'data_request', order_ids: ['3'], orders: 1 })
  expect((await shop.call('/v1/privacy-requests')).body.items).toEqual([body])
})

it('a person who has very many orders is told the newest of them, and a list of such requests comes in pages of few', async () => {
  const shop = await aShop()
  const at = Date.UTC(2026, 0, 1)
  await env.DB.prepare(
    `insert into orders (shop_id, order_id, ordered_at, customer, status, currency, lines)
     with recursive n(value) as (select 1 union all select value + 1 from n where value < 5200)
     select ?1, 'order number ' || value, ?2 + value, 'till', 'paid', 'EUR', '[]' from n`,
  )
    .bind(shop.shop_id, at)
    .run()
  for (let at = 0; at < 6; at += 1) await addDataRequest(shop.store, `r${at}`, ['till'], 1)
  const one = await readPrivacyRequest(shop.store, 'r0')
  expect([one?.orders, one?.order_ids.length, one?.order_ids[0]]).toEqual([5_200, 5_000, 'order number 5200'])
  const { items, next } = (await shop.call('/v1/privacy-requests')).body
  expect(items.length).toBeLessThan(6)
  expect(next).toBe(items.at(-1).request_id)
  const rest = (await shop.call(`/v1/privacy-requests?after=${next}`)).body
  expect(items.length + rest.items.length).toBeGreaterThan(items.length)
})

it.each([
  [{ kind: 'redact' }, ''],
  [{ kind: 'forget', customer_id: '1' }, 'kind'],
  [{ kind: 'redact', customer_email: 'ann' }, 'customer_email'],
])('a request without a person or a kind is refused (%#)', async (asked, field) => {
  const { status, body } = await (await aShop()).call('/v1/privacy-requests', 'POST', asked)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', field])
})
