import type { LineDiscount, LineRefund, OrderLine, OrderTotals } from '../../../schema/orders/orders.ts'
import { type AddsUp, addUp } from './add-up.ts'
import { addSums, type LineSums, MONEY, mergeStated, type TotalsFragment } from './totals.ts'

/** The totals of an order, and whether its amounts add up. */
export type CheckedTotals = { totals: OrderTotals; adds_up: AddsUp; unreadable: boolean }

/**
 * The totals of an order from all its rows, in any order.
 * @param lines the lines that are left; returned pieces of them have the same price
 */
export function totalsOf(
  fragments: readonly TotalsFragment[],
  lines: readonly OrderLine[] = [],
): CheckedTotals {
  const stated = mergeStated(fragments.flatMap(({ stated }) => stated ?? []))
  const sums = fragments.reduce((all: LineSums | undefined, one) => addSums(all, one.sums), undefined)
  const line_discounts = discountsByLine(sums?.discounts)
  const saysMoney = MONEY.some((name) => stated[name] !== undefined) || line_discounts !== null
  const { adds_up, ...amounts } = saysMoney ? addUp(stated, sums) : { ...NO_AMOUNTS, adds_up: undefined }
  return {
    totals: {
      ...amounts,
      refunded: stated.refunded ?? null,
      coupons: stated.coupons ?? null,
      line_discounts,
      refunds: refundsByLine(sums?.refunds, new Map(lines.map(([reference, , price]) => [reference, price]))),
      channel: stated.channel ?? null,
      account: stated.account ?? null,
      market: stated.market ?? null,
    },
    adds_up,
    unreadable: stated.unreadable === true,
  }
}

const NO_AMOUNTS = {
  ...{ subtotal: null, discount: null, shipping: null, tax: null },
  ...{ tax_included: null, fees: null, total: null },
}

const byReference = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]) =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0

function discountsByLine(all: readonly LineDiscount[] = []): LineDiscount[] | null {
  const amounts = new Map<string, number>()
  for (const [reference, amount] of all) amounts.set(reference, (amounts.get(reference) ?? 0) + amount)
  const known = [...amounts].filter(([, amount]) => amount > 0)
  return known.length === 0 ? null : known.sort(byReference)
}

function refundsByLine(
  all: readonly LineRefund[] = [],
  prices: ReadonlyMap<string, number | null>,
): LineRefund[] | null {
  const lines = new Map<string, LineRefund>()
  for (const [reference, quantity, price, amount] of all) {
    const [, pieces, known, returned] = lines.get(reference) ?? [reference, 0, null, 0]
    lines.set(reference, [
      reference,
      Math.round((pieces + quantity) * 1000) / 1000,
      // As for lines, the lowest price counts.
      known === null || price === null ? (known ?? price) : Math.min(known, price),
      returned === null || amount === null ? null : returned + amount,
    ])
  }
  const priced = [...lines.values()].map(
    ([reference, quantity, price, amount]): LineRefund => [
      reference,
      quantity,
      prices.has(reference) ? (prices.get(reference) ?? null) : price,
      amount,
    ],
  )
  return priced.length === 0 ? null : priced.sort(byReference)
}
