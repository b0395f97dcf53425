import type { OrderLine } from '../../../schema/orders/orders.ts'
import { MAX_AMOUNT } from '../../../vocabulary/limits.ts'
import { SURELY_FITS } from '../../../vocabulary/orders.ts'
import type { MinedOrder } from '../../../worker/store/orders/orders.ts'

/** Orders in few long arrays, which move between threads, instead of in many objects. */
export type PackedOrders = {
  ids: string[]
  customers: (string | null)[]
  /** UTC milliseconds; NaN for none. */
  dates: Float64Array<ArrayBuffer>
  /** For each order, the number of lines up to its last one. */
  ends: Uint32Array<ArrayBuffer>
  /** 1 for orders that are not mined, such as those that were cancelled. */
  leftOut: Uint8Array<ArrayBuffer>
  /** References, each once, and for each line the position of its reference. */
  references: string[]
  items: Uint32Array<ArrayBuffer>
  quantities: Float64Array<ArrayBuffer>
  /** Minor units; NaN for none. */
  prices: Float64Array<ArrayBuffer>
}

/** The number behind the last line before an order's own. */
const firstLine = ({ ends }: PackedOrders, order: number): number =>
  order === 0 ? 0 : (ends[order - 1] ?? 0)
/** Lines of an order that is mined; 0 for one that is not. */
export const minedLines = (packed: PackedOrders, order: number): number =>
  packed.leftOut[order] === 1 ? 0 : (packed.ends[order] ?? 0) - firstLine(packed, order)
export const dateOf = ({ dates }: PackedOrders, order: number): number | null => known(dates[order])

/** An order of a group of rows, and whether it is mined if it has lines. */
export type GroupOrder = MinedOrder & { counts: boolean }

export const unpackedOrder = (packed: PackedOrders, order: number): GroupOrder => ({
  ...minedOrder(packed, order),
  counts: packed.leftOut[order] !== 1,
})

/** An order as mining reads it. */
export function minedOrder(packed: PackedOrders, order: number): MinedOrder {
  const { ids, customers, references, items, quantities, prices, ends } = packed
  const lines: OrderLine[] = []
  for (let at = firstLine(packed, order); at < (ends[order] ?? 0); at += 1)
    lines.push([references[items[at] ?? 0] ?? '', quantities[at] ?? 0, known(prices[at])])
  const customer = customers[order] ?? null
  return { order_id: ids[order] ?? '', at: dateOf(packed, order), customer, lines }
}

/** Whether an order is surely not too large for an import. */
export function surelyFits(packed: PackedOrders, order: number): boolean {
  const first = firstLine(packed, order)
  const end = packed.ends[order] ?? 0
  let sum = 0
  for (let at = first; at < end; at += 1)
    sum += (packed.quantities[at] ?? 0) * (known(packed.prices[at]) ?? 0)
  return end - first <= SURELY_FITS && sum <= MAX_AMOUNT
}

const known = (number = Number.NaN): number | null => (Number.isNaN(number) ? null : number)

/** The buffers that move with a message. */
export const buffersOf = (packed: PackedOrders): ArrayBuffer[] => {
  const { dates, ends, leftOut, items, quantities, prices } = packed
  return [dates, ends, leftOut, items, quantities, prices].map(({ buffer }) => buffer)
}
