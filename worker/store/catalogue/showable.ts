import { type SQL, sql } from 'drizzle-orm'
import type { Showable } from '../../../schema/imports/report.ts'
import type { Settings } from '../../../schema/shop/settings.ts'
import type { Store } from '../open.ts'

/** What of the settings decides which items panels show: whether a card needs a picture and a link, and the default rules. */
export type ShownBy = Pick<Settings, 'pictures' | 'panel_rules'>

/**
 * Why no panel shows an item: the first condition that applies, in the order of the filters of panels (engine/rank/filters.ts),
 * then what a card needs. An SQL expression with a value of NOT_SHOWN, or null for an item that is shown.
 * @param row alias of a row of item_search
 */
export function notShownReason(row: 's', { pictures, panel_rules }: ShownBy): SQL {
  const s = sql.raw(row)
  const exclusion = sql`(select e.status from exclusions e where e.shop_id = ${s}.shop_id and e.item_id = ${s}.item_id)`
  const holds = (condition: boolean) => sql.raw(condition ? 'true' : 'false')
  const needs = holds(pictures !== 'optional')
  const { sold_out, non_goods } = panel_rules
  return sql`case
    when not ${s}.published then 'unpublished'
    when not ${s}.recommendable or ${exclusion} = 'excluded' then 'excluded'
    when ${holds(non_goods !== 'show')} and ${exclusion} = 'found' then 'non_goods'
    when ${s}.gift_card then 'gift_card'
    when ${holds(sold_out !== 'last')} and ${s}.availability = 'out_of_stock' then 'out_of_stock'
    when ${s}.price = 0 then 'price_zero'
    when ${needs} and not ${s}.has_link then 'no_link'
    when ${needs} and not ${s}.has_picture then 'no_picture'
    end`
}

/** How many items shoppers can see, and by which condition the others are left out. Reads the narrow row of every item. */
export async function countShowable(store: Store, shop: ShownBy): Promise<Showable> {
  const rows = await store.db.all<{ reason: string; number: number }>(sql`
    select coalesce(${notShownReason('s', shop)}, 'shown') as reason, count(*) as number
    from item_search s where s.shop_id = ${store.shop_id} group by 1 order by 2 desc, 1`)
  const shown = rows.find(({ reason }) => reason === 'shown')?.number ?? 0
  const others = rows.filter(({ reason }) => reason !== 'shown')
  return {
    items: rows.reduce((sum, { number }) => sum + number, 0),
    shown,
    reasons: Object.fromEntries(others.map(({ reason, number }) => [reason, number])),
  }
}
