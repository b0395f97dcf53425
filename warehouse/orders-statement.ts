import type { Dialect } from './dialects.ts'

/** Columns that a shop may want to export besides the usual ones, by the names that an import knows (docs/API.md). */
export const MORE_COLUMNS = [
  ...['sku', 'item_name', 'currency', 'status', 'recommendation_id', 'line_discount', 'refunded_quantity'],
  ...[
    'refunded_amount',
    'subtotal',
    'discount',
    'shipping',
    'tax',
    'tax_included',
    'fees',
    'total',
    'refunded',
  ],
  ...['channel', 'market'],
] as const
export type MoreColumn = (typeof MORE_COLUMNS)[number]
export const isMoreColumn = (name: string): name is MoreColumn => MORE_COLUMNS.some((one) => one === name)

/** The columns of every export. Amounts are of one piece, as in a plain file of orders. */
const USUAL = ['ordered_at', 'item_id', 'quantity', 'price'] as const

/** Not so are null, blanks, and the number that shop systems give to all guests: as an import reads them (worker/ingest/identity/identifier.ts). */
export const IS_KNOWN = `trim(customer_id) not in ('', '0')`

/**
 * The query of all order lines for `npm run mine`: customers as numbers in the order of their first order, so that no key of a customer leaves
 * the engine. Keys have no part in a model (docs/METHOD.md, "Capacity and determinism"), so it is that of the orders as they are.
 * Lines of an order come together, and files may be cut between any two.
 *
 * The engine needs `pairwell_orders(order_id, customer_id, ordered_at, item_id, quantity, price)` and the columns of `more`: ids are texts;
 * null, a blank or 0 is an unknown customer; ordered_at is a time, or seconds since 1970.
 */
export const ordersQuery = ({ text }: Pick<Dialect, 'text'>, more: readonly MoreColumn[] = []): string => {
  // Without a partner ClickHouse joins a zero, others null.
  const customer = text('nullif(b.number, 0)')
  const columns = [...USUAL, ...more].map((name) => `o.${name} as ${name}`)
  return `with firsts as (
  select customer_id, min(order_id) as first_order
  from pairwell_orders where ${IS_KNOWN} group by customer_id
), buyers as (
  select customer_id, row_number() over (order by first_order, customer_id) as number from firsts
)
select o.order_id as order_id, ${customer} as customer_id,
  ${columns.join(', ')}
from pairwell_orders o left join buyers b on b.customer_id = o.customer_id
order by o.order_id`
}
