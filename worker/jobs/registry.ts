import type { Job, JobKind } from '../../schema/jobs.ts'
import { HOUR, SECOND } from '../../vocabulary/time.ts'
import { analyseAccounts } from '../accounts/analysis/analyse.ts'
import { runCampaign } from '../campaigns/run.ts'
import { fitCustomers } from '../customers/fit.ts'
import { queueIfOld, scoreCustomers } from '../customers/score.ts'
import type { Env } from '../env.ts'
import { fetchFeed } from '../ingest/feeds/fetch.ts'
import { applyImport } from '../ingest/import/apply.ts'
import { mineModel } from '../models/mine-model.ts'
import { publishOutside } from '../models/outside/publish.ts'
import { tune } from '../models/tune.ts'
import { failMove, leaveHome, moveShop } from '../moves/move-shop.ts'
import { watchExperiments } from '../outcomes/experiments/watch.ts'
import { foldEvents } from '../outcomes/fold-events.ts'
import { learn } from '../outcomes/learn.ts'
import { provedBuyers } from '../outcomes/proved-buyers.ts'
import { failSync, syncPlatform } from '../platforms/sync.ts'
import { changeCampaign } from '../store/campaigns/campaigns.ts'
import { finishImport, readImport } from '../store/imports/imports.ts'
import { changeModel, releaseSlot } from '../store/models/models.ts'
import { dropUpload } from '../store/models/outside.ts'
import { changeTuning } from '../store/models/tunings.ts'
import { forgetMove } from '../store/moves/moves.ts'
import type { Store } from '../store/open.ts'
import { changeFeed } from '../store/shop/feeds.ts'
import { deleteShopRows } from '../store/shop/shops.ts'
import { runTriggers } from '../triggers/run.ts'
import { deliver } from '../webhooks/deliver.ts'
import type { JobLease } from './lease/lease.ts'
import { reseal } from './reseal.ts'

/** When a job that threw is tried again. */
export type Retries = {
  /** Attempts before the job has failed finally. There are many, because each interruption uses one. */
  attempts: number
  /** Milliseconds before the next attempt: `delay` times the number of attempts, `max_delay` at most. */
  delay: number
  max_delay: number
}

const RETRIES: Retries = { attempts: 40, delay: SECOND, max_delay: HOUR }

/** One kind of job. Its lane is in schema/jobs.ts, because the job's row has it too. */
export type JobDefinition = {
  /** Does the work; called again after an interruption, it continues where the last call ended. */
  run(env: Env, store: Store, job: Job, lease: JobLease): Promise<void>
  retries: Retries
  /** The job needs most of the memory of an isolate, which runs one such job at a time. */
  isLarge?: true
  /** Handed over, the job goes behind the others of its lane, so that a long one holds up none of them. */
  takesTurns?: true
  /** A later job of the kind does the same work, whatever its subject: its success settles earlier failures. */
  settlesEarlier?: true
  /** Records the final failure also where the merchant looks for the subject. The job's own row records it in any case. */
  fail?(store: Store, subject: string, reason: string, env: Env): Promise<void>
}

/** Every kind of job. To add one: a name and a lane in schema/jobs.ts, and an entry here. */
export const JOBS: Readonly<Record<JobKind, JobDefinition>> = {
  import: {
    run: (_, store, { subject }, lease) => applyImport(store, subject, lease),
    retries: RETRIES,
    fail: async (store, subject, reason) => {
      const row = await readImport(store, subject)
      if (row) await finishImport(store, row, Date.now(), reason)
    },
  },
  feed: {
    run: (env, store, { subject }, lease) => fetchFeed(env, store, subject, lease),
    retries: RETRIES,
    fail: (store, subject, problem) => changeFeed(store, subject, { last_status: 'failed', problem }),
  },
  sync: {
    run: (env, store, { subject }, lease) => syncPlatform(env, store, subject, lease),
    retries: RETRIES,
    fail: (store, subject, problem) => failSync(store, subject, problem),
  },
  mine: {
    run: async (_, store, { subject }, lease) => {
      await mineModel(store, subject, provedBuyers, lease)
      const now = Date.now()
      await queueIfOld(store, await fitCustomers(store, now, lease), now)
    },
    retries: RETRIES,
    isLarge: true,
    settlesEarlier: true,
    fail: async (store, subject, reason) => {
      await releaseSlot(store, subject)
      await changeModel(store, subject, { status: 'failed', finished_at: Date.now(), refusals: [reason] })
    },
  },
  outside: {
    run: (_, store, { subject }, lease) => publishOutside(store, subject, lease),
    retries: RETRIES,
    // The names of a large catalogue.
    isLarge: true,
    fail: async (store, subject, reason) => {
      await releaseSlot(store, subject)
      await changeModel(store, subject, { status: 'failed', finished_at: Date.now(), refusals: [reason] })
      while (!(await dropUpload(store, subject)));
    },
  },
  tune: {
    run: (_, store, { subject }, lease) => tune(store, subject, lease),
    retries: RETRIES,
    isLarge: true,
    settlesEarlier: true,
    fail: (store, subject, problem) =>
      changeTuning(store, subject, { status: 'failed', finished_at: Date.now(), problem }),
  },
  score: {
    run: (_, store, job, lease) => scoreCustomers(store, job, lease),
    retries: RETRIES,
    isLarge: true,
    settlesEarlier: true,
  },
  account: {
    run: (_, store, __, lease) => analyseAccounts(store, lease),
    retries: RETRIES,
    isLarge: true,
    settlesEarlier: true,
  },
  fold: { run: (env, store, job, lease) => foldEvents(env, store, job, lease), retries: RETRIES },
  learn: { run: (_, store, __, lease) => learn(store, lease), retries: RETRIES },
  watch: { run: (_, store, __, lease) => watchExperiments(store, lease), retries: RETRIES },
  campaign: {
    run: (_, store, { subject }, lease) => runCampaign(store, subject, lease),
    retries: RETRIES,
    takesTurns: true,
    fail: async (store, subject, reason) => {
      await changeCampaign(store, subject, ['checking'], { status: 'draft', reason })
    },
  },
  trigger: {
    run: (_, store, __, lease) => runTriggers(store, lease),
    retries: RETRIES,
    settlesEarlier: true,
  },
  deliver: { run: (env, store, { subject }, lease) => deliver(env, store, subject, lease), retries: RETRIES },
  reseal: {
    run: (env, store, __, lease) => reseal(env, store, lease),
    // The operator waits for it before the old key is removed, so it is retried until it succeeds.
    retries: { ...RETRIES, attempts: Number.POSITIVE_INFINITY },
  },
  move_shop: {
    run: (env, store, _, lease) => moveShop(env, store, lease),
    retries: RETRIES,
    settlesEarlier: true,
    fail: (store, _, problem, env) => failMove(env, store, problem),
  },
  leave_home: {
    run: (env, store, _, lease) => leaveHome(env, store, lease),
    // Until it succeeds the rows are there twice.
    retries: { ...RETRIES, attempts: Number.POSITIVE_INFINITY },
  },
  delete_shop: {
    run: async (env, store, __, lease) => {
      await leaveHome(env, store, lease)
      while (!(await deleteShopRows(store))) {
        lease.handOverIfSpent()
        await lease.pause()
      }
      await forgetMove(env, store.shop_id)
    },
    // The deletion was requested, so it is retried until it succeeds.
    retries: { ...RETRIES, attempts: Number.POSITIVE_INFINITY },
  },
}
