import { byCodePoint } from '../../../engine/numbers/sort.ts'
import { sizeProblem } from '../../../worker/ingest/import/assemble-orders.ts'
import { type OrderFragment, wholeOrder } from '../../../worker/ingest/import/fragments.ts'
import type { MinedOrder } from '../../../worker/store/orders/orders.ts'
import { Assembly } from './assembly.ts'
import { type Cells, type Column, NeedsImport } from './cells.ts'
import type { PackedOrders } from './packed-orders.ts'

/**
 * Assembles the orders of a group of rows. The rows of an order must come together, and orders by their ids, as `npm run warehouse` sorts
 * them. An order without lines has none in this group.
 * @param values by column; a column may be missing
 * @throws {NeedsImport} when rows are in another order, or one of them is not a plain one
 */
export function assembleRows(
  values: ReadonlyMap<Column, readonly unknown[]>,
  rows: number,
  cells: Cells,
): PackedOrders {
  const column = (name: Column) => values.get(name) ?? []
  const [ids, dates, customers] = [column('order_id'), column('ordered_at'), column('customer_id')]
  const [items, quantities, prices] = [column('item_id'), column('quantity'), column('price')]
  const orders = new Assembly(rows)
  const numbers = new Map<unknown, number>()
  let id: string | undefined
  for (let row = 0; row < rows; row += 1) {
    if (id === undefined || ids[row] !== ids[row - 1]) {
      const own = cells.orderId(ids[row])
      if (id !== undefined && own !== id) {
        orders.end(id)
        inOrder(id, own)
      }
      id = own
    }
    orders.about(cells.moment(dates[row]), cells.customer(customers[row]))
    let item = numbers.get(items[row])
    if (item === undefined) {
      item = orders.numberOf(cells.reference(items[row]))
      numbers.set(items[row], item)
    }
    const quantity = cells.quantity(quantities[row])
    // Of a return, only what it says of its order counts.
    if (quantity > 0) orders.line(item, quantity, cells.price(prices[row], quantity))
  }
  if (id !== undefined) orders.end(id)
  return orders.result()
}

/** @throws {NeedsImport} unless one id comes before the other */
function inOrder(id: string, next: string): void {
  if (byCodePoint(id, next) >= 0) throw new NeedsImport(`orders are not sorted by their ids (${next})`)
}

/** @throws {NeedsImport} for an order that an import refuses */
export function checkSize(order: MinedOrder): void {
  const problem = sizeProblem(order)
  if (problem !== undefined) throw new NeedsImport(problem)
}

function isMined(order: MinedOrder): boolean {
  checkSize(order)
  return order.lines.length > 0
}

/** Two parts of one order. */
function joined(a: MinedOrder, b: MinedOrder): MinedOrder {
  const { lines, ordered_at, customer } = wholeOrder(a.order_id, [asFragment(a), asFragment(b)], '')
  return { order_id: a.order_id, at: ordered_at, customer, lines }
}

const asFragment = ({ order_id, at, customer, lines }: MinedOrder): OrderFragment => ({
  key: order_id,
  more: lines,
  ...(at !== null && { at }),
  ...(customer !== null && { customer }),
})

/** The first and the last order of a group of rows, whose other rows may be in other groups, and what was made of those between them. */
export type GroupOrders<Inner> = { edges: readonly MinedOrder[]; inner: Inner }

/** Joins the orders that are in several groups. Yields orders that are whole, and then what was made of later ones. */
export async function* wholeOrders<Inner>(
  groups: AsyncIterable<GroupOrders<Inner>>,
): AsyncGenerator<GroupOrders<Inner | undefined>> {
  let open: MinedOrder | undefined
  for await (const { edges, inner } of groups) {
    const [first, last] = edges
    if (!first) continue
    const goesOn = open?.order_id === first.order_id
    if (open && !goesOn) inOrder(open.order_id, first.order_id)
    const head: MinedOrder = open && goesOn ? joined(open, first) : first
    const before = open && !goesOn ? [open] : []
    if (last) yield { edges: [...before, head].filter(isMined), inner }
    else yield { edges: before.filter(isMined), inner: undefined }
    open = last ?? head
  }
  if (open) yield { edges: [open].filter(isMined), inner: undefined }
}
