import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ORDER_CHANNELS } from '../../../vocabulary/orders.ts'
import { Buckets } from '../../../worker/ingest/import/buckets.ts'
import type { OrderFragment } from '../../../worker/ingest/import/fragments.ts'
import type { LineSums, StatedTotals } from '../../../worker/ingest/import/totals.ts'
import { totalsOf } from '../../../worker/ingest/import/whole-totals.ts'
import { always } from '../../always.ts'

const amount = fc.integer({ min: 0, max: 4 })
const stated: fc.Arbitrary<StatedTotals> = fc.record(
  {
    ...{ subtotal: amount, discounted: amount, discount: amount, shipping: amount, tax: amount },
    ...{ tax_included: fc.boolean(), fees: fc.integer({ min: -2, max: 2 }), total: amount, refunded: amount },
    coupons: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
    channel: fc.constantFrom(...ORDER_CHANNELS),
    account: fc.constantFrom('k1', 'k2'),
    market: fc.constantFrom('DE', 'AT'),
    unreadable: fc.constant(true as const),
  },
  { requiredKeys: [] },
)
const reference = fc.constantFrom('i:A', 's:A', 'n:Tea')
const sums: fc.Arbitrary<LineSums> = fc.record(
  {
    goods: fc.option(amount, { freq: 9 }),
    rounding: fc.constantFrom(0, 0.5, 1.5),
    fees: fc.integer({ min: 1, max: 3 }),
    discounts: fc.array(fc.tuple(reference, amount), { minLength: 1, maxLength: 2 }),
    refunds: fc.array(fc.tuple(reference, amount, fc.option(amount), fc.option(amount)), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ['goods', 'rounding'] },
)
const row: fc.Arbitrary<OrderFragment> = fc.record(
  { key: fc.constant('1'), stated, sums, line: fc.tuple(reference, amount, fc.option(amount)) },
  { requiredKeys: ['key'] },
)
const shuffled = fc
  .array(row, { maxLength: 6 })
  .chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
    ),
  )

it('the order of the rows does not matter', () => {
  always(
    fc.property(shuffled, ([rows, others]) => {
      expect(totalsOf(others)).toEqual(totalsOf(rows))
    }),
    1_000,
  )
})

it('rows that are joined in a bucket count as if they were separate', () => {
  always(
    fc.property(shuffled, ([rows]) => {
      const buckets = new Buckets(1)
      for (const one of structuredClone(rows)) buckets.add(one)
      const joined: OrderFragment[] = JSON.parse(buckets.take()[0]?.fragments ?? '[]')
      expect(totalsOf(joined)).toEqual(totalsOf(rows))
    }),
    1_000,
  )
})

it('an order-level amount that is repeated counts once, and of different amounts none', () => {
  const { totals, left_out } = totalsOf([
    { stated: { total: 900, refunded: 100 } },
    { stated: { total: 900 } },
    { stated: { refunded: 300 } },
  ])
  expect([totals.total, totals.refunded, left_out]).toEqual([900, null, true])
  expect(totalsOf([{ stated: { refunded: 0 } }, { stated: { refunded: 300 } }]).totals.refunded).toBe(300)
})

it('refunds of one line are added, and money is unknown if it is for one of them', () => {
  const { totals } = totalsOf([
    { sums: { goods: 0, rounding: 0, refunds: [['i:A', 1, 500, 400]] } },
    { sums: { goods: 0, rounding: 0, refunds: [['i:A', 2, 450, 800]] } },
    {
      sums: {
        ...{ goods: 0, rounding: 0 },
        refunds: [
          ['i:B', 1, null, 100],
          ['i:B', 1, 200, null],
        ],
      },
    },
  ])
  expect(totals.refunds).toEqual([
    ['i:A', 3, 450, 1_200],
    ['i:B', 2, 200, null],
  ])
})

it('amounts are checked only when total, shipping and tax are stated; a missing discount is 0', () => {
  const whole = { discount: 0, shipping: 0, tax: 0, total: 900 }
  const sums = { goods: 900, rounding: 0 }
  const checked = (stated: StatedTotals) => totalsOf([{ stated, sums }]).adds_up
  expect(checked(whole)).toBe('exact')
  expect(checked({ shipping: 0, tax: 0, total: 900 })).toBe('exact')
  expect(checked({ shipping: 0, tax: 0, total: 800 })).toBe('different')
  for (const name of ['shipping', 'tax', 'total'] as const) {
    const { [name]: _, ...rest } = whole
    expect(checked(rest)).toBeUndefined()
  }
})

it('lines without a price cannot be added up', () => {
  const stated = { discount: 0, shipping: 0, tax: 0, total: 900 }
  expect(totalsOf([{ stated, sums: { goods: null, rounding: 0 } }]).adds_up).toBeUndefined()
})

it('lines that the source has rounded may differ by half a unit each, which is told apart', () => {
  const stated = { discount: 0, shipping: 0, tax: 0, total: 900 }
  const checked = (goods: number, rounding: number) =>
    totalsOf([{ stated, sums: { goods, rounding } }]).adds_up
  expect(checked(901, 0)).toBe('exact')
  expect(checked(903, 0)).toBe('different')
  // Six lines.
  expect([checked(903, 3), checked(904, 3)]).toEqual(['rounded', 'different'])
})

it('a stated subtotal is rounded once, and the lines may differ from it by what they are rounded', () => {
  const stated = { subtotal: 900, discount: 0, shipping: 0, tax: 0, total: 900 }
  const checked = (goods: number, total = 900) =>
    totalsOf([{ stated: { ...stated, total }, sums: { goods, rounding: 3 } }]).adds_up
  expect([checked(900), checked(903), checked(904)]).toEqual(['exact', 'rounded', 'different'])
  expect(checked(900, 903)).toBe('different')
})
