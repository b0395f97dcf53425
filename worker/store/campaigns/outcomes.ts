import { sql } from 'drizzle-orm'
import type { MemberRole } from '../../../vocabulary/decisions/campaigns.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { COUNTED } from '../orders/counted.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import type { ReportedOrder } from '../outcomes/outcomes.ts'
import { TOTALS } from '../outcomes/valued-totals.ts'
import { rowsOf } from '../serving/rows.ts'

/** A member whose turn has come. */
export type ReleasedMember = {
  customer: string
  role: Extract<MemberRole, 'contact' | 'control'>
  released_at: number
  channel_option: number
  acceptance: number
  features: number[]
}

/** An order of a member after the turn came. */
export type MemberOrder = ReportedOrder & { member: string }

/** The next members whose turn has come, with their orders in the days after it. */
export async function readReleased(
  { shop_id, d1 }: Store,
  campaign_id: string,
  after: string,
  limit: number,
  days: number,
): Promise<{ members: ReleasedMember[]; orders: MemberOrder[] }> {
  const page = sql`
    select customer, role, option, options, features, released_at from campaign_members
    where shop_id = ${shop_id} and campaign_id = ${campaign_id} and customer > ${after} and released_at is not null
      and role in ('contact', 'control') and blocked_by is not 'same_person'
    order by customer limit ${limit}`
  const [members, orders] = await batch(d1, [
    sql`select m.customer, m.role, m.released_at, m.option as channel_option, m.features,
        coalesce((select o.value ->> 3 from json_each(m.options) o where o.value ->> 0 = m.option), 0) as acceptance
      from (${page}) m`,
    // A date without a time is the first moment of its day, so the day of the contact itself counts.
    sql`select m.customer as member, o.order_id, o.ordered_at, o.status, o.currency, o.lines, ${TOTALS}, null as value, null as tax
      from (${page}) m
      cross join json_each(${keysOfOne(sql`${shop_id}`, sql`m.customer`)}) k
      cross join orders o indexed by orders_by_customer on o.shop_id = ${shop_id} and o.customer = k.value
      where o.status in ${COUNTED} and o.ordered_at >= m.released_at - m.released_at % ${DAY}
        and o.ordered_at < m.released_at + ${days * DAY}`,
  ])
  return {
    members: rowsOf<Omit<ReleasedMember, 'features'> & { features: string }>(members).map((row) => ({
      ...row,
      features: JSON.parse(row.features),
    })),
    orders: rowsOf<Omit<MemberOrder, 'lines' | 'totals'> & { lines: string; totals: string }>(orders).map(
      (row) => ({ ...row, lines: JSON.parse(row.lines), totals: JSON.parse(row.totals) }),
    ),
  }
}

/** What became of the contacts themselves. */
export type ContactCounts = {
  decided: number
  delivered: number
  accepted: number
  rejected: number
  opted_out: number
  also_contacted: number
  by_channel: { channel: string; contacts: number }[]
  withheld: { code: string; customers: number }[]
}

/** Counts what became of the contacts. @param days in which others' contacts are told apart */
export async function readContactCounts(
  { shop_id, d1 }: Store,
  campaign_id: string,
  days: number,
): Promise<ContactCounts> {
  const own = sql`m.shop_id = ${shop_id} and m.campaign_id = ${campaign_id}`
  const [decided, channels, withheld, opted, others] = await batch(d1, [
    sql`select count(*) as decided, coalesce(sum(d.status = 'accepted'), 0) as accepted, coalesce(sum(d.status = 'rejected'), 0) as rejected
      from campaign_members m join decisions d on d.shop_id = m.shop_id and d.decision_id = m.decision_id
      where ${own} and m.decision_id is not null`,
    sql`select c.channel, count(*) as contacts from campaign_members m
      join contacts c on c.shop_id = m.shop_id and c.decision_id = m.decision_id and c.made
      where ${own} and m.decision_id is not null group by 1 order by 1`,
    sql`select m.blocked_by as code, count(*) as customers from campaign_members m
      where ${own} and m.blocked_by is not null group by 1 order by 2 desc, 1`,
    sql`select count(distinct m.customer) as n from campaign_members m
      cross join json_each(${keysOfOne(sql`${shop_id}`, sql`m.customer`)}) k
      cross join customer_details d on d.shop_id = ${shop_id} and d.customer = k.value
      cross join json_each(coalesce(d.details -> '$.consents', '{}')) s
      where ${own} and m.decision_id is not null and not (s.value ->> 'given') and (s.value ->> 'at') > m.released_at`,
    sql`select count(*) as n from campaign_members m
      where ${own} and m.released_at is not null and m.role in ('contact', 'control') and exists (
        select 1 from json_each(${keysOfOne(sql`${shop_id}`, sql`m.customer`)}) k
        cross join contacts c indexed by contacts_by_customer on c.shop_id = ${shop_id} and c.customer = k.value
        where c.made and c.decision_id is not m.decision_id and abs(c.at - m.released_at) < ${days * DAY})`,
  ])
  const number = (result: D1Result<unknown> | undefined) => rowsOf<{ n: number }>(result)[0]?.n ?? 0
  const by_channel = rowsOf<{ channel: string; contacts: number }>(channels)
  const sums = rowsOf<Pick<ContactCounts, 'decided' | 'accepted' | 'rejected'>>(decided)[0]
  return {
    ...{ decided: 0, accepted: 0, rejected: 0, ...sums },
    delivered: by_channel.reduce((all, { contacts }) => all + contacts, 0),
    ...{ by_channel, withheld: rowsOf(withheld), opted_out: number(opted), also_contacted: number(others) },
  }
}
