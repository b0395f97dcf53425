import { sql } from 'drizzle-orm'
import { COUNTED_STATUSES, type OrderStatus } from '../../../vocabulary/orders.ts'

/** The right side of `status in`. Literals, so that partial indexes match. */
const listOf = (statuses: readonly OrderStatus[]) =>
  sql.raw(`(${statuses.map((status) => `'${status}'`).join(', ')})`)

/** Statuses of orders that are mined and valued. */
export const COUNTED = listOf(COUNTED_STATUSES)
/** The same with the orders that were given back whole. */
export const COUNTED_OR_RETURNED = listOf([...COUNTED_STATUSES, 'refunded'])
