import { expect, it } from 'vitest'
import { aShop, everything } from '../../a-shop.ts'

const HEADER = 'order_id,item_id,quantity,price,discount,shipping,tax,total,status\n'
const codes = (steps: { code: string }[]) => steps.map(({ code }) => code)

it('the report states how many orders add up, and names some that do not', async () => {
  const shop = await aShop()
  const rows = [
    '1,tea,2,10.00,0,5.00,0,25.00,paid',
    // 10.00 - 1.00 + 5.00 + 1.33
    '2,tea,1,10.00,1.00,5.00,1.33,15.33,paid',
    ...['3', '4', '5', '6', '7', '8'].map((id) => `${id},tea,1,10.00,0,0,0,12.00,paid`),
    '9,tea,1,10.00,0,0,0,99.00,cancelled',
    'a,tea,1,10.00,none,0,0,10.00,paid',
  ]
  const { body } = await shop.upload('orders', `${HEADER}${rows.toReversed().join('\n')}\n`)
  await shop.settle()
  const view = (await shop.call(`/v1/imports/${body.import_id}`)).body
  const totals = { given: 8, add_up: 2, not_add_up: 6, unreadable: 1, examples: ['3', '4', '5', '6', '7'] }
  expect(view.report.totals).toEqual(totals)
  expect(codes(view.next_steps)).toEqual(expect.arrayContaining(['totals_differ', 'totals_unreadable']))
  expect(view.errors).toBe(0)
  const text = (await shop.call(`/v1/imports/${body.import_id}/report.txt`)).body
  expect(text).toMatch(/Orders with totals +8\n {2}add up +25.0 %\n {2}do not add up +6\n/)
  expect(text).toMatch(/ {2}for example +3, 4, 5, 6, 7\n/)
  // Every order is stored, also those that do not add up.
  expect(await shop.table('orders')).toHaveLength(10)
})

it('a file without totals is not reported as one that does not add up', async () => {
  const shop = await aShop()
  const view = await shop.give('orders', 'order_id,item_id,price\n1,tea,10.00\n')
  expect(view.report.totals).toBeUndefined()
})

const ORDER = {
  order_id: '1',
  customer_email: 'ann@example.com',
  lines: [{ item_id: 'tea', quantity: 2, price: 1000, discount: 200 }],
  ...{ discount: 200, shipping: 500, tax: 0, total: 3300, refunded: 1000 },
  ...{ coupons: ['TEN', 'A', 'TEN'], channel: 'draft', account: 'Lee & Sons', market: 'de' },
  refunds: [{ item_id: 'mug', quantity: 1, price: 1000, amount: 1000 }],
}

it('orders as JSON may state their totals, and are listed with them', async () => {
  const shop = await aShop()
  expect((await shop.call('/v1/orders', 'POST', { orders: [ORDER] })).body).toEqual({ written: 1 })
  expect((await shop.call('/v1/orders')).body.items).toEqual([
    {
      ...{ order_id: '1', ordered_at: null, status: 'paid', currency: 'EUR' },
      lines: [{ reference: 'i:tea', quantity: 2, price: 1000 }],
      ...{
        subtotal: 3000,
        discount: 200,
        shipping: 500,
        tax: 0,
        tax_included: null,
        fees: null,
        total: 3300,
      },
      ...{ refunded: 1000, coupons: ['A', 'TEN'], channel: 'draft', market: 'DE' },
      line_discounts: [{ reference: 'i:tea', amount: 200 }],
      refunds: [{ reference: 'i:mug', quantity: 1, price: 1000, amount: 1000 }],
    },
  ])
  expect(await everything()).not.toMatch(/Lee & Sons/i)
  // The same order again changes nothing.
  expect((await shop.call('/v1/orders', 'POST', { orders: [ORDER] })).body).toEqual({ written: 0 })
  await shop.settle()
})

it.each([
  ['total', { total: 12.5 }],
  ['discount', { discount: -1 }],
  ['channel', { channel: 'web site' }],
  ['market', { market: 'United Kingdom' }],
  ['refunds.0.quantity', { refunds: [{ item_id: 'tea', quantity: 0 }] }],
])('refuses an order as JSON with an invalid %s, and writes nothing', async (field, more) => {
  const shop = await aShop()
  const { status, body } = await shop.call('/v1/orders', 'POST', { orders: [{ ...ORDER, ...more }] })
  expect([status, body.issues[0].field]).toEqual([400, `orders.0.${field}`])
  expect(await shop.table('orders')).toEqual([])
})

it('erasing a buyer removes the company of their orders, and later orders do not bring it back', async () => {
  const shop = await aShop()
  const accounts = async () => (await shop.table('orders')).map(({ account }) => account)
  const file = 'order_id,item_id,customer_email,company\n2,tea,ann@example.com,Lee & Sons\n'
  await shop.call('/v1/orders', 'POST', { orders: [ORDER] })
  await shop.give('orders', file)
  const [first, second] = await accounts()
  expect([first, typeof first]).toEqual([second, 'string'])
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_email: 'ann@example.com' })
  expect(await accounts()).toEqual([null, null])
  await shop.call('/v1/orders', 'POST', { orders: [{ ...ORDER, total: 3400 }] })
  await shop.give('orders', file.replace('2,tea', '3,tea'))
  expect(await accounts()).toEqual([null, null, null])
  await shop.settle()
})
