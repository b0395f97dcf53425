import { type SQL, sql } from 'drizzle-orm'
import { type CampaignRow, campaigns } from '../../../schema/campaigns/campaigns.ts'
import { jobs } from '../../../schema/jobs.ts'
import type { CampaignStatus } from '../../../vocabulary/decisions/campaigns.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import { rowOfTable } from '../columns.ts'
import { setDuty } from '../duties.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { insertRows, upsert } from '../upsert.ts'

/** Those that a job works on now or later. */
const ACTIVE: readonly CampaignStatus[] = ['checking', 'approved', 'running', 'paused']

const listed = (status: readonly CampaignStatus[]): SQL =>
  sql`(select value from json_each(${JSON.stringify(status)}))`

const read = async ({ db }: Store, statement: SQL): Promise<CampaignRow[]> =>
  (await db.all<object>(statement)).map((row) => rowOfTable(campaigns, row))

/** One campaign; undefined when there is none. */
export const readCampaign = async (store: Store, campaign_id: string): Promise<CampaignRow | undefined> =>
  (
    await read(
      store,
      sql`select * from campaigns where shop_id = ${store.shop_id} and campaign_id = ${campaign_id}`,
    )
  )[0]

/** A page of campaigns, newest first. */
export const listCampaigns = async (
  store: Store,
  status: CampaignStatus | undefined,
  before: string,
  limit: number,
): Promise<CampaignRow[]> =>
  await read(
    store,
    sql`select * from campaigns where shop_id = ${store.shop_id} and campaign_id < ${before}
      ${status ? sql`and status = ${status}` : sql.empty()} order by campaign_id desc limit ${limit}`,
  )

/** Ids of the campaigns on which a job has work now or later: those that are active, and ended ones after which purchases still count. */
export async function activeCampaigns({ db, shop_id }: Store): Promise<string[]> {
  const rows = await db.all<{ campaign_id: string }>(sql`
    select campaign_id from campaigns where shop_id = ${shop_id} and (status in ${listed(ACTIVE)}
      or (status in ('done', 'stopped') and started_at is not null
        and work ->> '$.counted_at' < ended_at + (campaign ->> '$.outcome_days') * ${DAY}))
    order by campaign_id`)
  return rows.map(({ campaign_id }) => campaign_id)
}

/** Whether the next run of a recurring campaign waits already. */
export async function hasNextRun({ db, shop_id }: Store, first: string): Promise<boolean> {
  const found = await db.all(sql`
    select 1 from campaigns where shop_id = ${shop_id} and repeats = ${first} and status = 'approved' and started_at is null limit 1`)
  return found.length > 0
}

/** Stops the next run of a recurring campaign. */
export async function stopRepeats({ db, shop_id }: Store, first: string, now: number): Promise<void> {
  await db.run(sql`
    update campaigns set status = 'stopped', ended_at = ${now}
    where shop_id = ${shop_id} and repeats = ${first} and status = 'approved'`)
}

/** Number of the shop's campaigns, and of those that are active. */
export async function countCampaigns({ db, shop_id }: Store): Promise<{ all: number; active: number }> {
  const [found] = await db.all<{ all: number; active: number }>(sql`
    select count(*) as "all", coalesce(sum(status in ${listed(ACTIVE)}), 0) as active from campaigns where shop_id = ${shop_id}`)
  return found ?? { all: 0, active: 0 }
}

/** Writes a version of a campaign, and forgets its plan. Returns false, and writes nothing, when another version is stored than the one before it. */
export async function writeCampaign(store: Store, row: Omit<CampaignRow, 'shop_id'>): Promise<boolean> {
  const { d1, shop_id } = store
  const isNext = sql`coalesce((select version from campaigns where shop_id = ${shop_id} and campaign_id = ${row.campaign_id}), 0) = ${row.version - 1}
    and not exists (select 1 from campaigns where shop_id = ${shop_id} and campaign_id = ${row.campaign_id}
      and status in ('running', 'paused', 'done', 'stopped'))`
  const [written] = await batch(d1, [
    upsert(campaigns, shop_id, JSON.stringify([row]), isNext),
    sql`delete from campaign_members where shop_id = ${shop_id} and campaign_id = ${row.campaign_id} and changes() = 1`,
  ])
  return (written?.meta.changes ?? 0) > 0
}

/** What of a campaign can change beside what the merchant wrote. */
export type CampaignChange = Partial<
  Pick<
    CampaignRow,
    | 'status'
    | 'approver_kind'
    | 'approver_id'
    | 'approved_at'
    | 'started_at'
    | 'ended_at'
    | 'reason'
    | 'plan'
    | 'results'
    | 'work'
  >
>

/**
 * Changes a campaign that has one of these states, and this version where one is given, and queues its job at `now`, where that is given. Returns false, and changes nothing, when it has none
 * of them.
 */
export async function changeCampaign(
  store: Store,
  campaign_id: string,
  from: readonly CampaignStatus[],
  change: CampaignChange,
  { now, version }: { now?: number; version?: number } = {},
): Promise<boolean> {
  const { d1, shop_id } = store
  const sets = Object.entries(change).map(
    ([column, value]) =>
      sql`${sql.identifier(column)} = ${typeof value === 'object' && value !== null ? JSON.stringify(value) : value}`,
  )
  const [changed] = await batch(d1, [
    sql`update campaigns set ${sql.join(sets, sql`, `)}
      where shop_id = ${shop_id} and campaign_id = ${campaign_id} and status in ${listed(from)}
        and version = coalesce(${version ?? null}, version)`,
    ...(now === undefined ? [] : queued(store, campaign_id, now)),
  ])
  return (changed?.meta.changes ?? 0) > 0
}

/** Statements that queue the job of a campaign and its duty, if the statement before changed a row. */
const queued = (store: Store, campaign_id: string, now: number): SQL[] => [
  setDuty(store, 'campaigns', now),
  insertRows(
    jobs,
    store.shop_id,
    JSON.stringify([newJob(store, 'campaign', campaign_id, now)]),
    // A job that runs may be past its last look, so another one is queued beside it.
    sql`changes() > 0 and not exists (select 1 from jobs where shop_id = ${store.shop_id} and kind = 'campaign'
      and subject = ${campaign_id} and failed_at is null and lease is null)`,
  ),
]

/** Queues the jobs of these campaigns that do not wait yet. */
export async function queueCampaigns(
  store: Store,
  campaign_ids: readonly string[],
  now: number,
): Promise<void> {
  const { shop_id } = store
  if (campaign_ids.length === 0) return
  const rows = campaign_ids.map((campaign_id) => newJob(store, 'campaign', campaign_id, now))
  await store.db.run(
    insertRows(
      jobs,
      shop_id,
      JSON.stringify(rows),
      sql`not exists (select 1 from jobs j where j.shop_id = ${shop_id} and j.kind = 'campaign' and j.subject = value ->> 'subject' and j.failed_at is null)`,
    ),
  )
}

/** Statement that notes how far the job is, while the campaign has this state. */
export const noteWork = ({ shop_id }: Store, { campaign_id, version, status, work }: Progress): SQL => sql`
  update campaigns set work = ${JSON.stringify(work)} where ${isAt(shop_id, { campaign_id, version, status })}`

/** How far the job of a version of a campaign is, in which state. */
export type Progress = Pick<CampaignRow, 'campaign_id' | 'version' | 'status' | 'work'>

/** Condition that a campaign is in the state and version in which the job has read it. */
export const isAt = (shop_id: string, { campaign_id, version, status }: Omit<Progress, 'work'>): SQL =>
  sql`shop_id = ${shop_id} and campaign_id = ${campaign_id} and version = ${version} and status = ${status}`

/** Deletes a campaign that contacted nobody. Returns false when it did, or may. */
export async function deleteCampaign({ d1, shop_id }: Store, campaign_id: string): Promise<boolean> {
  const own = sql`shop_id = ${shop_id} and campaign_id = ${campaign_id}`
  const [deleted] = await batch(d1, [
    sql`delete from campaigns where ${own} and (status in ('draft', 'checking', 'checked') or (status = 'stopped' and started_at is null))`,
    sql`delete from campaign_members where ${own} and changes() = 1`,
  ])
  return (deleted?.meta.changes ?? 0) > 0
}
