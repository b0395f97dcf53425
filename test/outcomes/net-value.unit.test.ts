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
/** Value of an order with stored totals; no browser reported it unless `value` is given. */
const valued = (lines: OrderLine[], totals: Partial<ValuedTotals>, value: number | null = null) =>
  netValueOf({ ...order(lines, value), totals: { ...UNKNOWN, ...totals } }, NAMED)
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
  // The total is 45.00, so the tax is inside: 36.00 + 9.00.
  [
    'tax of which only the total says that it is included',
    { subtotal: 4000, discount: 400, shipping: 900, tax: 720, total: 4500 },
    3024,
  ],
  // The total says that shipping is 9.00.
  [
    'tax, if shipping is unknown but the total is not',
    { subtotal: 4000, discount: 400, tax: 720, tax_included: true, total: 4500 },
    3024,
  ],
  // 50.00 - 5.00 - 1.00 - 7.00
  [
    'everything but the goods, if only the total is known',
    { total: 5000, shipping: 500, fees: 100, tax: 700, tax_included: false },
    3700,
  ],
  // 50.00 - 10.00 = 40.00, of which 8.00 × 40 / 50 are tax.
  ['the same with tax included', { total: 5000, shipping: 1000, tax: 800, tax_included: true }, 3360],
])('the net value of an order is without %s', (_, totals, revenue) => {
  expect(valued(TEA_AND_POT, totals).revenue).toBe(revenue)
})

it.each<[string, Partial<ValuedTotals>]>([
  ['nothing', {}],
  ['only the total', { total: 4500 }],
  [
    'no tax, and not whether prices contain it',
    { subtotal: 4000, discount: 400, shipping: 900, total: 4500 },
  ],
  ['no tax, which prices contain', { subtotal: 4000, discount: 400, tax_included: true }],
  ['a tax, and not whether prices contain it', { subtotal: 4000, discount: 400, shipping: 900, tax: 720 }],
  ['a tax in prices, and no shipping', { subtotal: 4000, discount: 400, tax: 720, tax_included: true }],
  // 36.00 + 9.00 is 45.00, with tax on top 52.20.
  ['a total that differs', { subtotal: 4000, discount: 400, shipping: 900, tax: 720, total: 4600 }],
  // Without a discount 49.00 or 56.20.
  ['a total with a discount that is not stated', { subtotal: 4000, shipping: 900, tax: 720, total: 4500 }],
  ['a total below the goods', { subtotal: 4000, discount: 0, tax_included: false, total: 3000 }],
])('totals that state %s do not count: the lines and the browser do', (_, totals) => {
  expect(valued(TEA_AND_POT, totals).revenue).toBe(4000)
  expect(valued(TEA_AND_POT, totals, 2500).revenue).toBe(2500)
})

it('totals that add up count instead of the browser; others only lower what it reports', () => {
  const incomplete = { subtotal: 2000, discount: 200, tax_included: false } as const
  const complete = { ...incomplete, shipping: 500, tax: 0, total: 2300 }
  expect(valued(TEA, complete, 100).revenue).toBe(1800)
  expect(valued(TEA, incomplete, 1900).revenue).toBe(1800)
  expect(valued(TEA, incomplete, 100).revenue).toBe(100)
  // The subtotal is not that of the lines, so something was returned or not read.
  expect(valued(TEA, { ...complete, subtotal: 3000, total: 3300 }, 100).revenue).toBe(100)
})

it('a discount that the source does not state is 0 if the order adds up so', () => {
  const totals = { subtotal: 4000, shipping: 900, tax: 720, total: 4900 }
  // 7.20 × 40 / 49 is 5.88 of tax in the goods.
  expect(valued(TEA_AND_POT, totals, 100).revenue).toBe(3412)
})

it('the value is at most that of the pieces that are left, if all prices are known', () => {
  // Of 40.00 of goods, less 4.00, the lines have 20.00: the rest was returned, and is in no list.
  const totals = { subtotal: 4000, discount: 400, shipping: 0, tax: 0, total: 3600 }
  expect(valued(TEA, totals).revenue).toBe(2000)
  expect(valued([['i:tea', 2, 500]], { ...totals, discount: 0, total: 4000 }).revenue).toBe(1000)
  expect(valued([['i:tea', 2, null]], totals).revenue).toBe(3600)
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
  expect(valued(lines, { total: 4000, shipping: 0, tax: 0 }, 3900).revenue).toBe(3900)
})
