import { expect, it } from 'vitest'
import type { OrderLine } from '../../schema/orders/orders.ts'
import { netValueOf } from '../../worker/outcomes/net-value.ts'
import type { ReportedOrder } from '../../worker/store/outcomes/outcomes.ts'

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
