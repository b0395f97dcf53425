import { sql } from 'drizzle-orm'
import { COUNTED_STATUSES } from '../../../vocabulary/orders.ts'

/** Statuses of orders that are mined and valued, as the right side of `status in`. Literals, so that partial indexes match. */
export const COUNTED = sql.raw(`(${COUNTED_STATUSES.map((status) => `'${status}'`).join(', ')})`)
