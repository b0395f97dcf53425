import { sizeProblem } from '../../../worker/ingest/import/assemble-orders.ts'
import { type OrderFragment, wholeOrder } from '../../../worker/ingest/import/fragments.ts'
import type { MinedOrder } from '../../../worker/store/orders/orders.ts'
import { inOrder } from './assemble-rows.ts'
import { NeedsImport } from './cells.ts'
import type { GroupOrder } from './packed-orders.ts'

/** @throws {NeedsImport} for an order that an import refuses */
function checkSize(order: MinedOrder): void {
  const problem = sizeProblem(order)
  if (problem !== undefined) throw new NeedsImport(problem)
}

function isMined(order: GroupOrder): boolean {
  checkSize(order)
  return order.counts && order.lines.length > 0
}

/** Two parts of one order. */
function joined(a: GroupOrder, b: GroupOrder): GroupOrder {
  const { lines, ordered_at, customer } = wholeOrder(a.order_id, [asFragment(a), asFragment(b)], '')
  return { order_id: a.order_id, at: ordered_at, customer, lines, counts: a.counts && b.counts }
}

const asFragment = ({ order_id, at, customer, lines }: MinedOrder): OrderFragment => ({
  key: order_id,
  more: lines,
  ...(at !== null && { at }),
  ...(customer !== null && { customer }),
})

/** The first and the last order of a group of rows, whose other rows may be in other groups, and what was made of those between them. */
export type GroupOrders<Inner> = {
  edges: readonly GroupOrder[]
  inner: Inner
  /** Those between them that may be too large. */
  large?: readonly GroupOrder[]
}

/** Joins the orders that are in several groups. Yields orders that are whole, and then what was made of later ones. */
export async function* wholeOrders<Inner>(
  groups: AsyncIterable<GroupOrders<Inner>>,
): AsyncGenerator<GroupOrders<Inner | undefined>> {
  let open: GroupOrder | undefined
  for await (const { edges, inner, large = [] } of groups) {
    for (const order of large) checkSize(order)
    const [first, last] = edges
    if (!first) continue
    const goesOn = open?.order_id === first.order_id
    if (open && !goesOn) inOrder(open.order_id, first.order_id)
    const head: GroupOrder = open && goesOn ? joined(open, first) : first
    const before = open && !goesOn ? [open] : []
    if (last) yield { edges: [...before, head].filter(isMined), inner }
    else yield { edges: before.filter(isMined), inner: undefined }
    open = last ?? head
  }
  if (open) yield { edges: [open].filter(isMined), inner: undefined }
}
