import { describe, expect, it } from 'vitest'
import type { OrderLine } from '../../schema/orders/orders.ts'
import { wholeOrder } from '../../worker/ingest/import/fragments.ts'
import type { StatedTotals, TotalsFragment } from '../../worker/ingest/import/totals.ts'
import { totalsOf } from '../../worker/ingest/import/whole-totals.ts'
import { netValueOf } from '../../worker/outcomes/net-value.ts'
import type { ValuedTotals } from '../../worker/store/outcomes/valued-totals.ts'
import { fileOf } from '../ingest/formats/a-row.ts'
import { HEADERS } from '../ingest/formats/headers.ts'
import { ordersOf, readFile } from '../ingest/import/a-file.ts'

/** What the goods earn in both orders: 25.00, without 20 % of tax, the discount and shipping. */
const TRUTH = 2500

type Amounts = Required<
  Pick<StatedTotals, 'subtotal' | 'discount' | 'shipping' | 'tax' | 'tax_included' | 'total'>
>
type Name = keyof Amounts
const NAMES = ['subtotal', 'discount', 'shipping', 'tax', 'tax_included', 'total'] as const

type Case = { prices: [number, number]; amounts: Amounts; perLine: Partial<Record<Name, [number, number]>> }

/** 36.00 - 6.00 + 6.00 = 36.00, with 6.00 of tax inside, of which 5.00 are in the goods. */
const TAXED = { subtotal: 3600, discount: 600, shipping: 600, tax: 600, tax_included: true, total: 3600 }
/** 30.00 - 5.00 + 5.00 + 6.00 = 36.00 */
const UNTAXED = { subtotal: 3000, discount: 500, shipping: 500, tax: 600, tax_included: false, total: 3600 }

const CASES: Record<string, Case> = {
  'prices with tax': {
    ...{ prices: [1200, 2400], amounts: TAXED },
    // The tax on lines is 5.00; the total of lines is without shipping.
    perLine: { subtotal: [1200, 2400], discount: [200, 400], tax: [200, 400], total: [1200, 2400] },
  },
  'prices without tax': {
    ...{ prices: [1000, 2000], amounts: UNTAXED },
    perLine: { subtotal: [1000, 2000], discount: [200, 300], tax: [200, 400], total: [1200, 2400] },
  },
  'equal lines with tax': {
    ...{ prices: [1800, 1800], amounts: TAXED },
    perLine: { subtotal: [1800, 1800], discount: [300, 300], tax: [300, 300], total: [1800, 1800] },
  },
  'equal lines without tax': {
    ...{ prices: [1500, 1500], amounts: UNTAXED },
    perLine: { subtotal: [1500, 1500], discount: [250, 250], tax: [300, 300], total: [1800, 1800] },
  },
}

/** Every way to choose one of the options for each name. */
const choices = <T extends string>(names: readonly Name[], options: readonly T[]): Record<string, T>[] =>
  names.reduce(
    (all: Record<string, T>[], name) => all.flatMap((one) => options.map((way) => ({ ...one, [name]: way }))),
    [{}],
  )

const linesOf = ({ prices: [tea, pot] }: Case): OrderLine[] => [
  ['i:tea', 1, tea],
  ['i:pot', 1, pot],
]

const UNKNOWN: ValuedTotals = {
  ...{ subtotal: null, discount: null, shipping: null, tax: null, tax_included: null, fees: null },
  ...{ total: null, refunded: null, line_discounts: null, refunds: null },
}

function netOf(lines: OrderLine[], totals: Partial<ValuedTotals> | undefined, value: number | null): number {
  const order = { order_id: '1', ordered_at: 0, status: 'paid' as const, currency: 'EUR', lines }
  const tax = value === null ? null : 600
  return netValueOf({ ...order, value, tax, ...(totals && { totals: { ...UNKNOWN, ...totals } }) }, new Map())
    .revenue
}

/** Fails if the totals give a value that is further from the truth than the lines alone, and a correct browser. */
function expectNotWorse(lines: OrderLine[], totals: Partial<ValuedTotals>, what: object): void {
  for (const value of [null, TRUTH]) {
    const off = Math.abs(netOf(lines, totals, value) - TRUTH)
    const before = Math.abs(netOf(lines, undefined, value) - TRUTH)
    expect(off, JSON.stringify({ what, totals, value })).toBeLessThanOrEqual(before)
  }
}

describe.each(Object.entries(CASES))('an order with %s', (_, one) => {
  const lines = linesOf(one)

  it('no subset of stored totals is worse than the lines and the browser', () => {
    const subsets = choices(NAMES, ['stated', 'missing'])
    expect(subsets).toHaveLength(64)
    for (const subset of subsets) {
      const known = NAMES.filter((name) => subset[name] === 'stated')
      expectNotWorse(lines, Object.fromEntries(known.map((name) => [name, one.amounts[name]])), subset)
    }
  })

  it('all of them are exact, also without tax_included, and whatever a browser reports', () => {
    const { tax_included: _, ...others } = one.amounts
    for (const value of [null, TRUTH, 100, 999_999]) {
      expect(netOf(lines, one.amounts, value)).toBe(TRUTH)
      expect(netOf(lines, others, value)).toBe(TRUTH)
    }
  })

  it('no file is worse, whether a column is missing, in one row, in all rows, or about lines', () => {
    const ways = choices(NAMES, ['missing', 'first', 'repeated', 'per line'])
    expect(ways).toHaveLength(4096)
    for (const way of ways) {
      const row = (at: 0 | 1): TotalsFragment => {
        const stated: Partial<Record<Name, number | boolean>> = {}
        for (const name of NAMES) {
          const perLine = way[name] === 'per line' ? one.perLine[name]?.[at] : undefined
          const isHere = way[name] !== 'missing' && (way[name] !== 'first' || at === 0)
          if (isHere) stated[name] = perLine ?? one.amounts[name]
        }
        return { stated: stated as StatedTotals, sums: { goods: one.prices[at], rounding: 0 } }
      }
      expectNotWorse(lines, totalsOf([row(0), row(1)], lines).totals, way)
    }
  })
})

it('AlgolPlus: pieces that were returned are deducted, also without a column of the pieces ordered', async () => {
  // Two pieces were ordered: 20.00 - 2.00 + 5.00 + 4.37 = 27.37. One is left.
  const file = fileOf(HEADERS.algolplus.replace(',Quantity,', ','), {
    ...{ 'Order Number': '1', 'Order Status': 'Completed', 'Order Date': '2024-05-01 10:11' },
    ...{ SKU: 'TEA', Name: 'Tea', 'Item Cost': '10.00', 'Quantity (- Refund)': '1' },
    ...{ 'Order Subtotal Amount': '20.00', 'Cart Discount Amount': '2.00', 'Order Shipping Amount': '5.00' },
    ...{ 'Order Total Tax Amount': '4.37', 'Order Total Amount': '27.37' },
  })
  const [fragments = []] = [...ordersOf((await readFile('orders', file)).rows).values()]
  const { lines } = wholeOrder('1', fragments, 'EUR')
  const { totals } = totalsOf(fragments, lines)
  expect(lines).toEqual([['s:TEA', 1, 1000]])
  expect(netOf(lines, totals, null)).toBe(1000)
  // The browser reported both pieces, 18.00 and 6.00 of tax: of the rest 10.00 × 18.00 / 24.00 counts, as without totals.
  expect([netOf(lines, totals, 1800), netOf(lines, undefined, 1800)]).toEqual([750, 750])
})
