import { createMiddleware } from 'hono/factory'
import type { Job } from '../../schema/jobs.ts'
import { HOUR, SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import type { App } from '../http/app.ts'
import { randomText } from '../store/ids.ts'
import { endJob, returnJob, takeJob } from '../store/jobs.ts'
import type { Store } from '../store/open.ts'
import { HandOver, JobLease, LostLease } from './lease/lease.ts'
import { LEASE_MS } from './lease/lease-time.ts'
import { JOBS } from './registry.ts'

/** Attempts before a job fails. There are many, because each interruption uses one. */
const MAX_ATTEMPTS = 40
/** Delay of a retry, multiplied by the number of attempts; an hour at most. */
const RETRY_DELAY = SECOND
const MAX_RETRY_DELAY = HOUR

/** The large job of this isolate; its memory allows only one. */
let large: JobLease | undefined

/**
 * Runs the shop's jobs, oldest first, until none is left or another worker has the lease. Called by queue messages, the cron
 * and every request of the merchant. A queue message hands work over to another invocation.
 */
export async function advance(env: Env, store: Store): Promise<void> {
  const worker = randomText(12)
  for (;;) {
    const now = Date.now()
    const job = await takeJob(store, worker, now, LEASE_MS)
    if (!job) return
    const lease = new JobLease(store, job, now)
    const { isLarge, run } = JOBS[job.kind]
    if (isLarge && large?.isAlive(now)) {
      await returnJob(store, job, now, job.attempts - 1)
      await env.JOBS.send({ shop_id: store.shop_id }, { delaySeconds: 2 })
      return
    }
    if (isLarge) large = lease
    try {
      await run(env, store, job, lease)
      await endJob(store, job)
    } catch (thrown) {
      if (thrown instanceof LostLease) return
      if (thrown instanceof HandOver) {
        await returnJob(store, job, Date.now(), job.attempts - 1)
        await env.JOBS.send({ shop_id: store.shop_id })
        return
      }
      await retryOrFail(store, job, thrown)
    } finally {
      if (large === lease) large = undefined
    }
  }
}

async function retryOrFail(store: Store, job: Job, thrown: unknown): Promise<void> {
  const { kind, subject, attempts } = job
  console.error(`job ${kind} ${subject} of shop ${store.shop_id}, attempt ${attempts}:`, thrown)
  const { fail } = JOBS[kind]
  if (!fail || attempts < MAX_ATTEMPTS) {
    const delay = Math.min(MAX_RETRY_DELAY, RETRY_DELAY * attempts)
    return await returnJob(store, job, Date.now() + delay, attempts)
  }
  const last = thrown instanceof Error ? thrown.message : String(thrown)
  await fail(store, subject, `Tried ${attempts} times; the last time: ${last}`)
  await endJob(store, job)
}

/** Runs the shop's waiting jobs after a request of the merchant, while the response is sent. */
export const advanceAfterwards = createMiddleware<App>(async (c, next) => {
  await next()
  c.executionCtx.waitUntil(advance(c.env, c.var.store))
})
