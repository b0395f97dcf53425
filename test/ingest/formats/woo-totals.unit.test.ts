import { expect, it } from 'vitest'
import { BERLIN } from '../import/a-file.ts'
import { NOTHING_SAID, totalsOfOne } from '../import/order-totals.ts'
import { fileOf } from './a-row.ts'
import { HEADERS } from './headers.ts'

type Cells = Record<string, string>

// 20.00 + 10.00 - 3.00 + 5.00 + 1.00 + 6.27 = 39.27
const TOTALS = { discount_total: '3.00', shipping_total: '5.00', fee_total: '1.00', tax_total: '6.27' }
const PAID = { ...TOTALS, order_total: '39.27' }
const ORDER = {
  ...{ order_id: '501', order_number: '1001', order_date: '2024-05-01 10:11:12', status: 'completed' },
  ...{ order_currency: 'EUR', customer_id: '7', billing_email: 'ann@example.org' },
  ...{ billing_company: 'Lee & Sons', billing_country: 'DE', shipping_country: 'AT' },
}
const EXPECTED = {
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
  account: BERLIN.people.byAccount('Lee & Sons'),
  market: 'AT',
}

it('WebToffee: lines with their own discounts, a coupon and a refund', async () => {
  const { totals, adds_up } = await totalsOfOne(
    fileOf(HEADERS.webtoffee, {
      ...ORDER,
      ...PAID,
      ...{ order_subtotal: '30.00', cart_discount: '3.00' },
      line_item_1: 'name:Tea|product_id:7|sku:TEA|quantity:2|total:18.00|sub_total:20.00',
      line_item_2: 'name:Mug|product_id:8|sku:MUG|quantity:1|total:9.00|sub_total:10.00',
      coupon_items: 'code:tea10|amount:2.00;code:spring|amount:1.00',
      refund_items: 'amount:5.00|reason:broken|date:2024-05-02',
    }),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toEqual({
    ...EXPECTED,
    ...{ refunded: 500, coupons: ['spring', 'tea10'] },
    line_discounts: [
      ['s:MUG', 100],
      ['s:TEA', 200],
    ],
  })
})

it('WebToffee: lines written as sentences and lines in columns', async () => {
  const sentence = await totalsOfOne(
    fileOf(HEADERS.webtoffee, {
      ...ORDER,
      ...PAID,
      line_item_1: 'Tea (SKU: TEA) x2 @€10.00 = €20.00',
      line_item_2: 'Mug (SKU: MUG) x1 @€10.00 = €10.00',
    }),
  )
  expect([sentence.adds_up, sentence.totals]).toEqual(['exact', EXPECTED])
  const header = HEADERS.webtoffee.replace('line_item_1,line_item_2,line_item_3,', '')
  const part = (n: number, sku: string, quantity: string, total: string, subtotal: string): Cells => ({
    ...{ [`Product Item ${n} Name`]: sku, [`Product Item ${n} SKU`]: sku },
    ...{ [`Product Item ${n} Quantity`]: quantity, [`Product Item ${n} Total`]: total },
    [`Product Item ${n} Subtotal`]: subtotal,
  })
  const columns = await totalsOfOne(
    fileOf(header, {
      ...ORDER,
      ...PAID,
      ...part(1, 'TEA', '2', '18.00', '20.00'),
      ...part(2, 'MUG', '1', '9.00', '10.00'),
    }),
  )
  expect(columns.adds_up).toBe('exact')
  expect(columns.totals.line_discounts).toEqual([
    ['s:MUG', 100],
    ['s:TEA', 200],
  ])
})

it('a line of three pieces for 10.00 adds up, although a piece is 3.33', async () => {
  const { totals, adds_up } = await totalsOfOne(
    fileOf(HEADERS.webtoffee, {
      ...ORDER,
      ...{ discount_total: '0.00', shipping_total: '0.00', tax_total: '1.90', order_total: '11.90' },
      line_item_1: 'name:Tea|sku:TEA|quantity:3|total:10.00|sub_total:10.00',
    }),
  )
  expect([adds_up, totals.subtotal]).toEqual(['exact', 1_000])
})

it('a line that is no goods is a fee', async () => {
  const { totals, adds_up } = await totalsOfOne(
    fileOf(HEADERS.webtoffee, {
      ...ORDER,
      ...{ discount_total: '0', shipping_total: '0', tax_total: '0', order_total: '13.00' },
      ...{ line_item_1: 'name:Tea|sku:TEA|quantity:1|total:10.00|sub_total:10.00' },
      line_item_2: 'name:Gift wrap|product_id:9|quantity:1|total:3.00|sub_total:3.00',
    }),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toMatchObject({ subtotal: 1_000, fees: 300, total: 1_300 })
})

it('SkyVerge: returned pieces with their money', async () => {
  const tail = 'subtotal_tax:0.00|total_tax:0.00'
  const { totals, adds_up } = await totalsOfOne(
    fileOf(HEADERS.skyverge, {
      ...ORDER,
      ...PAID,
      refunded_total: '10.71',
      line_items:
        `id:1|name:Tea|product_id:7|sku:TEA|quantity:2|subtotal:20.00|${tail}|total:18.00|refunded:9.00|refunded_qty:-1|meta:;` +
        `id:2|name:Mug|product_id:8|sku:MUG|quantity:1|subtotal:10.00|${tail}|total:9.00|refunded:0.00|refunded_qty:0|meta:`,
      coupon_items: 'id:5|code:tea10|amount:3.00',
    }),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toEqual({
    ...EXPECTED,
    ...{ refunded: 1_071, coupons: ['tea10'], refunds: [['s:TEA', 1, 1_000, 900]] },
    line_discounts: [
      ['s:MUG', 100],
      ['s:TEA', 200],
    ],
  })
})

it('SkyVerge, one row per item: what the file has is stored, and a total without shipping proves nothing', async () => {
  const row = (name: string, quantity: string, subtotal: string, total: string, more: Cells = {}) => ({
    ...{ order_id: '501', order_date: '2024-05-01 10:11:12', status: 'completed', order_total: '39.27' },
    ...{ item_name: name, item_sku: name, item_quantity: quantity },
    ...{ item_subtotal: subtotal, item_total: total, ...more },
  })
  const { totals, adds_up } = await totalsOfOne(
    fileOf(
      HEADERS.skyvergeLines,
      row('TEA', '2', '20.00', '18.00', { item_refunded: '9.00', item_refunded_qty: '1' }),
      row('MUG', '1', '10.00', '9.00'),
    ),
  )
  expect(adds_up).toBeUndefined()
  expect(totals).toMatchObject({
    ...{ subtotal: 3_000, discount: 300, shipping: null, total: 3_927 },
    refunds: [['s:TEA', 1, 1_000, 900]],
  })
})

const ALGOL = {
  ...{ 'Order Number': '1001', 'Order Status': 'Completed', 'Order Date': '2024-05-01 10:11' },
  ...{ 'Email (Billing)': 'ann@example.org', 'Company (Billing)': 'Lee & Sons' },
  ...{ 'Country Code (Billing)': 'DE', 'Country Code (Shipping)': 'AT' },
}
// 20.00 - 2.00 + 5.00 + 4.37 = 27.37
const ALGOL_TOTALS = {
  ...{ 'Order Subtotal Amount': '20.00', 'Cart Discount Amount': '2.00', 'Order Shipping Amount': '5.00' },
  ...{ 'Order Total Tax Amount': '4.37', 'Order Total Amount': '27.37', 'Order Refund Amount': '10.71' },
  ...{ 'Coupons Used': 'tea10, spring' },
}

it('AlgolPlus: prices after the discount add up to the subtotal less the discount', async () => {
  const tea = { ...ALGOL, SKU: 'TEA', Name: 'Tea', 'Item Cost': '9.00', Quantity: '2' }
  const { totals, adds_up } = await totalsOfOne(
    fileOf(HEADERS.algolplus, {
      ...tea,
      ...ALGOL_TOTALS,
      ...{ 'Quantity (- Refund)': '1', 'Order Line Total Refunded': '9.00' },
    }),
  )
  expect(adds_up).toBe('exact')
  expect(totals).toEqual({
    ...NOTHING_SAID,
    ...{ subtotal: 2_000, discount: 200, shipping: 500, tax: 437, tax_included: false, total: 2_737 },
    ...{ refunded: 1_071, coupons: ['spring', 'tea10'], market: 'AT' },
    refunds: [['s:TEA', 1, 900, 900]],
    account: BERLIN.people.byAccount('Lee & Sons'),
  })
})

it('AlgolPlus: totals in the first row only, or in every row, give the same', async () => {
  const first = { ...ALGOL, ...ALGOL_TOTALS, SKU: 'TEA', 'Item Cost': '10.00', Quantity: '1' }
  const other = { SKU: 'MUG', 'Item Cost': '10.00', Quantity: '1' }
  const once = await totalsOfOne(fileOf(HEADERS.algolplus, first, other))
  const repeated = await totalsOfOne(fileOf(HEADERS.algolplus, first, { ...first, ...other }))
  expect(once).toEqual(repeated)
  expect(once.adds_up).toBe('exact')
})

it('AlgolPlus: lines that do not add up to the subtotal are reported, also if the subtotal adds up', async () => {
  const row = { ...ALGOL, ...ALGOL_TOTALS, SKU: 'TEA', 'Item Cost': '7.00', Quantity: '2' }
  expect((await totalsOfOne(fileOf(HEADERS.algolplus, row))).adds_up).toBe('different')
})

it('AlgolPlus: prices with tax are not compared with amounts without tax', async () => {
  const header = HEADERS.algolplus.replace('Item Cost', 'Item Cost (inc. tax)')
  const row = { ...ALGOL, ...ALGOL_TOTALS, SKU: 'TEA', 'Item Cost (inc. tax)': '10.71', Quantity: '2' }
  const { totals, adds_up } = await totalsOfOne(fileOf(header, row))
  expect([adds_up, totals.subtotal, totals.tax_included]).toEqual(['exact', 2_000, false])
})

it('the Analytics report has coupons, no amounts that could be added up, and no channel: its attribution is of marketing', async () => {
  const row = {
    ...{ Date: '2024-05-01 10:11:12', 'Order #': '1001', Status: 'completed', 'Product(s)': '2× Tea' },
    ...{ 'Coupon(s)': 'tea10, spring', 'Net Sales': '18', Attribution: 'Web admin' },
  }
  const { totals, adds_up } = await totalsOfOne(fileOf(HEADERS.wooReport, row))
  expect(adds_up).toBeUndefined()
  expect(totals).toEqual({ ...NOTHING_SAID, coupons: ['spring', 'tea10'] })
})

it('lines that WooCommerce has rounded without tax may miss the total by some cents', async () => {
  // Eight lines of 9.98 with 19 % of tax: 8.3866 each, which are 67.09 and not 8 × 8.39 = 67.12.
  const lines = Array.from(
    { length: 8 },
    (_, at) => `name:T${at}|sku:T${at}|quantity:1|total:8.39|sub_total:8.39`,
  )
  const header = HEADERS.webtoffee.replace(
    'line_item_3',
    lines
      .slice(2)
      .map((_, at) => `line_item_${at + 3}`)
      .join(','),
  )
  const row = {
    ...ORDER,
    ...{ discount_total: '0', shipping_total: '0', tax_total: '12.75', order_total: '79.84' },
    ...Object.fromEntries(lines.map((line, at) => [`line_item_${at + 1}`, line])),
  }
  expect((await totalsOfOne(fileOf(header, row))).adds_up).toBe('rounded')
  expect((await totalsOfOne(fileOf(header, { ...row, order_total: '79.00' }))).adds_up).toBe('different')
  // The plugin's own subtotal is rounded once; the lines differ from it by rounding.
  expect((await totalsOfOne(fileOf(header, { ...row, order_subtotal: '67.09' }))).adds_up).toBe('rounded')
})
