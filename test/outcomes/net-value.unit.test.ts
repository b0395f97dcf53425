import { expect, it } from 'vitest'
import type { OrderLine } from '../../schema/orders/orders.ts'
import { netValueOf } from '../../worker/outcomes/net-value.ts'
import type { ReportedOrder } from '../../worker/store/outcomes/outcomes.ts'
import type { ValuedTotals } from '../../worker/store/outcomes/valued-totals.ts'

const NAMED = new Map([
  ['i:mug', { item_id: 'mug', cost: 400 }],
  ['s:POT', { item_id: 'pot', cost: null }],
])
const order = (lines: OrderLine[], value: number | null = null): ReportedOrder => ({
  ...{ order_id: 'a', ordered_at: 0, status: 'paid', currency: 'EUR', lines, value },
})

it('the value of an order is the sum of its lines; the margin counts only lines with a known cost', () => {
  const worth = netValueOf(
    order([
      ['i:mug', 2, 900],
      ['s:POT', 1, 3000, 'r_1'],
    ]),
    NAMED,
  )
  expect(worth).toMatchObject({ revenue: 4800, margin: 1000, revenue_with_cost: 1800 })
  expect(worth.lines).toMatchObject([
    { item_id: 'mug', revenue: 1800, margin: 1000, recommendation_id: undefined },
    { item_id: 'pot', revenue: 3000, margin: null, recommendation_id: 'r_1' },
  ])
})

it('tax and discounts that the browser reports are subtracted from the lines in proportion, to the cent', () => {
  const lines: OrderLine[] = [
    ['i:mug', 1, 1000],
    ['s:POT', 1, 2000],
  ]
  expect(netValueOf(order(lines, 2521), NAMED).lines.map(({ revenue }) => revenue)).toEqual([840, 1681])
})

it('a browser can only lower the value of an order', () => {
  expect(netValueOf(order([['i:mug', 1, 1000]], 999_999), NAMED).revenue).toBe(1000)
})

it('a line of an unknown item counts under its own name', () => {
  expect(netValueOf(order([['n:A gift', 1, 500]]), NAMED).lines).toMatchObject([
    { item_id: 'A gift', margin: null },
  ])
})

const UNKNOWN: ValuedTotals = {
  ...{ subtotal: null, discount: null, shipping: null, tax: null, tax_included: null, fees: null },
  ...{ total: null, refunded: null, line_discounts: null, refunds: null },
}
const TEA: OrderLine[] = [['i:tea', 2, 1000]]
const TEA_AND_POT: OrderLine[] = [...TEA, ['s:POT', 1, 2000]]
/** Value of an order whose browser reported 1.00, which counts only without stored totals. */
const valued = (lines: OrderLine[], totals: Partial<ValuedTotals>) =>
  netValueOf({ ...order(lines, 100), totals: { ...UNKNOWN, ...totals } }, NAMED)
const revenuesOf = (lines: OrderLine[], totals: Partial<ValuedTotals>) =>
  valued(lines, totals).lines.map(({ revenue }) => revenue)

it.each<[string, Partial<ValuedTotals>, number]>([
  // 40.00 - 4.00
  ['discount', { subtotal: 4000, discount: 400, tax_included: false, tax: 684, shipping: 500 }, 3600],
  // Of 36.00 + 9.00 with 7.20 of tax inside, 5.76 is in the goods.
  [
    'tax that is included',
    { subtotal: 4000, discount: 400, shipping: 900, tax: 720, tax_included: true },
    3024,
  ],
  [
    'tax of which nobody says whether it is included',
    { subtotal: 4000, discount: 400, shipping: 900, tax: 720 },
    3024,
  ],
  // 50.00 - 5.00 - 1.00 - 7.00
  [
    'everything but the goods, if only the total is known',
    { total: 5000, shipping: 500, fees: 100, tax: 700 },
    3700,
  ],
  // 50.00 - 10.00 = 40.00, of which 8.00 × 40 / 50 are tax.
  ['the same with tax included', { total: 5000, shipping: 1000, tax: 800, tax_included: true }, 3360],
])('the net value of an order is without %s', (_, totals, revenue) => {
  expect(valued(TEA_AND_POT, totals).revenue).toBe(revenue)
})

it('stored totals count, and not what the browser reports', () => {
  expect(valued(TEA, { subtotal: 2000, discount: 0, tax_included: false }).revenue).toBe(2000)
  expect(valued(TEA, { total: 2000 }).revenue).toBe(100)
  expect(valued(TEA, {}).revenue).toBe(100)
})

it('a line is reduced by its own discount, so a free gift earns nothing', () => {
  const totals = { subtotal: 4000, discount: 2000, tax_included: false } as const
  expect(revenuesOf(TEA_AND_POT, totals)).toEqual([1000, 1000])
  expect(revenuesOf(TEA_AND_POT, { ...totals, line_discounts: [['s:POT', 2000]] })).toEqual([2000, 0])
})

it('of a partly returned order the same share of the net value is left as of the pieces', () => {
  const totals = { subtotal: 4000, discount: 400, tax_included: false } as const
  // Three of four parts are left: 36.00 × 3 / 4.
  expect(
    revenuesOf(
      [
        ['i:tea', 1, 1000],
        ['s:POT', 1, 2000],
      ],
      { ...totals, refunds: [['i:tea', 1, 1000, null]] },
    ),
  ).toEqual([900, 1800])
  // A line that was given back whole.
  expect(revenuesOf(TEA, { ...totals, refunds: [['s:POT', 1, 2000, 1800]] })).toEqual([1800])
})

it('money that was refunded without pieces is deducted, too', () => {
  const totals = {
    subtotal: 4000,
    discount: 0,
    shipping: 1000,
    tax: 0,
    tax_included: false,
    total: 5000,
  } as const
  expect(valued(TEA_AND_POT, { ...totals, refunded: 1000 }).revenue).toBe(3200)
  expect(valued(TEA_AND_POT, { ...totals, refunded: 5000 }).revenue).toBe(0)
})

it('a refund that is recorded both as pieces and as money is deducted once', () => {
  const totals = {
    subtotal: 4000,
    discount: 0,
    shipping: 0,
    tax: 0,
    tax_included: false,
    total: 4000,
  } as const
  const refunds: ValuedTotals['refunds'] = [['s:POT', 1, 2000, 2000]]
  expect(valued(TEA, { ...totals, refunds, refunded: 2000 }).revenue).toBe(2000)
})

it('without prices the value is divided by pieces', () => {
  const lines: OrderLine[] = [
    ['i:tea', 3, null],
    ['i:mug', 1, null],
  ]
  expect(revenuesOf(lines, { total: 4000, shipping: 0, tax: 0 })).toEqual([3000, 1000])
})
