import { expect, it } from 'vitest'
import { aShop, drawnBaskets, everything, ordersFile, plainItems } from '../../a-shop.ts'
import { message, minute, redaction, shopifyLine, shopifyOrder } from '../hooks/bodies.ts'
import { connected } from '../hooks/platforms.ts'

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
  const totals = {
    ...{ given: 9, add_up: 3, rounded: 0, not_add_up: 6, unreadable: 1 },
    examples: ['3', '4', '5', '6', '7'],
  }
  expect(view.report.totals).toEqual(totals)
  expect(codes(view.next_steps)).toEqual(expect.arrayContaining(['totals_differ', 'totals_unreadable']))
  expect(view.errors).toBe(0)
  const text = (await shop.call(`/v1/imports/${body.import_id}/report.txt`)).body
  expect(text).toMatch(/Orders with totals +9\n {2}add up +33.3%\n {2}do not add up +6\n/)
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

const ADDS_UP = { given: 1, add_up: 0, rounded: 0, not_add_up: 0, unreadable: 0, examples: [] }

it('orders as JSON may state their totals, and are listed with them', async () => {
  const shop = await aShop()
  expect((await shop.call('/v1/orders', 'POST', { orders: [ORDER] })).body).toEqual({
    written: 1,
    totals: { ...ADDS_UP, add_up: 1 },
  })
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
  expect((await shop.call('/v1/orders', 'POST', { orders: [ORDER] })).body).toMatchObject({ written: 0 })
  await shop.settle()
})

it('orders as JSON whose totals do not add up are counted and named in the answer', async () => {
  const shop = await aShop()
  const orders = [
    { ...ORDER, total: 3400 },
    { order_id: '2', lines: [{ item_id: 'tea' }] },
  ]
  expect((await shop.call('/v1/orders', 'POST', { orders })).body).toEqual({
    written: 2,
    totals: { ...ADDS_UP, not_add_up: 1, examples: ['1'] },
  })
  await shop.settle()
})

it('orders of messages whose totals do not add up are counted once at the hook', async () => {
  const shop = await aShop()
  const { deliver } = await connected(shop, 'shopify')
  // 2 × 4.50 is 9.00.
  const sent = (id: number, at: number, total_price: string) =>
    message(
      'orders/updated',
      shopifyOrder(id, minute(at), {
        line_items: [shopifyLine(id, 'TEA', 2, { price: '4.50' })],
        ...{ total_price, total_tax: '0.00', total_discounts: '0.00' },
        total_shipping_price_set: { shop_money: { amount: '0.00' } },
      }),
    )
  const counted = async () => (await shop.call('/v1/hooks')).body.items[0].counts.totals_differ
  await deliver(sent(1001, 2, '9.00'))
  expect(await counted()).toBeUndefined()
  await deliver(sent(1002, 2, '9.50'))
  await deliver(sent(1002, 3, '9.60'))
  await deliver(sent(1003, 3, '9.70'))
  expect(await counted()).toBe(2)
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
  if (field === 'market')
    expect(body.issues[0].message).toMatch(/^Write a country as two letters, or the name/)
  expect(await shop.table('orders')).toEqual([])
})

it('erasing a buyer removes the company of their orders, and later orders do not bring it back', async () => {
  const shop = await aShop()
  const accounts = async () => (await shop.table('orders')).map(({ account }) => account)
  const file = 'order_id,item_id,customer_email,company,coupons\n2,tea,ann@example.com,Lee & Sons,ANN-10\n'
  await shop.call('/v1/orders', 'POST', { orders: [ORDER] })
  await shop.give('orders', file)
  const [first, second] = await accounts()
  expect([first, typeof first]).toEqual([second, 'string'])
  await shop.call('/v1/privacy-requests', 'POST', { kind: 'redact', customer_email: 'ann@example.com' })
  expect(await accounts()).toEqual([null, null])
  await shop.call('/v1/orders', 'POST', { orders: [{ ...ORDER, total: 3400 }] })
  await shop.give('orders', file.replace('2,tea', '3,tea'))
  expect(await accounts()).toEqual([null, null, null])
  expect((await shop.table('orders')).map(({ coupons }) => coupons)).toEqual([null, null, null])
  expect(await everything()).not.toContain('ANN-10')
  await shop.settle()
})

it('erasing the buyer of an order without an e-mail address removes the company, too', async () => {
  const shop = await aShop()
  const { deliver } = await connected(shop, 'shopify')
  const sent = (at: number) =>
    message(
      'orders/updated',
      shopifyOrder(1001, minute(at), {
        ...{
          email: '',
          contact_email: '',
          total_price: '13.50',
          discount_codes: [{ code: 'ANN-10' }],
          billing_address: { company: 'Lee & Sons' },
        },
      }),
    )
  await deliver(sent(2))
  const accounts = async () => (await shop.table('orders')).map(({ account }) => account)
  expect(typeof (await accounts())[0]).toBe('string')
  const kept = (await accounts())[0]
  await deliver(redaction(1, { customer: { id: 1, email: '' }, orders_to_redact: [1001] }))
  await deliver(sent(3))
  expect(await accounts()).toEqual([null])
  const stored = await everything()
  expect(stored).not.toContain(String(kept))
  expect(stored).not.toContain('ANN-10')
})

it('totals, readable or not, leave the model as it is', async () => {
  const ids = ['cake', 'cup', 'jam', 'milk', 'mug', 'pot', 'spoon', 'tea']
  const [plain, rich] = [await aShop(), await aShop()]
  const file = ordersFile(drawnBaskets(150, ids))
  const [header, ...rows] = file.trim().split('\n')
  const totals = ['9.00,1.00,web,Lee', 'none,,till 3,', '9.00,0.00,,Lee', ',,,']
  const withTotals = rows.map((row, at) => `${row},${totals[at % totals.length]}`)
  for (const [shop, orders] of [
    [plain, file],
    [rich, [`${header},total,discount,channel,account`, ...withTotals].join('\n')],
  ] as const) {
    await shop.give('items', plainItems(ids))
    expect((await shop.give('orders', orders)).errors).toBe(0)
  }
  expect((await rich.model()).hash).toBe((await plain.model()).hash)
})

it('a mapped file has totals under the names that its columns are given', async () => {
  const shop = await aShop()
  const header = ['Bestellung', 'Artikelnr', 'Einzelpreis', 'Rabatt', 'Versand', 'MwSt', 'Summe', 'Kanal']
  const columns = {
    ...{ order_id: 'Bestellung', item_id: 'Artikelnr', price: 'Einzelpreis', discount: 'Rabatt' },
    ...{ shipping: 'Versand', tax: 'MwSt', total: 'Summe', channel: 'Kanal' },
  }
  const values = { channel: { Kasse: 'pos' } }
  await shop.call('/v1/mappings', 'PUT', { kind: 'orders', header, columns, values })
  const view = await shop.give('orders', `${header.join(';')}\n7;tee;10,00;1,00;4,90;2,22;13,90;Kasse\n`)
  expect(view.report.totals).toMatchObject({ given: 1, add_up: 1 })
  expect(await shop.table('orders')).toMatchObject([
    {
      subtotal: 1_000,
      discount: 100,
      shipping: 490,
      tax: 222,
      tax_included: 1,
      total: 1_390,
      channel: 'pos',
    },
  ])
})
