import { createMiddleware } from 'hono/factory'
import { type Job, LANES, type Lane } from '../../schema/jobs.ts'
import { SECOND } from '../../vocabulary/time.ts'
import { callWorker, type Env } from '../env.ts'
import type { App } from '../http/app.ts'
import { logFault } from '../log.ts'
import { Budget } from '../store/budget.ts'
import { randomText } from '../store/ids.ts'
import { endJob, failJob, lanesWithWork, lastId, renewLease, returnJob, takeJob } from '../store/jobs.ts'
import { open, type Store } from '../store/open.ts'
import { HandOver, JobLease, LostLease, TryAgain } from './lease/lease.ts'
import { LEASE_MS } from './lease/lease-time.ts'
import { inTurn } from './lease/turn.ts'
import { JOBS } from './registry.ts'

/** A job starts only in an invocation that has sent at most this number of statements, so that the rest is the job's own. */
const MAX_SPENT_BEFORE = 50

/** Whether a job may start in an invocation that has sent so many statements. */
export const isFresh = ({ spent }: Budget): boolean => spent <= MAX_SPENT_BEFORE

/**
 * Runs the shop's jobs of one lane, the most urgent with work, oldest job first, until none is left, another worker has it, or the
 * invocation has sent too many statements; queue messages ask other invocations for the rest and for the other lanes. So a long
 * job holds back its own lane only. Called by queue messages, the cron and every request of the merchant.
 * @param budget the statements of this invocation
 * @param lanes the lanes to choose from
 * @param here those of them that may run in this invocation; for work of another one a worker is called
 */
export async function advance(
  env: Env,
  shop_id: string,
  budget = new Budget(),
  lanes: readonly Lane[] = LANES,
  here = lanes,
): Promise<void> {
  const store = open(env, shop_id, budget)
  const worker = randomText(12)
  const call = async (others: readonly Lane[]) => {
    for (const lane of others) await callWorker(env, shop_id, lane)
  }
  const waiting = async () => await lanesWithWork(store, Date.now())
  const found = (await waiting()).filter((lane) => lanes.includes(lane))
  const lane = found.find((one) => here.includes(one))
  await call(found.filter((other) => other !== lane))
  if (!lane) return
  for (let left = found; left.includes(lane); ) {
    if (!isFresh(budget)) return await call([lane])
    if (!(await runNext(env, store, lane, worker))) return
    // A finished job may have queued one of another lane, or one of another lane may have waited for it.
    left = await waiting()
    await call(left.filter((other) => other !== lane))
  }
}

/** Seconds after which a large job is tried again that waited in vain for others of its isolate. */
const BUSY_DELAY = 2

/** Runs the oldest job of the lane; false when there is none to run, or another invocation continues it. */
async function runNext(env: Env, store: Store, lane: Lane, worker: string): Promise<boolean> {
  const now = Date.now()
  const job = await takeJob(store, lane, worker, now, LEASE_MS)
  if (!job) return false
  const lease = new JobLease(store, job, now)
  const { isLarge, settlesEarlier, retries, run } = JOBS[job.kind]
  if (job.attempts > retries.attempts) {
    // Its workers died without an exception, as when one needs more memory than an isolate has.
    await giveUp(env, store, job, `It was interrupted ${job.attempts - 1} times before it could end.`)
    return true
  }
  const work = async () => await run(env, store, job, lease)
  try {
    if (!isLarge) await work()
    else if (!(await inTurn(lease, work)))
      return await letContinue(env, store, job, job.attempts - 1, BUSY_DELAY)
    await endJob(store, job, settlesEarlier)
    return true
  } catch (thrown) {
    if (thrown instanceof LostLease) return false
    // A tuning ends a turn with each fold: a large job that waits for it is the next one.
    // What ended its turn has come further, so the interruptions before it count no more.
    if (thrown instanceof HandOver) return await letContinue(env, store, job, 0)
    if (thrown instanceof TryAgain) {
      await rest(env, store, job, thrown.pause)
      return true
    }
    await retryOrFail(env, store, job, thrown)
    return true
  }
}

/** Lets another invocation continue the job, with so many attempts used; false, because here it is not continued. */
async function letContinue(
  env: Env,
  store: Store,
  job: Job,
  attempts: number,
  delaySeconds = 0,
): Promise<false> {
  const now = Date.now()
  await returnJob(store, job, now, attempts, JOBS[job.kind].takesTurns ? lastId(now) : job.job_id)
  await callWorker(env, store.shop_id, job.lane, delaySeconds)
  return false
}

/** Longest delay of a queue message, seconds; the cron finds jobs that wait for longer. */
const MAX_DELAY = 43_200

/** Returns a job for an attempt after a pause, which is none of its retries. */
async function rest(env: Env, store: Store, job: Job, pause: number): Promise<void> {
  await returnJob(store, job, Date.now() + pause, 0)
  await callWorker(env, store.shop_id, job.lane, Math.min(MAX_DELAY, Math.ceil(pause / SECOND) + 1))
}

async function retryOrFail(env: Env, store: Store, job: Job, thrown: unknown): Promise<void> {
  const { kind, subject, attempts } = job
  logFault('job_failed', { shop_id: store.shop_id, kind, subject, attempts }, thrown)
  const { retries } = JOBS[kind]
  if (attempts < retries.attempts) {
    const delay = Math.min(retries.max_delay, retries.delay * attempts)
    await returnJob(store, job, Date.now() + delay, attempts)
    return await callWorker(env, store.shop_id, job.lane, Math.ceil(delay / SECOND) + 1)
  }
  await giveUp(env, store, job, `Tried ${attempts} times; the last time: ${reasonOf(thrown)}`)
}

/** Records that a job has failed finally, unless another worker has taken it meanwhile and may still finish it. */
async function giveUp(env: Env, store: Store, job: Job, problem: string): Promise<void> {
  if (!(await renewLease(store, job, Date.now() + LEASE_MS))) return
  await JOBS[job.kind].fail?.(store, job.subject, problem, env)
  await failJob(store, job, Date.now(), problem)
}

/** Maximum length of a stored reason, characters. */
const MAX_REASON = 500

/** The first cause in words: the message of a database error repeats the whole statement with its values. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown).slice(0, MAX_REASON)
  return thrown.cause ? reasonOf(thrown.cause) : thrown.message.slice(0, MAX_REASON)
}

/**
 * Lanes whose jobs a request may run after its response, for which Cloudflare gives 30 seconds. Feeds, mining, tuning and scoring may take longer,
 * and would be interrupted; for them a worker is called.
 */
const AFTER_REQUEST: readonly Lane[] = ['deletion', 'intake', 'events']

/** Runs the shop's waiting jobs after a request of the merchant, while the response is sent. */
export const advanceAfterwards = createMiddleware<App>(async (c, next) => {
  await next()
  const { shop_id, budget } = c.var.store
  const jobs = advance(c.env, shop_id, budget, LANES, AFTER_REQUEST)
  // The jobs are rows, which the cron finds.
  c.executionCtx.waitUntil(jobs.catch((thrown) => logFault('jobs_failed', { shop_id }, thrown)))
})
