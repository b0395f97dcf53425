import { byCodePoint } from '../../../engine/numbers/sort.ts'
import { type Cells, type Column, NeedsImport } from './cells.ts'
import { OrderBuilder } from './order-builder.ts'
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
  const states = column('status')
  const [items, quantities, prices] = [column('item_id'), column('quantity'), column('price')]
  const orders = new OrderBuilder(rows)
  const numbers = new Map<unknown, number>()
  let id: string | undefined
  for (let row = 0; row < rows; row += 1) {
    if (id === undefined || ids[row] !== ids[row - 1]) {
      const own = cells.orderId(ids[row])
      if (id !== undefined && own !== id) {
        orders.endOrder(id)
        inOrder(id, own)
      }
      id = own
    }
    orders.noteOrder(cells.moment(dates[row]), cells.customer(customers[row]))
    if (!cells.isCounted(states[row])) orders.leaveOut()
    let item = numbers.get(items[row])
    if (item === undefined) {
      item = orders.numberOf(cells.reference(items[row]))
      numbers.set(items[row], item)
    }
    const quantity = cells.quantity(quantities[row])
    // Of a return, only what it says of its order counts.
    if (quantity > 0) orders.addLine(item, quantity, cells.price(prices[row], quantity))
  }
  if (id !== undefined) orders.endOrder(id)
  return orders.result()
}

/** @throws {NeedsImport} unless one id comes before the other */
export function inOrder(id: string, next: string): void {
  if (byCodePoint(id, next) >= 0) throw new NeedsImport(`orders are not sorted by their ids (${next})`)
}
