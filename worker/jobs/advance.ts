import type { Job } from '../../schema/jobs.ts'
import type { Env } from '../env.ts'
import { fetchFeed } from '../ingest/feeds/fetch.ts'
import { applyImport } from '../ingest/import/apply.ts'
import { mineModel } from '../models/mine-model.ts'
import { tune } from '../models/tune.ts'
import { foldEvents } from '../outcomes/fold-events.ts'
import { learn } from '../outcomes/learn.ts'
import { randomText } from '../store/ids.ts'
import { finishImport, readImport } from '../store/imports/imports.ts'
import { endJob, returnJob, takeJob } from '../store/jobs.ts'
import { changeModel, leaveSlot } from '../store/models/models.ts'
import { changeTuning } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'
import { deleteShopRows } from '../store/shop/shops.ts'
import { HandOver, Hold, LostLease } from './lease/lease.ts'
import { LEASE_MS } from './lease/lease-time.ts'

/** Times that a job is taken up before it counts as failed; a killed worker uses one up, so there are many. */
const MOST_ATTEMPTS = 40
/** A job that threw rests so long times its attempts, milliseconds. */
const REST_MS = 1_000

/** The mining run or search of this isolate: its memory holds one. */
let mining: Hold | undefined

/**
 * Works off the shop's jobs, oldest first, until none is left or somebody else has them in hand. Whoever comes by calls
 * it: a queue message, the cron, a request of the shop. What had better be done by another invocation is handed on by a
 * message.
 */
export async function advance(env: Env, store: Store): Promise<void> {
  const me = randomText(12)
  for (;;) {
    const now = Date.now()
    const job = await takeJob(store, me, now, LEASE_MS)
    if (!job) return
    const hold = new Hold(store, job, now)
    const large = job.kind === 'mine' || job.kind === 'tune'
    if (large && mining?.isAlive(now)) {
      await returnJob(store, job, now, job.attempts - 1)
      await env.JOBS.send({ shop_id: store.shop_id }, { delaySeconds: 2 })
      return
    }
    if (large) mining = hold
    try {
      await work(env, store, job, hold)
      await endJob(store, job)
    } catch (thrown) {
      if (thrown instanceof LostLease) return
      if (thrown instanceof HandOver) {
        await returnJob(store, job, Date.now(), job.attempts - 1)
        await env.JOBS.send({ shop_id: store.shop_id })
        return
      }
      console.error(
        `job ${job.kind} ${job.subject} of shop ${store.shop_id}, attempt ${job.attempts}:`,
        thrown,
      )
      if (job.attempts >= MOST_ATTEMPTS) await giveUp(store, job, thrown)
      else await returnJob(store, job, Date.now() + REST_MS * job.attempts, job.attempts)
    } finally {
      if (mining === hold) mining = undefined
    }
  }
}

function work(env: Env, store: Store, job: Job, hold: Hold): Promise<void> {
  switch (job.kind) {
    case 'import':
      return applyImport(store, job.subject, hold)
    case 'mine':
      return mineModel(store, job.subject, hold)
    case 'tune':
      return tune(store, job.subject, hold)
    case 'feed':
      return fetchFeed(env, store, job.subject, hold)
    case 'fold':
      return foldEvents(store, job, hold)
    case 'learn':
      return learn(store, hold)
    case 'delete_shop':
      return deleteShop(store, hold)
  }
}

/** Its own job is among what it deletes last. */
async function deleteShop(store: Store, hold: Hold): Promise<void> {
  while (!(await deleteShopRows(store))) await hold.pause()
}

async function giveUp(store: Store, job: Job, thrown: unknown): Promise<void> {
  const reason = `Tried ${job.attempts} times; the last time: ${thrown instanceof Error ? thrown.message : String(thrown)}`
  if (job.kind === 'import') {
    const row = await readImport(store, job.subject)
    if (row) await finishImport(store, row, Date.now(), reason)
  } else if (job.kind === 'mine') {
    await leaveSlot(store, job.subject)
    await changeModel(store, job.subject, { status: 'failed', finished_at: Date.now(), refusals: [reason] })
  } else if (job.kind === 'tune') {
    await changeTuning(store, job.subject, { status: 'failed', finished_at: Date.now(), problem: reason })
  }
  await endJob(store, job)
}
