import type { ImportRow, RowError } from '../../../schema/imports/imports.ts'
import type { Tally } from '../../../schema/imports/report.ts'
import { type OrderTotals, orders } from '../../../schema/orders/orders.ts'
import { jsonBytes } from '../../../schema/shapes.ts'
import type { DropCode } from '../../../vocabulary/left-out.ts'
import { MAX_AMOUNT, MAX_LINES, MAX_ROW_BYTES } from '../../../vocabulary/limits.ts'
import { SURELY_FITS } from '../../../vocabulary/orders.ts'
import type { Catalogue } from '../../models/catalogue.ts'
import type { Put } from '../../store/imports/apply.ts'
import { type Fragment, isOrder, type WholeOrder, wholeOrder } from './fragments.ts'
import { TotalsCount } from './totals-count.ts'
import { totalsOf } from './whole-totals.ts'

const least = (a: number | undefined, b: number) => (a === undefined ? b : Math.min(a, b))
const most = (a: number | undefined, b: number) => (a === undefined ? b : Math.max(a, b))

/** A copy of the counts so far, to add to. */
export function continued(before: Tally) {
  const tally: Tally = { ...before, dropped: { ...before.dropped } }
  const drop = (reason: DropCode) => {
    tally.dropped[reason] = (tally.dropped[reason] ?? 0) + 1
  }
  return { tally, drop }
}

/** Why an order from a file cannot be stored, as the JSON door says it; undefined when it can. */
export function sizeProblem({ lines }: Pick<WholeOrder, 'lines'>): string | undefined {
  if (lines.length > MAX_LINES) return `The order has more than ${MAX_LINES} lines. Divide it into several.`
  if (lines.reduce((sum, [, quantity, price]) => sum + quantity * (price ?? 0), 0) > MAX_AMOUNT)
    return `The lines of the order cost more than ${MAX_AMOUNT} minor units together. Correct a quantity or a price.`
  // Discounts and refunds of the lines repeat their references.
  if (lines.length > SURELY_FITS && 3 * jsonBytes(lines) > MAX_ROW_BYTES)
    return 'The names of the lines of the order are too long together. Divide it into several orders.'
  return undefined
}

/** The rows of the orders of one bucket. */
export function putOrders(
  { tally: before, created_at, received }: ImportRow,
  groups: Map<string, Fragment[]>,
  currency: string,
  catalogue: Catalogue,
): Put {
  const { tally, drop } = continued(before)
  const checks = new TotalsCount(tally.totals)
  const matched = { id: 0, sku: 0, name: 0, nothing: 0, ...tally.lines_matched }
  tally.found += groups.size
  const errors: RowError[] = []
  const returned: string[] = []
  const order_names: NonNullable<Put['order_names']>[number][] = []
  const cells = []
  for (const [key, fragments] of groups) {
    const parts = fragments.filter(isOrder)
    const order = wholeOrder(key, parts, currency, received?.date_order?.order)
    if (order.ordered_at !== null) {
      tally.first_order_at = least(tally.first_order_at, order.ordered_at)
      tally.last_order_at = most(tally.last_order_at, order.ordered_at)
    }
    const problem = sizeProblem(order)
    if (problem !== undefined) {
      drop('too_large')
      errors.push({
        row: 0,
        column: '',
        code: 'order_too_large',
        message: `${problem} (order ${key})`,
        value: '',
      })
      continue
    }
    if (order.lines.length === 0) {
      drop('no_line_left')
      returned.push(key)
      continue
    }
    // Stored, so that a later file can correct it, but not mined.
    if (order.status !== 'paid' && order.status !== 'pending') drop(order.status)
    else if (order.lines.length > 1) tally.orders_with_two = (tally.orders_with_two ?? 0) + 1
    for (const [reference] of order.lines) matched[catalogue.find(reference).match] += 1
    const checked = totalsOf(parts, order.lines)
    checks.add(order, checked)
    for (const { platform_id } of parts) {
      if (platform_id)
        order_names.push({ platform: platform_id[0], platform_id: platform_id[1], order_id: key })
    }
    cells.push({ ...order, ...stated(checked.totals), as_of: created_at })
  }
  tally.lines_matched = matched
  if (checks.result) tally.totals = checks.result
  return { table: orders, cells, tally, errors, returned, ...(order_names.length > 0 && { order_names }) }
}

/** The totals without nulls: a bucket of orders without totals would need twice as many statements (BUCKETS_PER_RUN). */
const stated = (totals: OrderTotals): Partial<OrderTotals> =>
  Object.fromEntries(Object.entries(totals).filter(([, value]) => value !== null))
