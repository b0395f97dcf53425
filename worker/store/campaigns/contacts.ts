import { sql } from 'drizzle-orm'
import type { WrittenCampaign } from '../../../schema/campaigns/campaigns.ts'
import type { ContactCalendar, CustomerContacts } from '../../../schema/campaigns/contacts.ts'
import type { CampaignMember } from '../../../schema/campaigns/members.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { firstIdOf } from '../ids.ts'
import type { Store } from '../open.ts'
import { keysOfPeople } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'

/** A decision is valid for so many days at most, and its contacts lie within them. */
const LONGEST_DECISION = 91 * DAY

/** Contacts of the days between two times (UTC milliseconds), by day and channel. @param now planned contacts of decisions that are over are left out */
export async function readCalendar(
  { shop_id, replica }: Store,
  from: number,
  until: number,
  now: number,
): Promise<ContactCalendar['days']> {
  const [found] = await batch(replica, [
    sql`select date(at / 1000, 'unixepoch') as day, channel, sum(made) as made, sum(not made) as planned from contacts
      where shop_id = ${shop_id} and decision_id >= ${firstIdOf('dec', from - LONGEST_DECISION)} and decision_id < ${firstIdOf('dec', until)}
        and at >= ${from} and at < ${until} and (made or expires_at > ${now})
      group by 1, 2 order by 1, 2`,
  ])
  return rowsOf(found)
}

/** A campaign in which a person is, with what the person is in it. */
export type Membership = Pick<CampaignMember, 'campaign_id' | 'role' | 'state' | 'option'> & {
  campaign: WrittenCampaign
}

/** Contacts that are listed of one person. */
const MAX_LISTED = 100

/** The newest contacts of a person, made or planned, and the campaigns that run or wait in which the person is. */
export async function readContactsOf(
  { shop_id, d1 }: Store,
  customer: string,
  now: number,
): Promise<{ contacts: CustomerContacts['contacts']; memberships: Membership[] }> {
  const person = keysOfPeople(shop_id, sql`${JSON.stringify([customer])}`)
  const [contacted, members] = await batch(d1, [
    sql`select c.decision_id, c.offer_id, o.offer ->> '$.name' as offer_name, c.channel, c.at, c.made
      from (${person}) k cross join contacts c indexed by contacts_by_customer on c.shop_id = ${shop_id} and c.customer = k.key
      left join offers o on o.shop_id = ${shop_id} and o.offer_id = c.offer_id
      where c.made or c.expires_at > ${now} order by c.at desc, c.decision_id limit ${MAX_LISTED}`,
    sql`select m.campaign_id, m.role, m.state, m.option, c.campaign
      from (${person}) k cross join campaign_members m indexed by campaign_members_by_customer
        on m.shop_id = ${shop_id} and m.customer = k.key
      cross join campaigns c on c.shop_id = ${shop_id} and c.campaign_id = m.campaign_id
      where m.role is not null and c.status in ('approved', 'running', 'paused') order by m.campaign_id desc limit ${MAX_LISTED}`,
  ])
  type Contacted = Omit<CustomerContacts['contacts'][number], 'made'> & { made: number }
  return {
    contacts: rowsOf<Contacted>(contacted).map((row) => ({ ...row, made: row.made === 1 })),
    memberships: rowsOf<Omit<Membership, 'campaign'> & { campaign: string }>(members).map((row) => ({
      ...row,
      campaign: JSON.parse(row.campaign),
    })),
  }
}
