import { DIALECTS, type Engine } from './dialects.ts'
import { type MoreColumn, ordersQuery } from './orders-statement.ts'
import { MIN_ORDERS, planOf } from './plan.ts'

/** Engines whose statements were run, and their rows compared with those of the engine here. */
export const TESTED: readonly Engine[] = ['duckdb', 'clickhouse', 'sqlite']

const stateOf = (engine: Engine) =>
  TESTED.includes(engine)
    ? 'run and compared with the engine'
    : 'UNTESTED: written by the documents of the engine, never run'

const FOR_ORDERS = `-- Needs: pairwell_orders(order_id, customer_id, ordered_at, item_id, quantity, price), a row for each line: texts; null, a blank or 0
--        for an unknown customer; a time without a zone is read in that of the shop, so write UTC and mine with --time-zone UTC,
--        or seconds since 1970. A view of your tables will do; cast ids to texts in it, and in Snowflake times to timestamp_ntz,
--        because it writes no others to Parquet.
-- Where the engine writes several files, empty the folder first: fewer files than before leave old ones behind.
-- Then:  npm run mine -- --items products.csv --orders FILE_OR_FOLDER
--        on a machine of yours. Only lists of items, counts and settings leave it, and only with --publish.`

/** The statement that writes all orders for \`npm run mine\`, with what it needs. */
export function ordersStatementFor(engine: Engine, more: readonly MoreColumn[] = []): string {
  const dialect = DIALECTS[engine]
  const title = `-- Pairwell, orders out of ${engine} without the keys of customers (${stateOf(engine)})`
  return `${title}\n${FOR_ORDERS}\n\n${dialect.toParquet(ordersQuery(dialect, more))};\n`
}

const FOR_COUNTS = `-- Needs: pairwell_orders(order_id, customer_id, ordered_at, item_id), texts and seconds since 1970 (null: unknown),
--        pairwell_items(item, item_id), the number of each id in ascending order of the ids, from 0,
--        and before "credits" pairwell_shares(i, j, e0), integers that Pairwell makes of the pairs.`

/** The statements that count what mining counts as one text, with what each is for. */
export function countsFor(engine: Engine, minOrders = MIN_ORDERS): string {
  const parts = planOf(DIALECTS[engine], minOrders).map(({ name, what, sql, home }) => {
    const rows = home ? `rows come home: ${home.join(', ')}` : 'rows stay in the warehouse'
    return `-- ${name}: ${what} (${rows})\n${sql};`
  })
  return `${[`-- Pairwell, statements for ${engine} (${stateOf(engine)})`, FOR_COUNTS].join('\n')}\n\n${parts.join('\n\n')}\n`
}
