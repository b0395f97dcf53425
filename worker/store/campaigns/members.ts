import { type SQL, sql } from 'drizzle-orm'
import { type CampaignMember, campaignMembers, type MemberView } from '../../../schema/campaigns/members.ts'
import type { MemberRole } from '../../../vocabulary/decisions/campaigns.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { upsert } from '../upsert.ts'
import { isAt, noteWork, type Progress } from './campaigns.ts'

/** A member as it is gathered. */
export type NewMember = Pick<CampaignMember, 'customer' | 'options' | 'features' | 'segments'>

const NOT_CHOSEN = {
  ...{ role: null, option: null, worth: null, wave: 2, state: null },
  ...{ released_at: null, decision_id: null, blocked_by: null },
}

/** Writes gathered members and how far the job is, in one transaction. People who were erased meanwhile get no row. */
export async function writeGathered(
  store: Store,
  rows: readonly NewMember[],
  progress: Progress,
): Promise<void> {
  const { shop_id, d1 } = store
  const { campaign_id } = progress
  const allowed = sql`exists (select 1 from campaigns where ${isAt(shop_id, progress)})
    and not exists (select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = value ->> 'customer')
    and not exists (select 1 from campaign_members m where m.shop_id = ${shop_id} and m.campaign_id = ${campaign_id}
      and m.customer = value ->> 'customer' and m.released_at is not null)`
  const full = rows.map((row) => ({ ...row, ...NOT_CHOSEN, campaign_id }))
  await batch(d1, [
    ...[...jsonChunks(full)].map((chunk) => upsert(campaignMembers, shop_id, chunk, allowed)),
    noteWork(store, progress),
  ])
}

/** Forgets the members whose turn has not come. */
export async function dropUnreleased({ shop_id, db }: Store, campaign_id: string): Promise<void> {
  await db.run(sql`delete from campaign_members
    where shop_id = ${shop_id} and campaign_id = ${campaign_id} and released_at is null`)
}

/** A member as the plan reads it. */
export type Candidate = Pick<CampaignMember, 'customer' | 'options' | 'segments' | 'features'>

/** The next members who were not released, by customer. */
export async function listCandidates(
  { shop_id, db }: Store,
  campaign_id: string,
  after: string,
  limit: number,
): Promise<Candidate[]> {
  const rows = await db.all<{ customer: string; options: string; segments: number; features: string }>(sql`
    select customer, options, segments, features from campaign_members
    where shop_id = ${shop_id} and campaign_id = ${campaign_id} and customer > ${after} and released_at is null
    order by customer limit ${limit}`)
  return rows.map((row) => ({
    ...row,
    options: JSON.parse(row.options),
    features: JSON.parse(row.features),
  }))
}

/** What the plan made of a member. */
export type Chosen = Pick<CampaignMember, 'customer' | 'role' | 'option' | 'worth' | 'wave' | 'state'>

/** Writes what the plan made of members and how far the job is, in one transaction. */
export async function writeChosen(store: Store, rows: readonly Chosen[], progress: Progress): Promise<void> {
  const { shop_id, d1 } = store
  await batch(d1, [
    ...[...jsonChunks(rows)].map(
      (chunk) => sql`
        update campaign_members set role = c.value ->> 'role', option = c.value ->> 'option', worth = c.value ->> 'worth',
          wave = c.value ->> 'wave', state = c.value ->> 'state'
        from json_each(${chunk}) c
        where campaign_members.shop_id = ${shop_id} and campaign_members.campaign_id = ${progress.campaign_id}
          and campaign_members.customer = c.value ->> 'customer' and campaign_members.released_at is null
          and exists (select 1 from campaigns where ${isAt(shop_id, progress)})`,
    ),
    noteWork(store, progress),
  ])
}

/** A planned member; `is_same_person` when another member of the campaign is the same person, and is in the control or had the turn. */
export type PlannedMember = CampaignMember & { is_same_person: boolean }

/** The next planned members of a wave, the most valuable first; of equal ones by customer. @param options only members with one of these */
export async function nextPlanned(
  { shop_id, db }: Store,
  campaign_id: string,
  wave: number,
  options: readonly number[],
  limit: number,
): Promise<PlannedMember[]> {
  const rows = await db.all<object & { is_same_person: number }>(sql`
    select p.*, exists (
        select 1 from json_each(${keysOfOne(sql`${shop_id}`, sql`p.customer`)}) k
        cross join campaign_members o on o.shop_id = ${shop_id} and o.campaign_id = ${campaign_id} and o.customer = k.value
        where o.customer <> p.customer and (o.role = 'control' or o.released_at is not null)) as is_same_person
    from (
      select * from campaign_members indexed by campaign_members_planned
      where shop_id = ${shop_id} and campaign_id = ${campaign_id} and state = 'planned' and wave = ${wave}
        and option in (select value from json_each(${JSON.stringify(options)}))
      order by worth desc, customer limit ${limit}) p`)
  return rows.map(({ is_same_person, ...row }) => ({
    ...rowOfTable(campaignMembers, row),
    is_same_person: is_same_person === 1,
  }))
}

/** Whether a member of a wave is still planned. */
export async function isAnyPlanned(
  { shop_id, db }: Store,
  campaign_id: string,
  wave: number,
): Promise<boolean> {
  const found = await db.all(sql`
    select 1 from campaign_members indexed by campaign_members_planned
    where shop_id = ${shop_id} and campaign_id = ${campaign_id} and state = 'planned' and wave = ${wave} limit 1`)
  return found.length > 0
}

/** Whether another campaign or a trigger has made a decision about a person. */
export async function isClaimed(
  { shop_id, db }: Store,
  campaign_id: string,
  customer: string,
  decision_id: string,
): Promise<boolean> {
  const person = keysOfOne(sql`${shop_id}`, sql`${customer}`)
  const found = await db.all(sql`
    select 1 from json_each(${person}) k cross join campaign_members m indexed by campaign_members_by_customer
      on m.shop_id = ${shop_id} and m.customer = k.value
    where m.campaign_id <> ${campaign_id} and m.decision_id = ${decision_id}
    union all
    select 1 from json_each(${person}) k cross join trigger_firings f indexed by trigger_firings_by_customer
      on f.shop_id = ${shop_id} and f.customer = k.value
    where f.decision_id = ${decision_id} limit 1`)
  return found.length > 0
}

/** Contacts that were decided, by bits of the minimums' segments. */
export async function countContacted(
  { shop_id, db }: Store,
  campaign_id: string,
): Promise<{ segments: number; contacts: number }[]> {
  return await db.all(sql`
    select segments, count(*) as contacts from campaign_members
    where shop_id = ${shop_id} and campaign_id = ${campaign_id} and state = 'decided' group by 1`)
}

/** What became of a member's turn. */
export type Released = Pick<
  CampaignMember,
  'customer' | 'state' | 'released_at' | 'decision_id' | 'blocked_by'
>

/** Notes whose turn has come, and how far the job is, in one transaction. @returns whether the campaign is still in the state that the job has read */
export async function writeReleased(
  store: Store,
  rows: readonly Released[],
  progress: Progress,
): Promise<boolean> {
  const { shop_id, d1 } = store
  const [, noted] = await batch(d1, [
    sql`update campaign_members set state = c.value ->> 'state', released_at = c.value ->> 'released_at',
        decision_id = c.value ->> 'decision_id', blocked_by = c.value ->> 'blocked_by'
      from json_each(${JSON.stringify(rows)}) c
      where campaign_members.shop_id = ${shop_id} and campaign_members.campaign_id = ${progress.campaign_id}
        and campaign_members.customer = c.value ->> 'customer' and campaign_members.state = 'planned'`,
    noteWork(store, progress),
  ])
  return (noted?.meta.changes ?? 0) > 0
}

/** The next members whose decisions nobody has got, by customer. */
export async function listOpen(
  { shop_id, db }: Store,
  campaign_id: string,
  after: string,
  limit: number,
): Promise<{ member: string; decision_id: string; customer: string }[]> {
  return await db.all(sql`
    select m.customer as member, d.decision_id, d.customer from campaign_members m
    cross join decisions d on d.shop_id = m.shop_id and d.decision_id = m.decision_id
    where m.shop_id = ${shop_id} and m.campaign_id = ${campaign_id} and m.customer > ${after} and m.decision_id is not null and d.status = 'open'
    order by m.customer limit ${limit}`)
}

/** Members of this campaign who are members of other campaigns that run or wait. */
export async function readOverlaps(
  { shop_id, db }: Store,
  campaign_id: string,
): Promise<{ campaign_id: string; name: string; customers: number }[]> {
  return await db.all(sql`
    select c.campaign_id, c.campaign ->> '$.name' as name, count(*) as customers
    from campaigns c cross join campaign_members o on o.shop_id = ${shop_id} and o.campaign_id = c.campaign_id
    cross join campaign_members m on m.shop_id = ${shop_id} and m.campaign_id = ${campaign_id} and m.customer = o.customer
    where c.shop_id = ${shop_id} and c.campaign_id <> ${campaign_id} and c.status in ('approved', 'running', 'paused')
      and o.role in ('contact', 'control')
    group by 1 order by customers desc, 1 limit 20`)
}

/** A member as it is listed; the option's names are added by the caller. */
export type ListedMember = CampaignMember & { content: MemberView['content'] }

/** A page of members by customer. */
export async function listMembers(
  { shop_id, d1 }: Store,
  campaign_id: string,
  role: MemberRole | undefined,
  after: string,
  limit: number,
  now: number,
): Promise<ListedMember[]> {
  const ofRole: SQL = role ? sql`and m.role = ${role}` : sql`and m.role is not null`
  const [rows] = await batch(d1, [
    // What is withdrawn, answered or over is not to be sent.
    sql`select m.*, d.content from campaign_members m
      left join decisions d on d.shop_id = m.shop_id and d.decision_id = m.decision_id
        and d.status in ('open', 'delivered') and d.expires_at > ${now}
      where m.shop_id = ${shop_id} and m.campaign_id = ${campaign_id} and m.customer > ${after} ${ofRole}
      order by m.customer limit ${limit}`,
  ])
  return rowsOf<{ content: string | null }>(rows).map(({ content, ...row }) => ({
    ...rowOfTable(campaignMembers, row),
    content: content === null ? null : JSON.parse(content),
  }))
}
