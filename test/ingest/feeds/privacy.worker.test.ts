import { expect, it } from 'vitest'
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

it.each([
  [{ kind: 'redact' }, ''],
  [{ kind: 'forget', customer_id: '1' }, 'kind'],
  [{ kind: 'redact', customer_email: 'ann' }, 'customer_email'],
])('a request without a person or a kind is refused (%#)', async (asked, field) => {
  const { status, body } = await (await aShop()).call('/v1/privacy-requests', 'POST', asked)
  expect([status, body.code, body.issues[0].field]).toEqual([400, 'invalid_input', field])
})
