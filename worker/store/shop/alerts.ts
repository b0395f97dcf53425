import { and, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type Alert, alerts } from '../../../schema/shop/alerts.ts'
import { DAY, dayOf } from '../../../vocabulary/time.ts'
import { batch } from '../batch.ts'
import type { Store } from '../open.ts'
import { withinBytes } from '../pages.ts'
import type { Old } from '../retention.ts'
import { insertRows } from '../upsert.ts'
import { shopExists } from './shops.ts'

/** Alerts that are open, newest first. */
export const listOpenAlerts = async ({ db, shop_id }: Store): Promise<Alert[]> =>
  await db
    .select()
    .from(alerts)
    .where(and(eq(alerts.shop_id, shop_id), isNull(alerts.ended_at)))
    .orderBy(desc(alerts.alert_id))

/** Alerts, newest first. */
export async function listAlerts(
  { db, shop_id }: Store,
  before: string,
  limit: number,
  state: 'open' | 'ended' | undefined,
): Promise<Alert[]> {
  const isWanted = state && (state === 'open' ? isNull(alerts.ended_at) : isNotNull(alerts.ended_at))
  const where = and(eq(alerts.shop_id, shop_id), lt(alerts.alert_id, before), isWanted)
  const page = withinBytes(alerts, { keys: [alerts.alert_id], descends: true, where, limit })
  return await db.select().from(alerts).where(and(where, page)).orderBy(desc(alerts.alert_id))
}

/**
 * Ends and begins alerts, with further statements in the same transaction. Of an alert that is open already no second one begins.
 * @param more statements about what is written, see isWritten
 */
export async function changeAlerts(
  store: Store,
  { ended, begun }: { ended: readonly Alert[]; begun: readonly Alert[] },
  now: number,
  more: readonly SQL[],
): Promise<void> {
  const { shop_id } = store
  const ids = JSON.stringify(ended.map(({ alert_id }) => alert_id))
  const isNew = sql`${shopExists(store)} and not exists (select 1 from alerts a where a.shop_id = ${shop_id}
    and a.ended_at is null and a.kind = value ->> 'kind' and a.subject = value ->> 'subject')`
  await batch(store.d1, [
    sql`update alerts set ended_at = ${now} where shop_id = ${shop_id} and ended_at is null
      and alert_id in (select value from json_each(${ids}))`,
    insertRows(alerts, shop_id, JSON.stringify(begun.map(({ shop_id: _, ...row }) => row)), isNew),
    ...more,
  ])
}

/** Condition on a JSON row with `alert_id` and `ended_at`: that beginning or end of an alert is written, and not by another tick. */
export const isWritten = ({ shop_id }: Store): SQL =>
  sql`exists (select 1 from alerts a where a.shop_id = ${shop_id} and a.alert_id = value ->> 'alert_id'
    and a.ended_at is (value ->> 'ended_at'))`

/** A feed that fails, as far as an alert needs it; times in UTC milliseconds. */
export type FailingFeed = { feed_id: string; kind: string; problem: string; since: number }
/** What alerts are derived from; times in UTC milliseconds. */
export type AlertSource = {
  has_published: number
  /** Whether an item was confirmed alone since the time from which on prices count as known. */
  has_confirmed: number
  feeds: FailingFeed[]
  refused: number
  refused_since: number | null
  jobs: { job_id: string; kind: string; subject: string; failed_at: number; problem: string }[]
  experiments: {
    experiment_id: string
    name: string
    mismatch_since: number | null
    stopped_at: number | null
  }[]
  webhooks: { webhook_id: string; problem: string; since: number }[]
  /** Events that arrived, by day, oldest first. */
  days: [day: number, events: number][]
}

/** Failed fetches in a row from which on a feed counts as failing before a day has passed. */
const MIN_FAILURES = 2
/** Days for which an experiment that was stopped for harm is an open alert. */
const TOLD_FOR = 7
/** Days of events that are read. */
const EVENT_DAYS = 28

/** Failed jobs that become alerts. More of them have one cause. */
const MAX_FAILED = 20

const rowsAs = (columns: readonly string[], from: SQL): SQL => {
  const fields = sql.raw(columns.map((column) => `'${column}', ${column}`).join(', '))
  return sql`(select json_group_array(json_object(${fields})) from (${from}))`
}

/**
 * Everything from which the alerts of a shop are derived, by one statement.
 * @param stale_before the newest complete catalogue is older than this, so single items are looked at; null when it is not
 */
export async function readAlertSource(
  { db, shop_id }: Store,
  now: number,
  stale_before: number | null,
): Promise<AlertSource> {
  const published = sql`select 1 from items where shop_id = ${shop_id} and published = 1`
  const isStale = sql`${stale_before} is not null`
  const [row] = await db.all<Record<keyof AlertSource, string | number | null>>(sql`
    select ${isStale} and exists (${published}) as has_published,
      ${isStale} and exists (${published} and as_of >= ${stale_before}) as has_confirmed,
      ${rowsAs(
        ['feed_id', 'kind', 'problem', 'since'],
        sql`select feed_id, kind, coalesce(problem, '') as problem, coalesce(last_ok_at, created_at) as since
          from feeds where shop_id = ${shop_id} and failures > 0
          and (failures >= ${MIN_FAILURES} or coalesce(last_ok_at, created_at) < ${now - DAY})`,
      )} as feeds,
      (select refused from slots where shop_id = ${shop_id}) as refused,
      (select refused_since from slots where shop_id = ${shop_id}) as refused_since,
      ${rowsAs(
        ['job_id', 'kind', 'subject', 'failed_at', 'problem'],
        sql`select job_id, kind, subject, failed_at, coalesce(problem, '') as problem from jobs
          where shop_id = ${shop_id} and failed_at is not null order by job_id desc limit ${MAX_FAILED}`,
      )} as jobs,
      ${rowsAs(
        ['experiment_id', 'name', 'mismatch_since', 'stopped_at'],
        sql`select experiment_id, name, iif(status = 'running', mismatch_since, null) as mismatch_since, stopped_at
          from experiments where shop_id = ${shop_id} and ((status = 'running' and mismatch_since is not null)
            or (stop_cause = 'harm' and stopped_at > ${now - TOLD_FOR * DAY}))`,
      )} as experiments,
      ${rowsAs(
        ['webhook_id', 'problem', 'since'],
        sql`select webhook_id, coalesce(problem, '') as problem, coalesce(failing_since, created_at) as since
          from webhooks where shop_id = ${shop_id} and disabled_by = 'failures'`,
      )} as webhooks,
      (select json_group_array(json_array(day, events)) from (select day, events from page_days
        where shop_id = ${shop_id} and day > ${dayOf(now) - EVENT_DAYS} and events > 0 order by day)) as days`)
  const parsed = (name: keyof AlertSource) => JSON.parse(String(row?.[name] ?? '[]'))
  return {
    has_published: Number(row?.has_published ?? 0),
    has_confirmed: Number(row?.has_confirmed ?? 0),
    refused: Number(row?.refused ?? 0),
    refused_since: row?.refused_since == null ? null : Number(row.refused_since),
    ...{ feeds: parsed('feeds'), jobs: parsed('jobs'), experiments: parsed('experiments') },
    ...{ webhooks: parsed('webhooks'), days: parsed('days') },
  }
}

/** Days that an alert is kept after its end. */
const ALERT_LIFE = 180

/** Ended alerts that are past their retention at a time (UTC milliseconds). */
export const oldAlerts = (now: number): Old => ({
  table: alerts,
  which: sql`ended_at is not null and ended_at < ${now - ALERT_LIFE * DAY}`,
})
