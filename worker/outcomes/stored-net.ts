import type { ReportedOrder } from '../store/outcomes/outcomes.ts'
import type { ValuedTotals } from '../store/outcomes/valued-totals.ts'

/** Minor units by which amounts may differ, at least. */
const TOLERANCE = 1

/** Net value by the stored totals; `complete` when they add up, so that no other source can know better. */
export type StoredNet = { net: number; complete: boolean }

/**
 * Net value by the stored totals; undefined when they do not suffice or contradict each other. Returned pieces and refunded money
 * are two records of the same refunds, either of which may be incomplete, so the lower value counts. The value is at most the sum
 * of the lines that are left.
 */
export function storedNet(lines: ReportedOrder['lines'], totals: ValuedTotals): StoredNet | undefined {
  const { refunds, refunded, total, subtotal } = totals
  const left = sideOf(lines)
  const returned = sideOf(refunds ?? [])
  const allowed = Math.max(TOLERANCE, left.rounding + returned.rounding)
  const ordered = orderedNet(totals, allowed)
  if (ordered === undefined) return undefined
  if (lines.length === 0) return { net: 0, complete: ordered.complete }
  const isPriced = left.price !== null && returned.price !== null
  const goods = (left.price ?? 0) + (returned.price ?? 0)
  const reduced = subtotal === null ? null : subtotal - (totals.discount ?? 0)
  // Pieces that are missing in both lists were returned or could not be read.
  const all = isPriced ? Math.max(goods, reduced ?? 0) : left.pieces + returned.pieces
  const kept = isPriced ? (left.price ?? 0) : left.pieces
  const byPieces = all > 0 ? (ordered.net * kept) / all : ordered.net
  // A refund may include tax and shipping; their part of it is taken to be that of the total.
  const byMoney =
    refunded !== null && total !== null && total > 0 ? ordered.net * (1 - refunded / total) : ordered.net
  const net = Math.min(byPieces, byMoney, isPriced ? kept : Number.POSITIVE_INFINITY)
  const isOfLines = [subtotal, reduced].some((sum) => sum !== null && Math.abs(sum - goods) <= allowed)
  return { net: Math.max(0, Math.round(net)), complete: ordered.complete && (isOfLines || !isPriced) }
}

type Pieces = readonly (readonly [string, quantity: number, price: number | null, ...unknown[]])[]

/** Pieces, the sum of their prices (null when one is unknown), and by how much the source may have rounded it. */
function sideOf(list: Pieces): { pieces: number; price: number | null; rounding: number } {
  const side = { pieces: 0, price: 0 as number | null, rounding: 0 }
  for (const [, quantity, price] of list) {
    side.pieces += quantity
    side.price = side.price === null || price === null ? null : side.price + quantity * price
    side.rounding += Math.max(1, Math.ceil(quantity)) / 2
  }
  return side
}

/** Goods as ordered, net of discounts and tax. */
function orderedNet(totals: ValuedTotals, allowed: number): StoredNet | undefined {
  const { subtotal, shipping, tax, total } = totals
  const fees = totals.fees ?? 0
  if (subtotal === null || shipping === null || tax === null || total === null) {
    const net = incompleteNet(totals, allowed)
    return net === undefined ? undefined : { net, complete: false }
  }
  const goods = subtotal - (totals.discount ?? 0)
  const off = (included: boolean) => Math.abs(goods + shipping + fees + (included ? 0 : tax) - total)
  const included = totals.tax_included ?? off(true) < off(false)
  if (off(included) > allowed) return undefined
  return { net: withoutTax(goods, shipping + fees, included ? tax : 0), complete: true }
}

/** The same if some amount is missing; undefined unless the others determine it. */
function incompleteNet(totals: ValuedTotals, allowed: number): number | undefined {
  const { subtotal, discount, shipping, tax, total } = totals
  const fees = totals.fees ?? 0
  const included = tax === 0 ? false : totals.tax_included
  if (included === null || (included && tax === null)) return undefined
  const inside = included ? (tax ?? 0) : 0
  const onTop = included ? 0 : (tax ?? 0)
  if (subtotal !== null && discount !== null) {
    const goods = subtotal - discount
    if (total !== null && goods + (shipping ?? 0) + fees + onTop > total + allowed) return undefined
    if (inside === 0) return goods
    if (shipping === null && total === null) return undefined
    return withoutTax(goods, shipping === null ? (total ?? 0) - goods : shipping + fees, inside)
  }
  if (total === null || shipping === null || tax === null) return undefined
  return withoutTax(total - shipping - fees - onTop, shipping + fees, inside)
}

/** Goods without their part of a tax that is contained in goods, shipping and fees. */
const withoutTax = (goods: number, others: number, tax: number): number =>
  goods + others > 0 ? goods - (tax * goods) / (goods + others) : goods
