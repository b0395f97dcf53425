import { and, eq, sql } from 'drizzle-orm'
import { type Job, jobs } from '../../schema/jobs.ts'
import type { Env } from '../env.ts'
import { timeId } from './ids.ts'
import { databases, open, type Store } from './open.ts'

/** The row of a new job, to be inserted in the transaction that makes the work necessary. */
export const newJob = (store: Store, kind: Job['kind'], subject: string, now: number): Job => ({
  shop_id: store.shop_id,
  job_id: timeId('job', now),
  kind,
  subject,
  lease: null,
  lease_until: 0,
  attempts: 0,
  created_at: now,
})

/**
 * Takes the shop's oldest job for `lease_ms`. Undefined when there is none or another worker has one: a shop's jobs run one after
 * the other.
 */
export async function takeJob(
  store: Store,
  lease: string,
  now: number,
  lease_ms: number,
): Promise<Job | undefined> {
  const taken = await store.db.all<Job>(sql`
    update jobs set lease = ${lease}, lease_until = ${now + lease_ms}, attempts = attempts + 1
    where shop_id = ${store.shop_id}
      and job_id = (select min(job_id) from jobs where shop_id = ${store.shop_id})
      and lease_until < ${now}
    returning *`)
  return taken[0]
}

const mine = (store: Store, job: Job) =>
  and(eq(jobs.shop_id, store.shop_id), eq(jobs.job_id, job.job_id), eq(jobs.lease, job.lease ?? ''))

/** Extends the lease; false when another worker has it, and then all work on the job must stop. */
export async function renewLease(store: Store, job: Job, until: number): Promise<boolean> {
  const { meta } = await store.db.update(jobs).set({ lease_until: until }).where(mine(store, job)).run()
  return meta.changes === 1
}

/** Returns an unfinished job to the queue, for any worker from `not_before` on. */
export async function returnJob(store: Store, job: Job, not_before: number, attempts: number): Promise<void> {
  // Minus 1, because a lease has expired only when its end is in the past.
  const change = { lease: null, lease_until: not_before - 1, attempts }
  await store.db.update(jobs).set(change).where(mine(store, job)).run()
}

/** Deletes a job that is done or will never be. */
export async function endJob(store: Store, job: Job): Promise<void> {
  await store.db.delete(jobs).where(mine(store, job)).run()
}

/** Shops with jobs that no worker has, oldest job first. For the cron: reads across shops. */
export async function shopsWithWork(env: Env, now: number, limit: number): Promise<Store[]> {
  const found = await Promise.all(
    databases(env).map(({ d1 }) =>
      d1
        .prepare(
          'select shop_id, min(job_id) as oldest from jobs where lease_until < ?1 group by shop_id order by 2 limit ?2',
        )
        .bind(now, limit)
        .all<{ shop_id: string; oldest: string }>(),
    ),
  )
  return found
    .flatMap(({ results }) => results)
    .sort((a, b) => (a.oldest < b.oldest ? -1 : 1))
    .slice(0, limit)
    .map(({ shop_id }) => open(env, shop_id))
}
