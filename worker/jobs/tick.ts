import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import { keyIdOf, masterKey } from '../auth/master-key.ts'
import { callWorkers, type Env } from '../env.ts'
import { logFault } from '../log.ts'
import { Budget, counted } from '../store/budget.ts'
import { addMissingDuties } from '../store/duties.ts'
import { dropImport, listInterrupted } from '../store/imports/imports.ts'
import { lostJobs } from '../store/jobs.ts'
import { forgetReceiving, listInterruptedModels } from '../store/models/outside.ts'
import { databases, open } from '../store/open.ts'
import { queueFolds } from '../store/outcomes/events.ts'
import { changeFeed, type DueFeed, dueFeeds, queueFeed } from '../store/shop/feeds.ts'
import { queueReseal, shopsSealedOtherwise } from '../store/shop/shops.ts'
import { advance, isFresh } from './advance.ts'
import { runDuties } from './duties.ts'

/**
 * Runs each minute. Each database has an invocation of its own, because D1 limits the statements of an invocation: the first is
 * served here, and queue messages ask for the others.
 * @param now UTC milliseconds
 */
export async function tick(env: Env, now: number): Promise<void> {
  for (const { number } of databases(env)) {
    if (number === 0) continue
    await attempt(`database ${number}`, () => env.JOBS.send({ database: number, now }))
  }
  await tickDatabase(env, 0, now)
}

/**
 * The cron's work for one database: queues due feeds and the counting of events, deletes interrupted uploads, does the shops' due
 * duties, and calls workers for jobs whose queue message was lost. It sends at most MAX_STATEMENTS statements; what is left over is
 * the oldest in the next minute.
 */
export async function tickDatabase(env: Env, number: number, now: number): Promise<void> {
  const budget = new Budget()
  const bound = databases(env).find((database) => database.number === number)
  if (!bound) return
  const d1 = counted(bound.d1, budget)
  await attempt('due feeds', () => queueFeeds(env, d1, now, budget))
  await attempt('events', async () => {
    const shops = await queueFolds(d1, now)
    await callWorkers(
      env,
      shops.map((shop_id) => ({ shop_id, lane: 'events' })),
    )
  })
  await attempt('interrupted uploads', () => deleteInterrupted(env, d1, now, budget))
  const minute = Math.floor(now / MINUTE) % (DAY / MINUTE)
  if (minute === MINUTE_OF_REPAIR) await attempt('missing duties', () => addMissingDuties(d1, now))
  await attempt('duties', () => runDuties(env, d1, now, budget))
  await attempt('sealing', () => queueReseals(env, d1, now, budget))
  await attempt('lost jobs', () => continueLost(env, d1, now, budget))
}

/** Minute of the day (UTC) at which missing duties are added, half an hour before the night begins. */
const MINUTE_OF_REPAIR = 150

/** One part of a tick; a failure is logged, and stops no other part. */
async function attempt(part: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    logFault('tick_failed', { part }, thrown)
  }
}

/** Feeds in one tick, longest overdue first. */
const FEEDS_A_TICK = 50
/** Pause of a feed whose shop is paused or whose job could not be queued: it must not be the first in each tick. */
const FEED_PAUSE = HOUR

async function queueFeeds(env: Env, d1: D1Database, now: number, budget: Budget): Promise<void> {
  const due = await dueFeeds(d1, now, FEEDS_A_TICK)
  const queued: DueFeed[] = []
  for (const feed of due) {
    const { shop_id, feed_id, every_minutes, live } = feed
    await attempt(`feed ${feed_id} of shop ${shop_id}`, async () => {
      const store = open(env, shop_id, budget)
      try {
        if (live) await queueFeed(store, feed_id, now, now + every_minutes * MINUTE)
      } catch (thrown) {
        await changeFeed(store, feed_id, { next_at: now + FEED_PAUSE })
        throw thrown
      }
      if (live) queued.push(feed)
      else await changeFeed(store, feed_id, { next_at: now + FEED_PAUSE })
    })
  }
  await callWorkers(
    env,
    queued.map(({ shop_id }) => ({ shop_id, lane: 'feeds' })),
  )
}

/** An upload that has not ended after this time was interrupted, milliseconds. */
const INTERRUPTED_AFTER = HOUR
const INTERRUPTED_A_TICK = 20

async function deleteInterrupted(env: Env, d1: D1Database, now: number, budget: Budget): Promise<void> {
  for (const { shop_id, import_id } of await listInterrupted(
    d1,
    now - INTERRUPTED_AFTER,
    INTERRUPTED_A_TICK,
  )) {
    await attempt(`upload ${import_id} of shop ${shop_id}`, () =>
      dropImport(open(env, shop_id, budget), import_id),
    )
  }
  const models = await listInterruptedModels(d1, now - INTERRUPTED_AFTER, INTERRUPTED_A_TICK)
  for (const { shop_id, model_id } of models) {
    await attempt(`model ${model_id} of shop ${shop_id}`, () =>
      forgetReceiving(open(env, shop_id, budget), model_id),
    )
  }
}

/** Shops in one tick whose secrets are sealed again. */
const RESEALS_A_TICK = 50

/** Queues the sealing of shops that are not sealed with the current MASTER_KEY: during a rotation, and after an update of 0.1.0. */
async function queueReseals(env: Env, d1: D1Database, now: number, budget: Budget): Promise<void> {
  const kid = keyIdOf(masterKey(env))
  // Only during a rotation may many shops be sealed with another key, so that all of them have to be looked at.
  const isRotating = env.MASTER_KEY_OTHER !== undefined
  const room = Math.min(RESEALS_A_TICK, budget.left - 1)
  if (room < 1) return
  const queued: string[] = []
  for (const shop_id of await shopsSealedOtherwise(d1, isRotating ? kid : undefined, room)) {
    await attempt(`sealing of shop ${shop_id}`, async () => {
      await queueReseal(open(env, shop_id, budget), now)
      queued.push(shop_id)
    })
  }
  await callWorkers(
    env,
    queued.map((shop_id) => ({ shop_id, lane: 'sealing' })),
  )
}

/** Jobs of a lane in one tick whose message was lost, oldest first. */
const LOST_A_TICK = 40

/** Calls workers for jobs that wait without a message; runs the first one here, in case that the queue delivers nothing. */
async function continueLost(env: Env, d1: D1Database, now: number, budget: Budget): Promise<void> {
  const [first, ...others] = await lostJobs(d1, now, LOST_A_TICK)
  if (!first) return
  const isHere = isFresh(budget)
  await callWorkers(env, isHere ? others : [first, ...others])
  if (isHere) await advance(env, first.shop_id, budget, [first.lane])
}
