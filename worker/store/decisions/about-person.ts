import { sql } from 'drizzle-orm'
import type { AccountBuyer } from '../../../schema/accounts/buyers.ts'
import { type AccountOutcome, accountOutcomes } from '../../../schema/accounts/outcomes.ts'
import type { CustomerDetails } from '../../../schema/customers/details.ts'
import { type ResponseRow, responses } from '../../../schema/decisions/responses.ts'
import type { Journey } from '../../../schema/outcomes/journeys.ts'
import { type CustomEventRow, customEvents } from '../../../schema/triggers/custom-events.ts'
import { type FiringRow, triggerFirings } from '../../../schema/triggers/firings.ts'
import type { ContactState, MemberRole } from '../../../vocabulary/decisions/campaigns.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { selectPersonDetails } from '../customers/details.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { listDecisions, type StoredDecision } from './decisions.ts'

/** Decisions and answers of one person that are read: with one a day more than a year. */
const MAX_ROWS = 500

export type AboutPerson = {
  details: CustomerDetails[]
  decisions: StoredDecision[]
  responses: ResponseRow[]
  firings: FiringRow[]
  events: CustomEventRow[]
  viewed: { item_id: string; day: number }[]
  campaigns: CampaignOfPerson[]
  journeys: Pick<Journey, 'touches' | 'views'>[]
  /** Accounts for which the person buys or bought, and what reps recorded about talks with the person. */
  accounts: Omit<AccountBuyer, 'shop_id' | 'customer'>[]
  talks: AccountOutcome[]
}

/** What a person is in a campaign. */
export type CampaignOfPerson = {
  campaign_id: string
  name: string
  role: MemberRole
  state: ContactState | null
  released_at: number | null
  /** Numbers from which the effect of contacts is learned. */
  features: number[]
}

/** What the shop says of a person and has decided about them, the newest first. @param customer any key of the person */
export async function readAboutPerson(store: Store, customer: string): Promise<AboutPerson> {
  const { shop_id, d1 } = store
  const person = keysOfPeople(shop_id, sql`${JSON.stringify([customer])}`)
  const [said, answered, fired, posted, viewed, members, browsed, buying, talked] = await batch(d1, [
    selectPersonDetails(shop_id, person),
    sql`select r.* from (${person}) k cross join responses r on r.shop_id = ${shop_id} and r.customer = k.key
      order by r.at desc limit ${MAX_ROWS}`,
    sql`select f.* from (${person}) k cross join trigger_firings f indexed by trigger_firings_by_customer
      on f.shop_id = ${shop_id} and f.customer = k.key order by f.created_at desc limit ${MAX_ROWS}`,
    sql`select e.* from (${person}) k cross join custom_events e on e.shop_id = ${shop_id} and e.customer = k.key
      order by e.received_at desc limit ${MAX_ROWS}`,
    sql`select w.item_id, max(w.day) as day from (${person}) k cross join viewed_items w
      on w.shop_id = ${shop_id} and w.customer = k.key group by 1 order by 2 desc, 1 limit ${MAX_ROWS}`,
    sql`select m.campaign_id, c.campaign ->> '$.name' as name, m.role, m.state, m.released_at, m.features
      from (${person}) k cross join campaign_members m indexed by campaign_members_by_customer
        on m.shop_id = ${shop_id} and m.customer = k.key
      cross join campaigns c on c.shop_id = ${shop_id} and c.campaign_id = m.campaign_id
      where m.role is not null order by m.campaign_id desc limit ${MAX_ROWS}`,
    // Few ask for this, so journeys have no index by customer: it would be written with every beacon.
    sql`select j.touches, j.views from journeys j
      where j.shop_id = ${shop_id} and j.customer in (select key from (${person})) order by j.last_at desc limit ${MAX_ROWS}`,
    sql`select b.account_id, b.role, b.since, b.until from (${person}) k cross join account_buyers b
      on b.shop_id = ${shop_id} and b.customer = k.key order by b.since`,
    // As few ask for this, outcomes have no index by customer.
    sql`select o.* from account_outcomes o where o.shop_id = ${shop_id} and o.customer in (select key from (${person}))
      order by o.at desc limit ${MAX_ROWS}`,
  ])
  return {
    details: rowsOf<{ details: string }>(said).map((row) => JSON.parse(row.details)),
    responses: rowsOf<object>(answered).map((row) => rowOfTable(responses, row)),
    firings: rowsOf<object>(fired).map((row) => rowOfTable(triggerFirings, row)),
    events: rowsOf<object>(posted).map((row) => rowOfTable(customEvents, row)),
    viewed: rowsOf(viewed),
    campaigns: rowsOf<Omit<CampaignOfPerson, 'features'> & { features: string }>(members).map((row) => ({
      ...row,
      features: JSON.parse(row.features),
    })),
    journeys: rowsOf<{ touches: string; views: string }>(browsed).map((row) => ({
      ...{ touches: JSON.parse(row.touches), views: JSON.parse(row.views) },
    })),
    accounts: rowsOf(buying),
    talks: rowsOf<object>(talked).map((row) => rowOfTable(accountOutcomes, row)),
    decisions: await listDecisions(store, { customer }, '~', MAX_ROWS),
  }
}
