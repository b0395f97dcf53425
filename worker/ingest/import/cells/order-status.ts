import { ORDER_STATUSES, type OrderStatus } from '../../../../vocabulary/orders.ts'
import type { Row } from '../format.ts'
import { RowProblem } from '../problems.ts'

/** Our status names, those of WooCommerce and its usual plugins, and those of other systems. */
const STATUSES = new Map<string, OrderStatus>([
  ...ORDER_STATUSES.map((status): [string, OrderStatus] => [status, status]),
  ['complete', 'paid'],
  ['completed', 'paid'],
  ['processing', 'paid'],
  ['shipped', 'paid'],
  ['partially-shipped', 'paid'],
  ['delivered', 'paid'],
  ['fulfilled', 'paid'],
  ['partially-refunded', 'paid'],
  ['authorized', 'pending'],
  ['on-hold', 'pending'],
  ['pending-payment', 'pending'],
  ['partially-paid', 'pending'],
  ['canceled', 'cancelled'],
  ['voided', 'cancelled'],
  ['failed', 'cancelled'],
  ['draft', 'cancelled'],
  ['checkout-draft', 'cancelled'],
  ['auto-draft', 'cancelled'],
  ['trash', 'cancelled'],
])

/**
 * The order's status from the column `status`; undefined when empty. `wc-on-hold`, `On hold` and `on_hold` are equal.
 * @throws {RowProblem} `bad_status`: a wrong guess would mine orders that never took place
 */
export function readStatus(row: Row): OrderStatus | undefined {
  const statusName = row
    .cell('status')
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/^wc-/, '')
  if (statusName === '') return undefined
  const status = STATUSES.get(statusName)
  if (!status) {
    const column = row.column('status')
    throw new RowProblem(
      'bad_status',
      column,
      `This status is unknown. Write one of: ${ORDER_STATUSES.join(', ')}.`,
    )
  }
  return status
}
