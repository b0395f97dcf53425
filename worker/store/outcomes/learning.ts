import { sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import type { Touch } from '../../../schema/outcomes/journeys.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { upsert } from '../upsert.ts'
import { claimedOnce, MAX_REPORT_DELAY, orderIdOf, type ReportedOrder } from './outcomes.ts'

/** A visitor with a confirmed order, and the touches before it. */
export type Buyer = ReportedOrder & {
  visitor: string
  /** Time of the purchase as the browser reported it: UTC milliseconds. */
  bought_at: number
  item_ids: string[]
  touches: Touch[]
}

type Row = Omit<Buyer, 'lines' | 'item_ids' | 'touches'> & {
  lines: string
  item_ids: string
  touches: string
}

/**
 * Visitors whose newest purchase is a counted order, sorted by their ids. The index is named for the reason in outcomes.ts.
 * @param since UTC milliseconds: earlier purchases do not count
 */
export async function readBuyers(store: Store, after: string, limit: number, since = 0): Promise<Buyer[]> {
  const { shop_id } = store
  const rows = await store.db.all<Row>(sql`
    select b.visitor, b.at as bought_at, b.item_ids, b.touches, o.order_id, o.ordered_at, o.status, o.currency, o.lines, null as value
    from (
      select j.visitor, p.item_ids, j.touches, max(p.at) as at, ${orderIdOf(shop_id, sql`p`)} as order_id
      from journeys j
      cross join purchases p indexed by purchases_by_visitor on p.shop_id = j.shop_id and p.visitor = j.visitor
      where j.shop_id = ${shop_id} and j.visitor > ${after} and p.at >= ${since}
        and ${claimedOnce(sql`p`)}
      group by j.visitor order by j.visitor limit ${limit}
    ) b left join orders o on o.shop_id = ${shop_id} and o.order_id = b.order_id and o.status in ${COUNTED}
      and abs(coalesce(o.ordered_at, b.at) - b.at) <= ${MAX_REPORT_DELAY}
    order by b.visitor`)
  return rows.map(({ lines, item_ids, touches, ...row }) => ({
    ...row,
    // Without a stored order there is nothing to compare.
    lines: lines === null ? [] : JSON.parse(lines),
    item_ids: JSON.parse(item_ids),
    touches: JSON.parse(touches),
  }))
}

/** Queues learning, unless it is queued, for a shop whose visitors have bought anything. */
export async function queueLearning(store: Store, now: number): Promise<void> {
  const { shop_id } = store
  const useful = sql`exists (select 1 from purchases where shop_id = ${shop_id}) and not ${isPending(store, 'learn')}`
  await store.db.run(upsert(jobs, shop_id, JSON.stringify([newJob(store, 'learn', '', now)]), useful))
}
