import { sql } from 'drizzle-orm'
import { jobs } from '../../../schema/jobs.ts'
import type { Touch } from '../../../schema/outcomes/journeys.ts'
import { isPending, newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { upsert } from '../upsert.ts'
import { claimsOn, MAX_REPORT_DELAY, orderIdOf } from './claims.ts'
import type { ClaimedOrder } from './outcomes.ts'
import { TOTALS } from './valued-totals.ts'

/** A visitor with a confirmed order, and the touches before it. */
export type Buyer = ClaimedOrder & {
  /** Keyed hash of the visitor's browser. */
  browser: string
  /** Time of the purchase as the browser reported it: UTC milliseconds. */
  bought_at: number
  /** Keyed hash of the group of addresses that the purchase came from. */
  network: string | null
  touches: Touch[]
}

type Row = Omit<Buyer, 'lines' | 'touches' | 'totals' | 'claims'> & {
  lines: string | null
  totals: string
  touches: string
  claims: string
}

/** The visitors that were looked at, and those of them with a stored order. */
export type BuyersPage = { visitors: number; last: string; buyers: Buyer[] }

/**
 * Visitors whose newest purchase is a counted order, sorted by their ids. The index is named for the reason in outcomes.ts.
 * @param since UTC milliseconds: earlier purchases do not count
 */
export async function readBuyers(store: Store, after: string, limit: number, since = 0): Promise<BuyersPage> {
  const { shop_id } = store
  const rows = await store.db.all<Row>(sql`
    select b.visitor as browser, b.at as bought_at, b.network, b.touches, b.claims, o.customer, o.order_id, o.ordered_at, o.status,
      o.currency, o.lines, ${TOTALS}, null as value
    from (
      select j.visitor, p.network, j.touches, max(p.at) as at, ${orderIdOf(shop_id, sql`p`)} as order_id, ${claimsOn(sql`p`)} as claims
      from journeys j
      cross join purchases p indexed by purchases_by_visitor on p.shop_id = j.shop_id and p.visitor = j.visitor
      where j.shop_id = ${shop_id} and j.visitor > ${after} and p.at >= ${since}
      group by j.visitor order by j.visitor limit ${limit}
    ) b left join orders o on o.shop_id = ${shop_id} and o.order_id = b.order_id and o.status in ${COUNTED}
      and abs(coalesce(o.ordered_at, b.at) - b.at) <= ${MAX_REPORT_DELAY}
    order by b.visitor`)
  const buyers = rows.flatMap(({ lines, totals, touches, claims, ...row }): Buyer[] =>
    lines === null
      ? []
      : [
          {
            ...row,
            lines: JSON.parse(lines),
            totals: JSON.parse(totals),
            touches: JSON.parse(touches),
            claims: JSON.parse(claims),
          },
        ],
  )
  return { visitors: rows.length, last: rows.at(-1)?.browser ?? after, buyers }
}

/** Queues learning, unless it is queued, for a shop whose visitors have bought anything. */
export async function queueLearning(store: Store, now: number): Promise<void> {
  const { shop_id } = store
  const useful = sql`exists (select 1 from purchases where shop_id = ${shop_id}) and not ${isPending(store, 'learn')}`
  await store.db.run(upsert(jobs, shop_id, JSON.stringify([newJob(store, 'learn', '', now)]), useful))
}
