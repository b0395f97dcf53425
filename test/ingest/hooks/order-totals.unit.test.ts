import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { OrderTotals } from '../../../schema/orders/orders.ts'
import { orderOf } from '../../../worker/ingest/hooks/compose-order.ts'
import type { Message, Reader } from '../../../worker/ingest/hooks/message.ts'
import { readRefundAlone, readOrder as readShopify } from '../../../worker/ingest/hooks/shopify-orders.ts'
import { joinOrders, type OrderState } from '../../../worker/ingest/hooks/states.ts'
import { readOrder as readWoo } from '../../../worker/ingest/hooks/woo-orders.ts'
import { always } from '../../always.ts'
import { BERLIN } from '../import/a-file.ts'
import { NOTHING_SAID } from '../import/order-totals.ts'
import { minute, shopifyLine, shopifyOrder, wooLine, wooOrder } from './bodies.ts'

const partOf = (message: Message): OrderState => {
  if (message.about !== 'order') throw new Error('The message is not about an order.')
  return message.part
}
const received = (reader: Reader, body: object) =>
  partOf(reader({ topic: '', delivery_id: '1', at: 0, tie: 0, body }, BERLIN))
/** Returns the totals of the order that results from messages. */
const totalsOf = (...parts: OrderState[]) => {
  const order = orderOf(parts.reduce(joinOrders, {}), 'EUR', 0)
  return Object.fromEntries(
    Object.keys(NOTHING_SAID).map((name) => [name, order?.[name as keyof OrderTotals]]),
  )
}

// 2 × 10.00 + 5.00 - 2.50 + 4.90 + 2.19 + 1.00 = 30.59
const LINES = [
  shopifyLine(1, 'TEA', 2, { price: '10.00', discount_allocations: [{ amount: '2.00' }] }),
  shopifyLine(2, 'MUG', 1, { price: '5.00', discount_allocations: [{ amount: '0.50' }] }),
]
const SHOPIFY = {
  line_items: LINES,
  ...{ subtotal_price: '22.50', total_discounts: '2.50', total_tax: '2.19', taxes_included: false },
  total_shipping_price_set: { shop_money: { amount: '4.90', currency_code: 'EUR' } },
  ...{ total_tip_received: '1.00', total_price: '30.59', source_name: 'web', company: null },
  discount_codes: [{ code: 'TEN', amount: '2.50', type: 'percentage' }],
  billing_address: { company: 'Lee & Sons', country_code: 'DE' },
  shipping_address: { company: null, country_code: 'AT' },
}
const EXPECTED = {
  ...NOTHING_SAID,
  ...{
    subtotal: 2_500,
    discount: 250,
    shipping: 490,
    tax: 219,
    tax_included: false,
    fees: 100,
    total: 3_059,
  },
  refunded: 0,
  ...{ coupons: ['TEN'], channel: 'web', market: 'AT', account: BERLIN.people.byAccount('lee & sons') },
  line_discounts: [
    ['s:MUG', 50],
    ['s:TEA', 200],
  ],
}
const shopify = (more: object = {}, at = minute(2)) =>
  received(readShopify, shopifyOrder(1001, at, { ...SHOPIFY, ...more }))

it('Shopify: an order has the totals of its message', () => {
  expect(totalsOf(shopify())).toEqual(EXPECTED)
})

it('Shopify: prices with tax, in a currency without minor units', () => {
  const order = shopifyOrder(1001, minute(2), {
    line_items: [shopifyLine(1, 'TEA', 2, { price: '550' })],
    ...{ currency: 'JPY', total_price: '1100', total_tax: '100', taxes_included: true, total_discounts: '0' },
    total_shipping_price_set: { shop_money: { amount: '0' } },
  })
  expect(totalsOf(received(readShopify, order))).toMatchObject({
    ...{ subtotal: 1_100, tax: 100, tax_included: true, total: 1_100, coupons: [] },
  })
})

const REFUND = {
  id: 71,
  created_at: minute(3),
  refund_line_items: [{ line_item_id: 1, quantity: 1, subtotal: 9, total_tax: 0.9 }],
  transactions: [
    { kind: 'refund', status: 'success', amount: '9.90', currency: 'EUR' },
    { kind: 'refund', status: 'failure', amount: '9.90', currency: 'EUR' },
  ],
}

it('Shopify: a refund lists its pieces and money, whether it comes alone, with the order, or before it', () => {
  const alone = received(readRefundAlone, { ...REFUND, order_id: 1001 })
  const within = shopify({ refunds: [REFUND] })
  const expected = { ...EXPECTED, refunded: 990, refunds: [['s:TEA', 1, 1_000, 900]] }
  for (const parts of [[shopify(), alone], [alone, shopify()], [within], [within, alone]]) {
    expect(totalsOf(...parts)).toEqual(expected)
  }
})

it('Shopify: a piece that an edit removed is not in the order, and no money is known for it', () => {
  const [tea, mug] = LINES
  const edited = shopify({ line_items: [{ ...tea, current_quantity: 1 }, mug] })
  expect(totalsOf(edited)).toEqual({ ...EXPECTED, refunds: [['s:TEA', 1, 1_000, null]] })
})

it('Shopify: money that was refunded in another currency is not added', () => {
  const transactions = [{ kind: 'refund', status: 'success', amount: '11.00', currency: 'USD' }]
  expect(totalsOf(shopify({ refunds: [{ ...REFUND, transactions }] })).refunded).toBeNull()
})

it('Shopify: a company has the account of its name, as in the export; of its number only without a name', () => {
  const company = { id: 42, location_id: 7 }
  expect(totalsOf(shopify({ company })).account).toBe(BERLIN.people.byAccount('Lee & Sons'))
  expect(totalsOf(shopify({ company, billing_address: null })).account).toBe(BERLIN.people.byAccount('42'))
})

it('Shopify: a discount on shipping is part of the discounts, and none on the goods', () => {
  // 100.00 + 5.00 of shipping - 5.00 for free shipping
  const order = {
    line_items: [shopifyLine(1, 'TEA', 1, { price: '100.00' })],
    ...{ subtotal_price: '100.00', total_discounts: '5.00', total_tax: '0.00', total_price: '100.00' },
    ...{ total_shipping_price_set: { shop_money: { amount: '5.00' } }, total_tip_received: '0.00' },
  }
  const free = { subtotal: 10_000, discount: 0, shipping: 0, total: 10_000 }
  expect(totalsOf(shopify(order))).toMatchObject(free)
  // With 10.00 on the goods: 100.00 - 10.00 + 5.00 - 5.00
  const both = { ...order, subtotal_price: '90.00', total_discounts: '15.00', total_price: '90.00' }
  expect(totalsOf(shopify(both))).toMatchObject({ ...free, discount: 1_000, total: 9_000 })
})

it('messages in any order, and any number of times, give the same totals', () => {
  const parts = [
    shopify(),
    shopify({ refunds: [REFUND] }, minute(4)),
    received(readRefundAlone, { ...REFUND, order_id: 1001 }),
    received(readRefundAlone, { ...REFUND, id: 72, order_id: 1001, refund_line_items: [] }),
  ]
  const expected = { ...EXPECTED, refunded: 1_980, refunds: [['s:TEA', 1, 1_000, 900]] }
  const again = [...parts, ...parts]
  always(
    fc.property(fc.shuffledSubarray(again, { minLength: again.length }), (shuffled) => {
      expect(totalsOf(...shuffled)).toEqual(expected)
    }),
    200,
  )
})

// 20.00 + 10.00 - 3.00 + 5.00 + 1.00 + 6.27 = 39.27
const WOO = {
  line_items: [
    wooLine(1, 'TEA', 2, { subtotal: '20.00', total: '18.00' }),
    wooLine(2, 'MUG', 1, { subtotal: '10.00', total: '9.00' }),
  ],
  ...{ discount_total: '3.00', shipping_total: '5.00', total_tax: '6.27', total: '39.27' },
  ...{ prices_include_tax: true, created_via: 'checkout' },
  fee_lines: [{ id: 3, name: 'Small order', total: '1.00', total_tax: '0.19' }],
  coupon_lines: [{ code: 'tea10' }, { code: 'spring' }],
  refunds: [{ id: 9, reason: '', total: '-10.71' }],
  billing: { email: 'ann@shop.example', company: 'Lee & Sons', country: 'DE' },
  shipping: { country: 'AT' },
}

it('WooCommerce: an order has the totals of its message, which are without tax', () => {
  expect(totalsOf(received(readWoo, wooOrder(1001, minute(2), WOO)))).toEqual({
    ...NOTHING_SAID,
    ...{
      subtotal: 3_000,
      discount: 300,
      shipping: 500,
      tax: 627,
      tax_included: false,
      fees: 100,
      total: 3_927,
    },
    ...{ refunded: 1_071, coupons: ['spring', 'tea10'], channel: 'web', market: 'AT' },
    account: BERLIN.people.byAccount('Lee & Sons'),
    line_discounts: [
      ['s:MUG', 100],
      ['s:TEA', 200],
    ],
  })
})

it('a message without a total has none of the totals', () => {
  expect(totalsOf(received(readShopify, shopifyOrder(1001, minute(2))))).toEqual(NOTHING_SAID)
  expect(totalsOf(received(readWoo, wooOrder(1001, minute(2))))).toEqual(NOTHING_SAID)
})

it('the company and the codes of a buyer who asked to be forgotten are not stored', () => {
  expect(totalsOf(shopify(), { redacted: true })).toMatchObject({ account: null, coupons: null })
})
