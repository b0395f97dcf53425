import { expect, it } from 'vitest'
import { plainOrders } from '../../../worker/ingest/import/formats/plain-orders.ts'
import { BERLIN } from '../import/a-file.ts'
import { NOTHING_SAID, totalsOfOne } from '../import/order-totals.ts'

const HEADER =
  'order_id,item_id,quantity,price,line_discount,refunded_quantity,refunded_amount,subtotal,discount,shipping,tax,' +
  'tax_included,fees,total,refunded,coupons,channel,account,market'
const read = (...rows: string[]) => totalsOfOne([HEADER, ...rows].join('\n'))

it('all columns are read, and the order-level ones may stand in any row', async () => {
  // 3 × 10.00 + 1 × 4.00 = 34.00; 34.00 - 5.00 + 4.90 + 2.00 + 6.82 = 42.72
  const whole =
    '34.00,5.00,4.90,6.82,no,2.00,42.72,12.50,"[""B 2"",""a1""]",marketplace,Lee & Sons,us-wholesale'
  const rows = [`9,tea,2,10.00,3.00,1,9.00,,,,,,,,,,,,`, `9,mug,1,4.00,,,,${whole}`]
  const expected = {
    ...NOTHING_SAID,
    ...{ subtotal: 3_400, discount: 500, shipping: 490, tax: 682, tax_included: false, fees: 200 },
    ...{ total: 4_272, refunded: 1_250, coupons: ['B 2', 'a1'], channel: 'marketplace' },
    ...{ line_discounts: [['i:tea', 300]], refunds: [['i:tea', 1, 1_000, 900]], market: 'us-wholesale' },
    account: BERLIN.people.byAccount('Lee & Sons'),
  }
  for (const file of [rows, rows.toReversed()]) {
    const { totals, adds_up } = await read(...file)
    expect(adds_up).toBe('exact')
    expect(totals).toEqual(expected)
  }
})

it('a line that was given back whole has a quantity of 0', async () => {
  const { totals, adds_up } = await read(
    '9,tea,1,10.00,,,,,0,0,0,,,25.00,15.00,,,,',
    '9,pot,0,15.00,,1,15.00,,,,,,,,,,,,',
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ subtotal: 2_500, refunds: [['i:pot', 1, 1_500, 1_500]] })
})

it('a file without totals says nothing about them', async () => {
  const { totals, adds_up } = await totalsOfOne('order_id,item_id,quantity,price\n1,tea,2,10.00\n')
  expect([adds_up, totals]).toEqual([undefined, NOTHING_SAID])
})

it('discounts of lines are the discount of the order if it states none', async () => {
  const { totals } = await totalsOfOne(
    'order_id,item_id,price,line_discount\n1,tea,10.00,2.00\n1,mug,5.00,1.00\n',
  )
  expect(totals).toMatchObject({ subtotal: 1_500, discount: 300 })
})

it.each([
  ['de', 'DE'],
  ['us-wholesale', 'us-wholesale'],
  ['United Kingdom', null],
  ['', null],
])('the market %s is stored as %s', async (written, market) => {
  expect((await read(`1,tea,1,1.00,,,,,,,,,,,,,,,${written}`)).totals.market).toBe(market)
})

it('a mapping may name every column of totals', () => {
  const names = HEADER.split(',')
  expect(names.filter((name) => plainOrders.columns[name] === undefined)).toEqual([])
})
