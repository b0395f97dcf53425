import { expect, it } from 'vitest'
import { readFile, wholeOrders } from '../import/a-file.ts'

/** Returns each order in one line: id, day, status, then its lines. */
const saidIn = async (file: string) =>
  wholeOrders((await readFile('orders', file)).rows).map(({ order_id, ordered_at, status, lines }) =>
    [
      order_id,
      ordered_at && new Date(ordered_at).toLocaleDateString('sv', { timeZone: 'Europe/Berlin' }),
      status,
      ...lines.map((line) => line.join(' ')),
    ].join(' | '),
  )

it('Shopware: lines by product id; what has no product is left out', async () => {
  const file = [
    'order_number;order_date_time;customer_email;amount_total;order_state_id;line_items',
    '10001;2026-10-01 10:00:00.000;a@x.example;29,00;uuid;"2x 0189a|1x 0189b|1x "',
  ].join('\n')
  expect(await saidIn(file)).toEqual(['10001 | 2026-10-01 | paid | i:0189a 2  | i:0189b 1 '])
})

it('BigCommerce: names with commas and colons, unfinished orders', async () => {
  const details = (...lines: string[]) => `"${lines.join('|')}"`
  const file = [
    'Order ID,Customer Email,Order Date,Order Status,Product Details',
    `186,a@x.example,2026-04-26,Shipped,${details(
      'Product ID: 84, Product Qty: 1, Product SKU: , Product Name: Relief: pillow, large, Product Weight: 1, Product Variation Details: Size: Large, to 6, Product Unit Price: 296.00, Product Total Price: 296.00',
      'Product ID: 85, Product Qty: 2, Product SKU: MUG, Product Name: Mug, Product Weight: 1, Product Variation Details: , Product Unit Price: 4.50, Product Total Price: 9.00',
    )}`,
    `187,b@x.example,2026-04-27,Incomplete,${details('Product ID: 85, Product Qty: 1, Product SKU: MUG, Product Name: Mug, Product Weight: 1')}`,
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    '186 | 2026-04-26 | paid | i:84 1 29600 | s:MUG 2 450',
    '187 | 2026-04-27 | cancelled | s:MUG 1 ',
  ])
})

it('Squarespace: further lines leave the order’s columns blank', async () => {
  const file = [
    'Order ID,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at',
    '1,a@x.example,PAID,EUR,20,30,2026-07-25 21:06:00 +0000,1,Colombian coffee,10,SQ1,',
    '1,,,,,,,2,Ethiopian coffee,10,,',
    '2,b@x.example,PARTIALLY_REFUNDED,EUR,10,10,2026-07-26 21:06:00 +0000,1,Mug,10,SQ3,2026-07-27 09:00:00 +0000',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    '1 | 2026-07-25 | paid | n:Ethiopian coffee 2 1000 | s:SQ1 1 1000',
    '2 | 2026-07-26 | cancelled | s:SQ3 1 1000',
  ])
})

it('Matrixify: refunded pieces are subtracted, other rows only repeat the order', async () => {
  const file = [
    'ID,Name,Created At,Payment: Status,Currency,Line: Type,Line: Variant ID,Line: Name,Line: SKU,Line: Quantity,Line: Price',
    '9001,#1,2026-07-25 21:06:00 +0200,partially_refunded,EUR,Line Item,41,Tea,TEA,3,6.90',
    '9001,#1,2026-07-25 21:06:00 +0200,partially_refunded,EUR,Line Item,42,Mug,,1,9.90',
    '9001,#1,2026-07-25 21:06:00 +0200,partially_refunded,EUR,Shipping Line,,Post,,1,4.90',
    '9001,#1,2026-07-25 21:06:00 +0200,partially_refunded,EUR,Refund Line,41,Tea,TEA,-1,',
    '9001,#1,2026-07-25 21:06:00 +0200,partially_refunded,EUR,Refund Line,42,Mug,,-1,',
  ].join('\n')
  expect(await saidIn(file)).toEqual(['#1 | 2026-07-25 | paid | s:TEA 2 690'])
})

it('Wix: dates in words with a time of their own, variants by their options, cancelled orders', async () => {
  const file = [
    'Order number,Date created,Time,Contact email,Item,Variant,SKU,Qty,Quantity refunded,Price,Payment status,Fulfillment status,Currency',
    '10001,"Dec 8, 2025",9:15:51 PM,a@x.example,T-shirt,Size: S,,2,1,19.99,Paid,Fulfilled,EUR',
    '10002,8. Mai 2025,,b@x.example,Mug,,MUG,1,0,9,Unpaid,Canceled,EUR',
  ].join('\n')
  expect(await saidIn(file)).toEqual([
    '10001 | 2025-12-08 | paid | n:T-shirt - S 1 1999',
    '10002 | 2025-05-08 | cancelled | s:MUG 1 900',
  ])
})
