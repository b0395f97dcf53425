import type { OrderTotals } from '../../../schema/orders/orders.ts'
import { type CheckedTotals, totalsOf } from '../../../worker/ingest/import/whole-totals.ts'
import { ordersOf, readFile } from './a-file.ts'

/** Totals of which the source says nothing. */
export const NOTHING_SAID: OrderTotals = {
  ...{ subtotal: null, discount: null, shipping: null, tax: null, tax_included: null, fees: null },
  ...{ total: null, refunded: null, coupons: null, line_discounts: null, refunds: null },
  ...{ channel: null, account: null, market: null },
}

/** Returns the totals of every order of a file, by order. */
export async function totalsIn(file: string): Promise<Map<string, CheckedTotals>> {
  const { rows } = await readFile('orders', file)
  const problem = rows.find((row) => row.problem)?.problem
  if (problem) throw problem
  return new Map([...ordersOf(rows)].map(([key, fragments]) => [key, totalsOf(fragments)]))
}

/** Returns the totals of a file's only order. */
export async function totalsOfOne(file: string): Promise<CheckedTotals> {
  const [only, ...others] = (await totalsIn(file)).values()
  if (!only || others.length > 0) throw new Error('The file does not have one order.')
  return only
}
