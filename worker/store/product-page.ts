import { type SQL, sql } from 'drizzle-orm'
import type { Rung } from '../../engine/rank/candidates.ts'
import { batch } from './batch.ts'
import {
  CARD,
  type CardRow,
  cardOf,
  type Found,
  type ListedRow,
  refuseReplacements,
  rowsOf,
  type Stated,
  shopOf,
  statedCard,
  theShop,
} from './cards.ts'
import type { Store } from './open.ts'

/** Companions joined from each rung: limit and spares of the largest panel. */
const JOINED = 30
/** Joined from the lower rungs: they only fill up. */
const JOINED_BELOW = 12
/** Relations read of one item, two rows each. They come by id, so a cut may lose a substitute: hence so many. */
const MOST_RELATIONS = 200
const RUNG: Record<'item' | 'category' | 'shop', Rung> = {
  item: 'mined',
  category: 'category',
  shop: 'bestseller',
}

/** All that a product page needs, in one round trip. Rows read: docs/METHOD.md, "What an answer reads". */
export async function readProductPage(store: Store, item_id: string, now: number): Promise<Found> {
  const { shop_id, replica } = store
  const [found, relations, lists] = await batch(replica, [
    theShop(shop_id),
    relationsOf(shop_id, item_id, now),
    sql`
      select sl.live_model, l.kind, l.key, l.seed_orders, c.value ->> 'score' as score,
        c.value ->> 'co_orders' as co_orders, c.value ->> 'item_orders' as item_orders, ${CARD}
      from slots sl
      left join items seed on seed.shop_id = sl.shop_id and seed.item_id = ${item_id}
      cross join (select 'item' as kind union all select 'category' union all select 'shop') k
      left join lists l on l.shop_id = sl.shop_id and l.slot = sl.live_slot and l.kind = k.kind
        and l.key = case k.kind when 'item' then ${item_id} when 'category' then seed.category else '' end
      left join json_each(l.companions) c
        on c.key < case k.kind when 'item' then ${JOINED} else ${JOINED_BELOW} end
      left join items i on i.shop_id = sl.shop_id and i.item_id = c.value ->> 'item_id'
      where sl.shop_id = ${shop_id}`,
  ])
  const listed = rowsOf<ListedRow>(lists)
  const related = rowsOf<Stated & CardRow>(relations)
  const candidates = [
    ...related.flatMap((row) => statedCard(row, row)),
    ...listed.flatMap((row) =>
      row.kind === null
        ? []
        : cardOf(row, { ...row, source: RUNG[row.kind], seed_item_id: row.kind === 'shop' ? '' : item_id }),
    ),
  ]
  const refused = refuseReplacements(new Map([[item_id, 'on_the_page']]), related)
  return { shop: shopOf(found), model_id: listed[0]?.live_model ?? '', refused, candidates }
}

function relationsOf(shop_id: string, item_id: string, now: number): SQL {
  return sql`
    select r.item_id as seed_item_id, r.related_item_id, r.relationship_type, r.position, ${CARD}
    from relations r left join items i on i.shop_id = r.shop_id and i.item_id = r.related_item_id
    where r.shop_id = ${shop_id} and r.item_id = ${item_id}
      and coalesce(r.start_at, ${now}) <= ${now} and coalesce(r.end_at, ${now + 1}) > ${now}
    limit ${MOST_RELATIONS}`
}
