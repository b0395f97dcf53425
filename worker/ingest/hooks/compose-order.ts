import type { LineRefund, OrderLine, OrderTotals } from '../../../schema/orders/orders.ts'
import { isCounted } from '../../../vocabulary/orders.ts'
import { type WholeOrder, wholeOrder } from '../import/fragments.ts'
import type { LineSums, StatedTotals } from '../import/totals.ts'
import { type CheckedTotals, totalsOf } from '../import/whole-totals.ts'
import { goneSince, type LineSnapshot, type OrderSnapshot, type OrderState } from './states.ts'

type Refunds = NonNullable<OrderState['refunds']>

/**
 * Returns the order that results from the messages, without refunded pieces. Undefined when a file is newer or the order is
 * unknown. An order without lines is stored but not mined.
 */
export function orderOf(
  state: OrderState,
  currency: string,
  base: number,
): (WholeOrder & OrderTotals) | undefined {
  return composed(state, currency, base)?.order
}

/** Whether the order is valued, and its totals do not add up. */
export function totalsDiffer(state: OrderState, currency: string, base: number): boolean {
  const whole = composed(state, currency, base)
  return whole?.adds_up === 'different' && isCounted(whole.order.status)
}

type Composed = { order: WholeOrder & OrderTotals; adds_up: CheckedTotals['adds_up'] }

function composed(state: OrderState, currency: string, base: number): Composed | undefined {
  const { word, refunds = {}, redacted } = state
  if (!word || word.as_of < base) return undefined
  const ordered = word.lines.map(({ line }) => line)
  const left = word.lines.flatMap((one) => leftOf(one, word.refunds, refunds))
  const returned = left.length === 0
  const status = goneSince(state) !== undefined ? 'cancelled' : word.status
  const head = {
    key: word.order_id,
    ...(word.at !== undefined && { at: word.at }),
    ...(word.customer !== undefined && !redacted && { customer: word.customer }),
    ...(word.currency !== undefined && { currency: word.currency }),
    ...(status && { status }),
  }
  const lines = returned ? ordered : left
  const order = wholeOrder(word.order_id, [head, ...lines.map((line) => ({ key: head.key, line }))], currency)
  const { totals, adds_up } = totalsOf([totalsPart(state, word)], order.lines)
  // A fully refunded order is not mined, but can still be read.
  const isMined = order.status === 'paid' || order.status === 'pending'
  return { order: { ...order, ...totals, ...(returned && isMined && { status: 'refunded' }) }, adds_up }
}

/** The totals of the message, with every refund that is known. */
function totalsPart(
  { refunds = {}, redacted }: OrderState,
  { stated, sums, lines, currency, refunds: included }: OrderSnapshot,
): { stated?: StatedTotals; sums?: LineSums } {
  // A message stored before totals were read has none.
  if (!stated || !sums) return {}
  const { account, coupons, ...others } = stated
  // Refunds are read in the shop's currency; of an order in another one only the pieces are known.
  const amounts = currency ? [] : Object.values(refunds).flatMap(({ paid_back }) => paid_back ?? [])
  const isKnown = amounts.length > 0 || Object.keys(refunds).length === 0
  const refunded = stated.refunded ?? (isKnown ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined)
  const back = lines
    .flatMap((one) => refundOf(one, included, refunds))
    .map(
      ([reference, quantity, price, amount]): LineRefund => [
        reference,
        quantity,
        price,
        currency ? null : amount,
      ],
    )
  return {
    stated: {
      ...others,
      ...(account !== undefined && !redacted && { account }),
      ...(coupons && !redacted && { coupons }),
      ...(refunded !== undefined && { refunded }),
    },
    sums: { ...sums, ...(back.length > 0 && { refunds: back }) },
  }
}

/** Pieces that are no longer in the order: given back, or removed by an edit of the order. */
function refundOf(one: LineSnapshot, included: readonly string[], refunds: Refunds): LineRefund[] {
  const { id, line } = one
  const [reference, ordered, price] = line
  const [left] = leftOf(one, included, refunds)
  const quantity = Math.round((ordered - (left?.[1] ?? 0)) * 1000) / 1000
  if (quantity <= 0) return []
  const known = Object.values(refunds).flatMap(({ lines }) => lines.filter(([from]) => from === id))
  const amounts = known.flatMap(([, , amount]) => amount ?? [])
  const isKnown = known.length > 0 && amounts.length === known.length
  return [[reference, quantity, price, isKnown ? amounts.reduce((sum, amount) => sum + amount, 0) : null]]
}

/** The line without its refunded pieces; undefined when none is left. */
function leftOf(
  { id, line, current }: LineSnapshot,
  included: readonly string[],
  refunds: Refunds,
): OrderLine[] {
  const [reference, ordered, price, recommendation_id] = line
  const back = (of: (refund: string) => boolean) =>
    Object.entries(refunds)
      .filter(([refund]) => of(refund))
      .flatMap(([, { lines }]) => lines)
      .reduce((sum, [from, quantity]) => sum + (from === id ? quantity : 0), 0)
  // `current` includes lines that were edited away without a refund, but not refunds after the message.
  const rest = Math.min(
    ordered - back(() => true),
    (current ?? ordered) - back((refund) => current !== undefined && !included.includes(refund)),
  )
  const quantity = Math.round(rest * 1000) / 1000
  if (quantity <= 0) return []
  return [
    recommendation_id === undefined
      ? [reference, quantity, price]
      : [reference, quantity, price, recommendation_id],
  ]
}
