import { DIALECTS, type Engine } from './dialects.ts'
import { MIN_ORDERS, planOf } from './plan.ts'

/** Engines whose statements were run and compared with the engine's own loop. */
export const TESTED: readonly Engine[] = ['duckdb', 'clickhouse', 'sqlite']

const INPUT = `-- Needs: pairwell_orders(order_id, customer_id, ordered_at, item_id), texts and seconds since 1970 (null: unknown),
--        pairwell_items(item, item_id), the number of each id in ascending order of the ids, from 0,
--        and before "credits" pairwell_shares(i, j, e0), integers that Pairwell makes of the pairs.`

/** All statements for an engine as one text, with what each is for. */
export function statementsFor(engine: Engine, minOrders = MIN_ORDERS): string {
  const state = TESTED.includes(engine)
    ? 'run and compared with the engine'
    : 'UNTESTED: written by the documents of the engine, never run'
  const parts = planOf(DIALECTS[engine], minOrders).map(({ name, what, sql, home }) => {
    const rows = home ? `rows come home: ${home.join(', ')}` : 'rows stay in the warehouse'
    return `-- ${name}: ${what} (${rows})\n${sql};`
  })
  return `${[`-- Pairwell, statements for ${engine} (${state})`, INPUT].join('\n')}\n\n${parts.join('\n\n')}\n`
}
