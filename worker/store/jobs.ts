import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Job, type JobsView, jobs, LANE_OF, LANES, type Lane } from '../../schema/jobs.ts'
import { DAY, MINUTE } from '../../vocabulary/time.ts'
import { batch } from './batch.ts'
import { hurryDuty } from './duties.ts'
import { timeId } from './ids.ts'
import type { Store } from './open.ts'
import type { Old } from './retention.ts'

/** An id behind those of all jobs so far. */
export const lastId = (now: number): string => timeId('job', now)

/** The row of a new job, to be inserted in the transaction that makes the work necessary. */
export const newJob = (store: Store, kind: Job['kind'], subject: string, now: number): Job => ({
  shop_id: store.shop_id,
  job_id: lastId(now),
  kind,
  lane: LANE_OF[kind],
  subject,
  lease: null,
  lease_until: 0,
  attempts: 0,
  created_at: now,
  failed_at: null,
  problem: null,
})

/** Condition that a job of this kind waits or runs; a failed one does not count. */
export const isPending = ({ shop_id }: Store, kind: Job['kind'], subject = ''): SQL =>
  sql`exists (select 1 from jobs where shop_id = ${shop_id} and kind = ${kind} and subject = ${subject} and failed_at is null)`

/** Condition that a job of this kind waits that has not begun: it will see everything that is stored by now. */
export const isWaiting = ({ shop_id }: Store, kind: Job['kind']): SQL =>
  sql`exists (select 1 from jobs where shop_id = ${shop_id} and kind = ${kind} and attempts = 0 and failed_at is null)`

/**
 * Condition for taking a job of the lane. While a shop is being deleted nothing else runs. A mining run waits for files that
 * arrived before it was requested, so that several files need one run, and for a file that is being imported; a file that failed
 * and is retried later does not hold it up, unless a part of it is in the tables already.
 */
function mayRun(shop_id: string, lane: Lane, now: number): SQL {
  if (lane === 'deletion') return sql`true`
  const noDeletion = sql`not exists (select 1 from jobs d where d.shop_id = ${shop_id} and d.lane = 'deletion')`
  if (lane !== 'mining') return noDeletion
  // A model of half a file would be served until the next one; an import that fails is given up within a quarter of an hour.
  const noHalfImport = sql`not exists (
    select 1 from jobs i join imports m on m.shop_id = i.shop_id and m.import_id = i.subject
    where i.shop_id = ${shop_id} and i.kind = 'import' and i.failed_at is null and m.buckets_done > 0 and not m.dry_run)`
  return sql`${noDeletion} and ${noHalfImport} and not exists (
    select 1 from jobs i where i.shop_id = ${shop_id} and i.lane = 'intake' and i.failed_at is null
      and ((i.lease is not null and i.lease_until >= ${now})
        or (i.job_id < jobs.job_id and (i.lease is not null or i.lease_until < ${now}))))`
}

/**
 * Takes the shop's oldest job of a lane that is not waiting for its retry, for `lease_ms`. Undefined when there is none, when
 * another worker has a job of the lane, or when the lane must wait.
 */
export async function takeJob(
  store: Store,
  lane: Lane,
  lease: string,
  now: number,
  lease_ms: number,
): Promise<Job | undefined> {
  const { shop_id } = store
  const inLane = sql`shop_id = ${shop_id} and lane = ${lane} and failed_at is null`
  const taken = await store.db.all<Job>(sql`
    update jobs set lease = ${lease}, lease_until = ${now + lease_ms}, attempts = attempts + 1
    where shop_id = ${shop_id}
      and job_id = (select min(job_id) from jobs where ${inLane} and lease_until < ${now})
      and not exists (select 1 from jobs where ${inLane} and lease is not null and lease_until >= ${now})
      and ${mayRun(shop_id, lane, now)}
    returning *`)
  return taken[0]
}

/** The shop's lanes with a job that may be taken now, most urgent first; a lane of which a worker has a job is not among them. */
export async function lanesWithWork(store: Store, now: number): Promise<Lane[]> {
  const found = await store.db.all<{ lane: Lane }>(sql`
    select lane from jobs where shop_id = ${store.shop_id} and failed_at is null group by lane
    having min(lease_until) < ${now} and not max(lease is not null and lease_until >= ${now})`)
  const ready = new Set(found.map(({ lane }) => lane))
  return LANES.filter((lane) => ready.has(lane))
}

const isMine = (store: Store, job: Job) =>
  and(eq(jobs.shop_id, store.shop_id), eq(jobs.job_id, job.job_id), eq(jobs.lease, job.lease ?? ''))

/** Extends the lease; false when another worker has it, and then all work on the job must stop. */
export async function renewLease(store: Store, job: Job, until: number): Promise<boolean> {
  const { meta } = await store.db.update(jobs).set({ lease_until: until }).where(isMine(store, job)).run()
  return meta.changes > 0
}

/** Returns an unfinished job to the queue, for any worker from `not_before` on; with another id at another place of its lane. */
export async function returnJob(
  store: Store,
  job: Job,
  not_before: number,
  attempts: number,
  job_id = job.job_id,
): Promise<void> {
  // Minus 1, because a lease has expired only when its end is in the past.
  const change = { job_id, lease: null, lease_until: not_before - 1, attempts }
  await store.db.update(jobs).set(change).where(isMine(store, job)).run()
}

/** Deletes the records of failures of the same work: of the subject, or of every subject of the kind. */
const forgetFailures = (
  { shop_id }: Store,
  { job_id, kind, subject, lease }: Job,
  anySubject: boolean,
) => sql`
  delete from jobs where shop_id = ${shop_id} and failed_at is not null and kind = ${kind}
    ${anySubject ? sql.empty() : sql`and subject = ${subject}`}
    and exists (select 1 from jobs j where j.shop_id = ${shop_id} and j.job_id = ${job_id} and j.lease = ${lease})`

/**
 * Deletes a job that is done, and the records of earlier failures of the same work.
 * @param anySubject failures of the kind with another subject are settled, too
 */
export async function endJob(store: Store, job: Job, anySubject = false): Promise<void> {
  await batch(store.d1, [
    forgetFailures(store, job, anySubject),
    store.db.delete(jobs).where(isMine(store, job)),
  ])
}

/** Marks a job as failed: it is not taken again, and stays as the record of the failure, one for each kind and subject. */
export async function failJob(store: Store, job: Job, now: number, problem: string): Promise<void> {
  await batch(store.d1, [
    forgetFailures(store, job, false),
    store.db.update(jobs).set({ failed_at: now, problem, lease: null }).where(isMine(store, job)),
    hurryDuty(store, 'alerts', now),
  ])
}

/** Days that the record of a failure is kept. */
const FAILURE_LIFE = 30

/** Records of failures that are past their retention at a time (UTC milliseconds). */
export const oldFailures = (now: number): Old => ({
  table: jobs,
  which: sql`failed_at is not null and failed_at < ${now - FAILURE_LIFE * DAY}`,
})

/** The shop's jobs for its status: the number of those that wait or run, and those that have failed, newest first. */
export async function readJobs(store: Store): Promise<JobsView> {
  const rows = await store.db.select().from(jobs).where(eq(jobs.shop_id, store.shop_id)).all()
  const failed = rows.flatMap(({ job_id, kind, subject, attempts, failed_at, problem }) =>
    failed_at === null ? [] : [{ job_id, kind, subject, failed_at, attempts, problem: problem ?? '' }],
  )
  return {
    waiting: rows.length - failed.length,
    failed: failed.sort((a, b) => b.failed_at - a.failed_at),
  }
}

/** Time after which the queue message of a job that no worker has is assumed to be lost. */
const LOST_AFTER = MINUTE

/**
 * Lanes of shops whose oldest job no worker has taken for a minute, the most urgent lanes first, in each lane the oldest job first.
 * For the cron: reads across shops.
 * @param limit for each lane, so that a backlog of one hides no other
 */
export async function lostJobs(
  d1: D1Database,
  now: number,
  limit: number,
): Promise<Pick<Job, 'shop_id' | 'lane'>[]> {
  const { results } = await d1
    .prepare(
      `select shop_id, lane from (
         select shop_id, lane, row_number() over (partition by lane order by oldest) as place from (
           select shop_id, lane, min(job_id) as oldest, lease_until, created_at from jobs
           where failed_at is null group by shop_id, lane)
         where max(lease_until, created_at) < ?1)
       where place <= ?2 order by instr(?3, lane), place`,
    )
    .bind(now - LOST_AFTER, limit, LANES.join(' '))
    .all<Pick<Job, 'shop_id' | 'lane'>>()
  return results
}
