import { DAY, HOUR } from '../../vocabulary/time.ts'
import { keyIdOf, masterKey } from '../auth/master-key.ts'
import type { Env } from '../env.ts'
import { queueModel } from '../models/queue-model.ts'
import { causeToTune, queueTuning } from '../models/queue-tuning.ts'
import { watchExperiments } from '../outcomes/stop-harmful.ts'
import { forgetAudit } from '../store/audit.ts'
import { dropImport, listCutOff } from '../store/imports/imports.ts'
import { shopsWithWork } from '../store/jobs.ts'
import { staleShops } from '../store/models/models.ts'
import { tuningAges } from '../store/models/tunings.ts'
import { databases, open } from '../store/open.ts'
import { forgetEvents, queueFold, shopsWithBeacons } from '../store/outcomes/events.ts'
import { queueLearning } from '../store/outcomes/learning.ts'
import { dueFeeds, queueFeed } from '../store/shop/feeds.ts'
import { forgetReplies, REPLY_LIFE } from '../store/shop/replies.ts'
import { listShops, queueReseal, shopsSealedOtherwise } from '../store/shop/shops.ts'
import { advance } from './advance.ts'

/** Hour of the day (UTC) of the nightly mining: night in Europe, evening in America. */
const NIGHT = 3
/** Shops in one tick; the queue carries the rest. */
const SHOPS_A_TICK = 20
/** An upload that has not ended after this time was interrupted, milliseconds. */
const CUT_OFF = HOUR

/**
 * Runs each minute: queues due feeds and the counting of events, and continues jobs without a lease; at night queues a mining
 * run of every shop that was not mined for 20 hours; each hour deletes the remains of interrupted uploads.
 * @param now UTC milliseconds
 */
export async function tick(env: Env, now: number): Promise<void> {
  const minute = Math.floor(now / 60_000) % 60
  const hour = Math.floor(now / HOUR) % 24
  if (hour === NIGHT && minute === 0) await learnAll(env, now)
  if (hour === NIGHT) {
    await tuneGrown(env, now)
    await mineStale(env, now)
  }
  if (minute === 17) await sweep(env, now)
  if (minute === 47) await watchExperiments(env, now)
  await queueReseals(env, now)
  await queueFeeds(env, now)
  await queueFolds(env, now)
  for (const store of await shopsWithWork(env, now, SHOPS_A_TICK)) await advance(env, store)
}

/** Feeds in one tick, longest waiting first. */
const FEEDS_A_TICK = 50

async function queueFeeds(env: Env, now: number): Promise<void> {
  for (const { d1 } of databases(env)) {
    for (const { shop_id, feed_id, every_minutes } of await dueFeeds(d1, now, FEEDS_A_TICK)) {
      await queueFeed(open(env, shop_id), feed_id, now, now + every_minutes * 60_000)
      await env.JOBS.send({ shop_id })
    }
  }
}

/** Shops in one tick whose secrets are sealed again. */
const RESEALS_A_TICK = 50

/** Queues the sealing of shops that are not sealed with the current MASTER_KEY: after a rotation, and after an update of 0.1.0. */
async function queueReseals(env: Env, now: number): Promise<void> {
  const kid = keyIdOf(masterKey(env))
  for (const { d1 } of databases(env)) {
    for (const shop_id of await shopsSealedOtherwise(d1, kid, RESEALS_A_TICK)) {
      await queueReseal(open(env, shop_id), now)
      await env.JOBS.send({ shop_id })
    }
  }
}

/** Queues the counting of events, one message for each shop, so that one shop's long job does not delay the others. */
async function queueFolds(env: Env, now: number): Promise<void> {
  for (const { d1 } of databases(env)) {
    for (const shop_id of await shopsWithBeacons(d1)) {
      await queueFold(open(env, shop_id), now)
      await env.JOBS.send({ shop_id })
    }
  }
}

/** Queues tunings before the nightly models, which then use the new settings. */
async function tuneGrown(env: Env, now: number): Promise<void> {
  for (const { d1 } of databases(env)) {
    for (const age of await tuningAges(d1, now - DAY, SHOPS_A_TICK)) {
      const cause = causeToTune(age, now)
      if (cause) await queueTuning(open(env, age.shop_id), cause, now)
    }
  }
}

async function learnAll(env: Env, now: number): Promise<void> {
  for (const { shop_id } of await listShops(env)) await queueLearning(open(env, shop_id), now)
}

async function mineStale(env: Env, now: number): Promise<void> {
  for (const { d1 } of databases(env)) {
    for (const shop_id of await staleShops(d1, now - 20 * HOUR, SHOPS_A_TICK)) {
      // A millisecond later, so that the model is mined after the tuning of the same night.
      await queueModel(open(env, shop_id), 'nightly', now + 1)
    }
  }
}

async function sweep(env: Env, now: number): Promise<void> {
  for (const { shop_id } of await listShops(env)) {
    const store = open(env, shop_id)
    for (const import_id of await listCutOff(store, now - CUT_OFF)) await dropImport(store, import_id)
    await forgetReplies(store.db, shop_id, now - REPLY_LIFE)
    await forgetEvents(store, now)
    await forgetAudit(store, now)
  }
}
