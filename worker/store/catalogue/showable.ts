import { sql } from 'drizzle-orm'
import type { Showable } from '../../../schema/imports/report.ts'
import type { Store } from '../open.ts'

/**
 * How many items shoppers can see, and by which condition the others are left out: the first that applies, in the order of the
 * filters of panels (engine/rank/filters.ts), then what a card needs. Reads every item.
 * @param needsPictures whether a card needs a picture and a link (setting `pictures`)
 */
export async function countShowable(store: Store, needsPictures: boolean): Promise<Showable> {
  const rows = await store.db.all<{ reason: string; number: number }>(sql`
    select case
        when not i.published then 'unpublished'
        when not i.recommendable or e.status = 'excluded' then 'excluded'
        when e.status = 'found' then 'non_goods'
        when i.gift_card then 'gift_card'
        when i.availability = 'out_of_stock' then 'out_of_stock'
        when i.price = 0 then 'price_zero'
        when ${needsPictures ? 1 : 0} and coalesce(i.url, '') = '' then 'no_link'
        when ${needsPictures ? 1 : 0} and coalesce(i.image_url, '') = '' then 'no_picture'
        else 'shown' end as reason, count(*) as number
    from items i left join exclusions e on e.shop_id = i.shop_id and e.item_id = i.item_id
    where i.shop_id = ${store.shop_id} group by 1 order by 2 desc, 1`)
  const shown = rows.find(({ reason }) => reason === 'shown')?.number ?? 0
  const others = rows.filter(({ reason }) => reason !== 'shown')
  return {
    items: rows.reduce((sum, { number }) => sum + number, 0),
    shown,
    reasons: Object.fromEntries(others.map(({ reason, number }) => [reason, number])),
  }
}
