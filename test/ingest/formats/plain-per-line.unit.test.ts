import { expect, it } from 'vitest'
import { totalsOfOne } from '../import/order-totals.ts'

const read = (...rows: string[]) => totalsOfOne(`${rows.join('\n')}\n`)

it('columns about lines are added if the order adds up with them', async () => {
  // 10.00 - 1.00 + 1.80 = 10.80; 20.00 - 3.00 + 3.40 = 20.40
  const header = 'order_id,item_id,price,discount,tax,total'
  const rows = ['1,tea,10.00,1.00,1.80,10.80', '1,mug,20.00,3.00,3.40,20.40']
  for (const file of [rows, rows.toReversed()]) {
    const { totals, per_line, left_out } = await read(header, ...file)
    expect([per_line, left_out]).toEqual([true, false])
    expect(totals).toMatchObject({
      ...{ subtotal: 3_000, discount: 400, shipping: null, tax: 520, tax_included: false, total: 3_120 },
    })
  }
})

it('shipping that is repeated stays that of the order', async () => {
  // 30.00 - 4.00 + 5.00 + 5.20 = 36.20; the total of the second line has the shipping.
  const header = 'order_id,item_id,price,discount,shipping,tax,total'
  const { totals, adds_up } = await read(
    header,
    '1,tea,10.00,1.00,5.00,1.80,10.80',
    '1,mug,20.00,3.00,5.00,3.40,25.40',
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ discount: 400, shipping: 500, tax: 520, total: 3_620 })
})

it('equal amounts of two lines are added if the order adds up only so', async () => {
  // 20.00 - 2.00 + 0 + 3.60 = 21.60
  const header = 'order_id,item_id,price,discount,shipping,tax,total'
  const { totals, per_line } = await read(
    header,
    '1,tea,10.00,1.00,0,1.80,10.80',
    '1,mug,10.00,1.00,0,1.80,10.80',
  )
  expect(per_line).toBe(true)
  expect(totals).toMatchObject({ subtotal: 2_000, discount: 200, tax: 360, total: 2_160 })
})

it('a subtotal after the discount proves the discount', async () => {
  const header = 'order_id,item_id,price,discount,subtotal'
  const { totals } = await read(header, '1,tea,10.00,1.00,9.00', '1,mug,20.00,3.00,17.00')
  expect(totals).toMatchObject({ subtotal: 3_000, discount: 400 })
})

it('columns about lines are left out if nothing proves them', async () => {
  const alone = await read('order_id,item_id,price,discount,tax', '1,tea,10.00,1.00,2', '1,mug,20.00,3.00,4')
  expect([alone.per_line, alone.left_out]).toEqual([false, true])
  expect(alone.totals).toMatchObject({ subtotal: 3_000, discount: null, tax: null })
  // 30.00 - 4.00 is not 29.00.
  const wrong = await read(
    'order_id,item_id,price,discount,total',
    '1,tea,10.00,1.00,9.50',
    '1,mug,20.00,3.00,19.50',
  )
  expect(wrong.left_out).toBe(true)
  expect(wrong.totals).toMatchObject({ discount: null, total: null })
})

it('a tax in the prices of two equal lines may be of each of them, so it is left out', async () => {
  const header = 'order_id,item_id,price,shipping,tax,tax_included,total'
  const equal = await read(header, '1,tea,12.00,0,2.00,yes,24.00', '1,mug,12.00,0,2.00,yes,24.00')
  expect([equal.totals.tax, equal.left_out]).toEqual([null, true])
  // Two lines with different prices would have different taxes.
  const other = await read(header, '1,tea,12.00,0,6.00,yes,36.00', '1,mug,24.00,0,6.00,yes,36.00')
  expect([other.totals.tax, other.left_out]).toEqual([600, false])
})

it.each([
  ['0.2', '8.00', null],
  [',2', '8.00', null],
  ['0.2', '', null],
  ['20%', '8.00', null],
  ['0.00', '10.00', 0],
  // 10.00 - 0.20 is 9.80: twenty cents.
  ['0.20', '9.80', 20],
])('a discount of %s in an order of 10.00 with the total %s is %s', async (written, total, discount) => {
  const header = 'order_id;item_id;price;shipping;tax;discount;total'
  const { totals } = await read(header, `1;tea;10.00;0;0;${written};${total}`)
  expect(totals.discount).toBe(discount)
})

it('a part of the price is no discount of a line', async () => {
  const header = 'order_id,item_id,price,line_discount'
  const part = await read(header, '1,tea,10.00,0.2')
  expect([part.totals.discount, part.totals.line_discounts, part.left_out]).toEqual([null, null, true])
  const percent = await read(header, '1,tea,10.00,20%')
  expect([percent.totals.discount, percent.unreadable]).toEqual([null, true])
})
