import type { LineDiscount, LineRefund, OrderLine, OrderTotals } from '../../../schema/orders/orders.ts'
import type { AddsUp } from './add-up.ts'
import { type CombinedAmounts, combineAmounts } from './per-line.ts'
import {
  type LineSums,
  MONEY,
  mergeStated,
  type StatedTotals,
  sumsOfAll,
  type TotalsFragment,
} from './totals.ts'

/** The totals of an order, and whether its amounts add up. */
export type CheckedTotals = {
  totals: OrderTotals
  adds_up: AddsUp
  unreadable: boolean
  /** Columns about its lines were added. */
  per_line: boolean
  /** Amounts were left out, because the order does not add up with them. */
  left_out: boolean
}

/**
 * The totals of an order from all its rows, in any order.
 * @param lines the lines that are left; returned pieces of them have the same price
 */
export function totalsOf(
  fragments: readonly TotalsFragment[],
  lines: readonly OrderLine[] = [],
): CheckedTotals {
  const stated = mergeStated(fragments.flatMap(({ stated }) => stated ?? []))
  const sums = sumsOfAll(fragments.map((one) => one.sums))
  const hasAmounts =
    sums?.discounts !== undefined ||
    MONEY.some((name) => fragments.some((one) => one.stated?.[name] !== undefined))
  const { adds_up, per_line, left_out, line_discounts, ...amounts } = hasAmounts
    ? withoutFractions(fragments, stated, sums)
    : NO_AMOUNTS
  return {
    totals: {
      ...amounts,
      coupons: stated.coupons ?? null,
      line_discounts,
      refunds: refundsByLine(sums?.refunds, new Map(lines.map(([reference, , price]) => [reference, price]))),
      channel: stated.channel ?? null,
      account: stated.account ?? null,
      market: stated.market ?? null,
    },
    adds_up,
    unreadable: stated.unreadable === true,
    per_line,
    left_out,
  }
}

type Amounts = CombinedAmounts & { line_discounts: LineDiscount[] | null }

const NO_AMOUNTS: Amounts = {
  ...{ subtotal: null, discount: null, shipping: null, tax: null, tax_included: null, fees: null },
  ...{ total: null, refunded: null, line_discounts: null, adds_up: undefined },
  ...{ per_line: false, left_out: false },
}

/** The amounts; discounts that may be parts of the price only if the order adds up with them, and not without them. */
function withoutFractions(
  fragments: readonly TotalsFragment[],
  stated: StatedTotals,
  sums: LineSums | undefined,
): Amounts {
  const whole = {
    ...combineAmounts(fragments, stated, sums),
    line_discounts: discountsByLine(sums?.discounts),
  }
  if (!stated.fraction) return whole
  const rows = fragments.map((one) => {
    if (!one.stated) return one
    const { discount: _, ...others } = one.stated
    return { ...one, stated: others }
  })
  const { discounts: _, ...reduced } = sums ?? { goods: null, rounding: 0 }
  const without = { ...combineAmounts(rows, stated, reduced), line_discounts: null, left_out: true }
  const isProven = whole.adds_up === 'exact' || whole.adds_up === 'rounded'
  return isProven && without.adds_up === 'different' ? whole : without
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
