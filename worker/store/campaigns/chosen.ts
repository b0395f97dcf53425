import { sql } from 'drizzle-orm'
import type { CampaignRow } from '../../../schema/campaigns/campaigns.ts'
import type { MemberRole } from '../../../vocabulary/decisions/campaigns.ts'
import { batch } from '../batch.ts'
import { paidFor } from '../customers/purchases.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'

/** Members of a role with an option: how many, what they are worth and cost, and the variance of their worth by chance. */
export type ChosenSum = {
  role: MemberRole
  option: number | null
  members: number
  worth: number
  cost: number
  variance: number
}

/** Members whose purchases tell how much purchases vary, and the window in which they are summed up. */
const SAMPLE = 1_000

/** What customers pay in a window, minor units. */
export type Spending = { customers: number; mean: number; squares: number }

/** Sums of the plan, and how much customers of it pay in so many milliseconds. */
export async function readChosen(
  { shop_id, d1 }: Store,
  { campaign_id, campaign }: Pick<CampaignRow, 'campaign_id' | 'campaign'>,
  currency: string,
  window: number,
  now: number,
): Promise<{ sums: ChosenSum[]; spending: Spending }> {
  // What a purchase brings with the probability of the effect: only the worth of a margin has the costs taken off.
  const gain = campaign.goal === 'margin' ? sql`(m.worth + (o.value ->> 2))` : sql`m.worth`
  const own = sql`shop_id = ${shop_id} and campaign_id = ${campaign_id}`
  const [sums, spent] = await batch(d1, [
    sql`select m.role, m.option, count(*) as members, coalesce(sum(m.worth), 0) as worth, coalesce(sum(o.value ->> 2), 0) as cost,
        coalesce(sum(${gain} * ${gain} * (1 - (o.value ->> 4)) / (o.value ->> 4)), 0) as variance
      from campaign_members m left join json_each(m.options) o on (o.value ->> 0) = m.option
      where m.shop_id = ${shop_id} and m.campaign_id = ${campaign_id} and m.role is not null group by 1, 2`,
    sql`select count(*) as customers, coalesce(avg(paid), 0) as mean, coalesce(sum(paid * paid), 0) as squares from (
        select w.customer, coalesce((
          select sum(${paidFor(currency)}) from json_each(${keysOfOne(sql`${shop_id}`, sql`w.customer`)}) k
          cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
          where o.status in ${COUNTED} and o.ordered_at > ${now - window}), 0) as paid
        from (select customer from campaign_members where ${own} and role in ('contact', 'control')
          order by customer limit ${SAMPLE}) w)`,
  ])
  return {
    sums: rowsOf<ChosenSum>(sums),
    spending: rowsOf<Spending>(spent)[0] ?? { customers: 0, mean: 0, squares: 0 },
  }
}
