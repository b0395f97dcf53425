import type { OrderTotals } from '../../../schema/orders/orders.ts'
import type { LineSums, StatedTotals } from './totals.ts'

/** Minor units by which the parts of an order may differ from its total. */
const TOLERANCE = 1

type Amounts = Pick<
  OrderTotals,
  'subtotal' | 'discount' | 'shipping' | 'tax' | 'tax_included' | 'fees' | 'total'
>

/** One way in which the amounts of an order can be meant. */
type Reading = { subtotal: number; discount: number; tax_included: boolean }

/**
 * The amounts of an order in one form, and whether they add up to its total. Exports do not say whether prices contain tax, whether
 * they are before or after the discount, and whether a discount on shipping or on lines is part of the stated one. Of the possible
 * readings the first that gives the total counts.
 */
export function addUp(
  stated: StatedTotals,
  sums: LineSums | undefined,
): Amounts & { adds_up: boolean | undefined } {
  const { shipping = null, tax = null, total = null, tax_included } = stated
  const fees =
    stated.fees === undefined && sums?.fees === undefined ? null : (stated.fees ?? 0) + (sums?.fees ?? 0)
  const rest = { shipping, tax, fees, total }
  const discount = discountOf(stated, sums)
  const subtotal = subtotalOf(stated, sums, discount)
  const asStated = { ...rest, subtotal, discount, tax_included: tax_included ?? null }
  if (subtotal === null || shipping === null || tax === null || total === null || discount === null) {
    return { ...asStated, adds_up: undefined }
  }
  const misses = (one: Reading) => {
    const paid = one.subtotal - one.discount + shipping + (fees ?? 0) + (one.tax_included ? 0 : tax)
    return Math.abs(paid - total) > TOLERANCE
  }
  const found = readings(stated, sums, subtotal, discount).find((one) => !misses(one))
  if (!found) return { ...asStated, adds_up: false }
  // Without tax both readings are right, and the source has not decided.
  const included = tax === 0 ? (tax_included ?? null) : found.tax_included
  return {
    ...rest,
    ...{ subtotal: found.subtotal, discount: found.discount, tax_included: included },
    adds_up: linesAgree(stated, sums, found),
  }
}

const lineDiscount = (sums: LineSums | undefined): number =>
  (sums?.discounts ?? []).reduce((sum, [, amount]) => sum + amount, 0)

/** The stated discount; without one that of the lines. */
const discountOf = ({ discount }: StatedTotals, sums: LineSums | undefined): number | null =>
  discount ?? (sums?.discounts ? lineDiscount(sums) : null)

/** Goods before discounts: from the stated sum of all lines, else from the lines themselves. */
function subtotalOf(stated: StatedTotals, sums: LineSums | undefined, discount: number | null) {
  const others = sums?.fees ?? 0
  if (stated.subtotal !== undefined) return stated.subtotal - others
  if (sums?.goods !== undefined && sums.goods !== null) return sums.goods
  return stated.discounted === undefined || discount === null ? null : stated.discounted - others + discount
}

function readings(
  { subtotal: written, discounted, tax_included }: StatedTotals,
  sums: LineSums | undefined,
  subtotal: number,
  discount: number,
): Reading[] {
  const taxes = tax_included === undefined ? [false, true] : [tax_included]
  const prices = [
    { subtotal, discount },
    // Discounts on lines are stated apart from those on the order.
    { subtotal, discount: discount + lineDiscount(sums) },
  ]
  if (discounted !== undefined) {
    // A discount on shipping is stated as a discount, and shipping without it: only the rest is a discount on lines.
    const onLines = subtotal + (sums?.fees ?? 0) - discounted
    if (onLines >= 0 && onLines <= discount) prices.push({ subtotal, discount: onLines })
  }
  // The prices of the lines are those after the discount.
  if (written === undefined) prices.push({ subtotal: subtotal + discount, discount })
  return prices.flatMap((one) => taxes.map((included) => ({ ...one, tax_included: included })))
}

/**
 * Whether the lines add up to the stated subtotal, before or after discounts. Prices of one piece are rounded, so each piece may
 * differ by half a minor unit.
 */
function linesAgree(
  { subtotal: written }: StatedTotals,
  sums: LineSums | undefined,
  found: Reading,
): boolean {
  if (written === undefined || !sums || sums.goods === null || sums.pieces === 0) return true
  const { goods } = sums
  const allowed = Math.max(TOLERANCE, Math.ceil(sums.pieces / 2))
  return [found.subtotal, found.subtotal - found.discount].some(
    (amount) => Math.abs(goods - amount) <= allowed,
  )
}
