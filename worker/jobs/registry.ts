import type { Job } from '../../schema/jobs.ts'
import type { Env } from '../env.ts'
import { fetchFeed } from '../ingest/feeds/fetch.ts'
import { applyImport } from '../ingest/import/apply.ts'
import { mineModel } from '../models/mine-model.ts'
import { tune } from '../models/tune.ts'
import { foldEvents } from '../outcomes/fold-events.ts'
import { learn } from '../outcomes/learn.ts'
import { finishImport, readImport } from '../store/imports/imports.ts'
import { changeModel, releaseSlot } from '../store/models/models.ts'
import { changeTuning } from '../store/models/tunings.ts'
import type { Store } from '../store/open.ts'
import { deleteShopRows } from '../store/shop/shops.ts'
import { HandOver, type JobLease } from './lease/lease.ts'
import { reseal } from './reseal.ts'

/** One kind of job. */
export type JobKind = {
  /** Does the work; called again after an interruption, it continues where the last call ended. */
  run(env: Env, store: Store, job: Job, lease: JobLease): Promise<void>
  /** The job needs most of the memory of an isolate, which runs one such job at a time. */
  isLarge?: true
  /** Records that the job has failed finally. Without it the job is retried forever, with growing delays. */
  fail?(store: Store, subject: string, reason: string): Promise<void>
}

/** Every kind of job. To add one: a name in schema/jobs.ts and a line here. */
export const JOBS: Readonly<Record<Job['kind'], JobKind>> = {
  import: {
    run: (_, store, { subject }, lease) => applyImport(store, subject, lease),
    fail: async (store, subject, reason) => {
      const row = await readImport(store, subject)
      if (row) await finishImport(store, row, Date.now(), reason)
    },
  },
  mine: {
    isLarge: true,
    run: (_, store, { subject }, lease) => mineModel(store, subject, lease),
    fail: async (store, subject, reason) => {
      await releaseSlot(store, subject)
      await changeModel(store, subject, { status: 'failed', finished_at: Date.now(), refusals: [reason] })
    },
  },
  tune: {
    isLarge: true,
    run: (_, store, { subject }, lease) => tune(store, subject, lease),
    fail: (store, subject, problem) =>
      changeTuning(store, subject, { status: 'failed', finished_at: Date.now(), problem }),
  },
  // The cron queues these three again, so nothing is lost when one fails; the reason is in the log.
  feed: {
    run: (env, store, { subject }, lease) => fetchFeed(env, store, subject, lease),
    fail: async () => {},
  },
  fold: { run: (_, store, job, lease) => foldEvents(store, job, lease), fail: async () => {} },
  learn: { run: (_, store, __, lease) => learn(store, lease), fail: async () => {} },
  // Retried until it succeeds: the operator waits for it before the old MASTER_KEY is removed.
  reseal: { run: (env, store, __, lease) => reseal(env, store, lease) },
  // The deletion was requested, so this job has no `fail` and is retried until it succeeds.
  delete_shop: {
    run: async (_, store, __, lease) => {
      for (let portion = 1; !(await deleteShopRows(store)); portion += 1) {
        if (portion === PORTIONS_A_TURN) throw new HandOver()
        await lease.pause()
      }
    },
  },
}

/** Batches of a deletion in one invocation: each is one statement for each table, and D1 allows 1,000 in one invocation. */
const PORTIONS_A_TURN = 25
