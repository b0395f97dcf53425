import { sql } from 'drizzle-orm'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { type CardRow, cardColumns, rowsOf } from '../serving/rows.ts'

/** Alternatives of each kind that may stand in for an item. */
const MAX_STAND_INS = 10

/** Reads an item and what could stand in for it, similar items first, in one round trip. */
export async function readLanding(
  { shop_id, replica }: Store,
  item_id: string,
): Promise<{ own: CardRow | undefined; stand_ins: CardRow[] }> {
  const card = cardColumns(undefined)
  const [own, ...alternatives] = await batch(replica, [
    sql`select ${card} from items i where i.shop_id = ${shop_id} and i.item_id = ${item_id}`,
    ...['related', 'downgrade', 'upgrade'].map(
      (kind) => sql`
        select ${card} from slots s cross join lists l
          on l.shop_id = ${shop_id} and l.slot = s.live_slot and l.kind = 'item' and l.key = ${item_id}
        cross join json_each(coalesce(l.tails -> ${`$.${kind}`}, '[]')) a
        cross join items i on i.shop_id = ${shop_id} and i.item_id = a.value ->> 'item_id'
        where s.shop_id = ${shop_id} order by a.key limit ${MAX_STAND_INS}`,
    ),
  ])
  return { own: rowsOf<CardRow>(own)[0], stand_ins: alternatives.flatMap((one) => rowsOf<CardRow>(one)) }
}
