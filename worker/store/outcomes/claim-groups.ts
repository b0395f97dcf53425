import { sql } from 'drizzle-orm'
import { DAY, HOUR, MINUTE } from '../../../vocabulary/time.ts'
import type { Store } from '../open.ts'
import { orderIdOf } from './claims.ts'
import type { Days } from './reports.ts'

/** Age of a visitor when it claims an order: time since its first event, `unknown` where that is deleted or was never sent. */
export const VISITOR_AGES = [
  'unknown',
  'under a minute',
  'under an hour',
  'under a day',
  'a day or more',
] as const
type VisitorAge = (typeof VISITOR_AGES)[number]

/** Claims of one visitor within an hour. */
export type ClaimCount = {
  /** Keyed hashes; the network is '' where the address was not known. */
  visitor: string
  network: string
  age: VisitorAge
  /** Hours since 1970-01-01 UTC. */
  hour: number
  claims: number
  /** Those with an order token of the shop's server. */
  signed: number
  /** Those that name an order that the shop has sent. */
  found: number
  /** Those on orders that other visitors claim as well. */
  disputed: number
}

/** Claims that one report counts, the newest first: each costs the lookup of its order. */
export const MAX_CLAIMS_COUNTED = 20_000

/** Claims on orders that arrived in a range of days, by visitor and hour. */
export const readClaimCounts = async (store: Store, { from, to }: Days): Promise<ClaimCount[]> =>
  await store.db.all<ClaimCount>(sql`
    with claimed as (
      select p.visitor, coalesce(p.network, '') as network, p.received_at, p.received_at - j.first_at as age,
        p.proof is not null as signed, ${orderIdOf(store.shop_id, sql`p`)} is not null as found,
        exists (select 1 from purchases q where q.shop_id = p.shop_id and q.transaction_id = p.transaction_id
          and q.visitor <> p.visitor) as disputed
      from purchases p left join journeys j on j.shop_id = p.shop_id and j.visitor = p.visitor
      where p.shop_id = ${store.shop_id} and p.received_at >= ${from * DAY} and p.received_at < ${(to + 1) * DAY}
      order by p.received_at desc limit ${MAX_CLAIMS_COUNTED})
    select visitor, network, case when age is null then 'unknown' when age < ${MINUTE} then 'under a minute'
      when age < ${HOUR} then 'under an hour' when age < ${DAY} then 'under a day' else 'a day or more' end as age,
      cast(received_at / ${HOUR} as integer) as hour, count(*) as claims, sum(signed) as signed, sum(found) as found, sum(disputed) as disputed
    from claimed group by 1, 2, 3, 4`)
