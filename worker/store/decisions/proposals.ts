import { type SQL, sql } from 'drizzle-orm'
import { CURRENT_BEST_SELLERS_KEY } from '../../../vocabulary/lists.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { type CardRow, cardColumns, rowsOf } from '../serving/rows.ts'

/** Items of a person whose lists are read, and companions of them all. */
const MAX_SEEDS = 20
const MAX_COMPANIONS = 200

/** An item that goes with what a person bought. */
export type ProposedRow = CardRow & {
  /** Sum of its weights in a cart of these items, 0 for a best seller. */
  score: number
  item_orders: number
  /** UTC milliseconds of the model's first order; null for orders without dates. */
  since: number | null
}

/** What an item's purchases say about buying it again. */
export type RepeatRow = CardRow & { repeat_days: number }

/** What could be proposed to a person. */
export type Proposals = { companions: ProposedRow[]; repeated: RepeatRow[] }

/** Statements that one person takes. */
const STATEMENTS = 3

/**
 * Reads what could be proposed to each of these people, in one round trip: companions of what the person bought, the shop's best sellers, and what was bought
 * where people buy it again.
 * @param bought of each person, most often bought first; at most 20 people, because each takes three statements
 */
export async function readProposals(
  { shop_id, replica }: Store,
  bought: readonly (readonly string[])[],
): Promise<Proposals[]> {
  const results =
    bought.length === 0
      ? []
      : await batch(
          replica,
          bought.flatMap((items) => selectProposals(shop_id, items)),
        )
  return bought.map((_, at) => {
    const [companions, best, repeated] = results.slice(at * STATEMENTS, (at + 1) * STATEMENTS)
    return {
      companions: [...rowsOf<ProposedRow>(companions), ...rowsOf<ProposedRow>(best)],
      repeated: rowsOf<RepeatRow>(repeated),
    }
  })
}

function selectProposals(shop_id: string, bought: readonly string[]): SQL[] {
  const seeds = sql`json_each(${JSON.stringify(bought.slice(0, MAX_SEEDS))})`
  const card = cardColumns(new Set())
  const live = sql`l.shop_id = ${shop_id} and l.slot = (select live_slot from slots where shop_id = ${shop_id})`
  const since = sql`(select m.counts ->> 'first_order_at' from slots q cross join models m on m.shop_id = q.shop_id and m.model_id = q.live_model
    where q.shop_id = ${shop_id}) as since`
  return [
    sql`
      select s.score, s.item_orders, ${since}, ${card} from (
        select c.value ->> 'item_id' as item_id, sum(c.value ->> 'cart_weight') as score, max(c.value ->> 'item_orders') as item_orders
        from ${seeds} b cross join lists l on ${live} and l.kind = 'item' and l.key = b.value
        cross join json_each(l.companions) c
        group by 1 having score > 0 order by score desc, 1 limit ${MAX_COMPANIONS}) s
      cross join items i on i.shop_id = ${shop_id} and i.item_id = s.item_id order by s.score desc, i.item_id`,
    sql`
      select 0 as score, c.value ->> 'item_orders' as item_orders, ${since}, ${card} from lists l cross join json_each(l.companions) c
      cross join items i on i.shop_id = ${shop_id} and i.item_id = c.value ->> 'item_id'
      where ${live} and l.kind = 'shop' and l.key = ${CURRENT_BEST_SELLERS_KEY} order by c.key`,
    sql`
      select l.tails ->> '$.repeat.days' as repeat_days, ${card} from json_each(${JSON.stringify(bought)}) b
      cross join lists l on ${live} and l.kind = 'item' and l.key = b.value
      cross join items i on i.shop_id = ${shop_id} and i.item_id = b.value
      where l.tails ->> '$.repeat.days' is not null`,
  ]
}
