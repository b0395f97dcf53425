import type { OrderTotals } from '../../../schema/orders/orders.ts'
import type { LineSums, StatedTotals } from './totals.ts'

/** Minor units by which the parts of an order may differ from its total. */
const TOLERANCE = 1

type Amounts = Pick<
  OrderTotals,
  'subtotal' | 'discount' | 'shipping' | 'tax' | 'tax_included' | 'fees' | 'total'
>

/** One way in which the amounts of an order can be meant. */
type Meaning = { subtotal: number; discount: number; shipping: number; tax_included: boolean }

/**
 * Whether the parts of an order add up to its total: within one minor unit, within what the source may have rounded, or not. Undefined
 * when the source does not say enough to tell.
 */
export type AddsUp = 'exact' | 'rounded' | 'different' | undefined

/** The amounts of an order in one form, and whether they add up to its total. */
export type AddedUp = Amounts & { adds_up: AddsUp }

/**
 * The amounts of an order in one form, and whether they add up to its total. Exports do not say whether prices contain tax, whether
 * they are before or after the discount, and whether a discount on shipping or on lines is part of the stated one. Of the possible
 * meanings the first that gives the total counts, else the nearest that rounding explains.
 */
export function addUp(stated: StatedTotals, sums: LineSums | undefined): AddedUp {
  const { shipping = null, tax = null, total = null, tax_included } = stated
  const fees =
    stated.fees === undefined && sums?.fees === undefined ? null : (stated.fees ?? 0) + (sums?.fees ?? 0)
  const rest = { shipping, tax, fees, total }
  const discount = discountOf(stated, sums)
  const subtotal = subtotalOf(stated, sums, discount)
  const asStated = { ...rest, subtotal, discount, tax_included: tax_included ?? null }
  if (subtotal === null || shipping === null || tax === null || total === null) {
    return { ...asStated, adds_up: undefined }
  }
  const off = (one: Meaning) => {
    const paid = one.subtotal - one.discount + one.shipping + (fees ?? 0) + (one.tax_included ? 0 : tax)
    return Math.abs(paid - total)
  }
  // A stated subtotal is rounded once, the sum of the lines once for each of them.
  const allowed = Math.max(TOLERANCE, stated.subtotal === undefined ? (sums?.rounding ?? 0) : 0)
  // A file without a column of discounts is taken to have none.
  const possible = meanings(stated, sums, { subtotal, discount: discount ?? 0, shipping })
  const [nearest] = possible.toSorted((a, b) => off(a) - off(b))
  const found = possible.find((one) => off(one) <= TOLERANCE) ?? nearest
  if (!found || off(found) > allowed) return { ...asStated, adds_up: 'different' }
  // Without tax both meanings are right, and the source has not decided.
  const included = tax === 0 ? (tax_included ?? null) : found.tax_included
  return {
    ...rest,
    ...{ subtotal: found.subtotal, shipping: found.shipping, tax_included: included },
    discount: discount === null ? null : found.discount,
    adds_up: grade(Math.max(off(found), linesOff(stated, sums, found)), sums),
  }
}

function grade(off: number, sums: LineSums | undefined): AddsUp {
  if (off <= TOLERANCE) return 'exact'
  return off <= (sums?.rounding ?? 0) ? 'rounded' : 'different'
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

function meanings(
  { subtotal: written, discounted, tax_included }: StatedTotals,
  sums: LineSums | undefined,
  asStated: Omit<Meaning, 'tax_included'>,
): Meaning[] {
  const { subtotal, discount, shipping } = asStated
  const taxes = tax_included === undefined ? [false, true] : [tax_included]
  const prices = [
    asStated,
    // Discounts on lines are stated apart from those on the order.
    { ...asStated, discount: discount + lineDiscount(sums) },
  ]
  if (discounted !== undefined) {
    // The discount may contain one on shipping, and the shipping be that before or after it.
    const onLines = subtotal + (sums?.fees ?? 0) - discounted
    if (onLines >= 0 && onLines <= discount) {
      const paid = shipping - (discount - onLines)
      if (paid >= 0) prices.unshift({ subtotal, discount: onLines, shipping: paid })
      prices.push({ ...asStated, discount: onLines })
    }
  }
  // The prices of the lines are those after the discount.
  if (written === undefined) prices.push({ ...asStated, subtotal: subtotal + discount })
  return prices.flatMap((one) => taxes.map((included) => ({ ...one, tax_included: included })))
}

/** By how much the lines differ from the stated subtotal, before or after discounts; 0 when there is nothing to compare. */
function linesOff({ subtotal: written }: StatedTotals, sums: LineSums | undefined, found: Meaning): number {
  if (written === undefined || !sums || sums.goods === null) return 0
  const { goods } = sums
  return Math.min(Math.abs(goods - found.subtotal), Math.abs(goods - (found.subtotal - found.discount)))
}
