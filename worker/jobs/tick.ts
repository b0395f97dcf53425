import { HOUR } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import { queueModel } from '../models/queue-model.ts'
import { causeToTune, queueTuning } from '../models/queue-tuning.ts'
import { watchExperiments } from '../outcomes/stop-harmful.ts'
import { dropImport, listCutOff } from '../store/imports/imports.ts'
import { shopsWithWork } from '../store/jobs.ts'
import { staleShops } from '../store/models/models.ts'
import { tuningAges } from '../store/models/tunings.ts'
import { databases, open } from '../store/open.ts'
import { forgetEvents, queueFold, shopsWithBeacons } from '../store/outcomes/events.ts'
import { queueLearning } from '../store/outcomes/learning.ts'
import { dueFeeds, queueFeed } from '../store/shop/feeds.ts'
import { forgetReplies, REPLY_LIFE } from '../store/shop/replies.ts'
import { listShops } from '../store/shop/shops.ts'
import { advance } from './advance.ts'

const DAY = 24 * HOUR
/** Hour of the day, UTC, at which shops are mined anew: night in Europe, evening in America. */
const NIGHT = 3
/** Shops that one tick takes up; the queue carries the rest. */
const SHOPS_A_TICK = 20
/** An upload that has not ended after this time was cut off, milliseconds. */
const CUT_OFF = HOUR

/**
 * What the cron does each minute: asks for feeds whose time has come, has events counted, and takes up work that nobody has in hand; at night
 * mines every shop that has not been mined for 20 hours; once an hour sweeps up after uploads that were cut off.
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
  await queueFeeds(env, now)
  await queueFolds(env, now)
  for (const store of await shopsWithWork(env, now, SHOPS_A_TICK)) await advance(env, store)
}

/** Feeds that one tick takes up; those that wait longest come first. */
const FEEDS_A_TICK = 50

async function queueFeeds(env: Env, now: number): Promise<void> {
  for (const { d1 } of databases(env)) {
    for (const { shop_id, feed_id, every_minutes } of await dueFeeds(d1, now, FEEDS_A_TICK)) {
      await queueFeed(open(env, shop_id), feed_id, now, now + every_minutes * 60_000)
      await env.JOBS.send({ shop_id })
    }
  }
}

/** A fold is a message of its own, so that a shop's long work does not hold up the counts of the others. */
async function queueFolds(env: Env, now: number): Promise<void> {
  for (const { d1 } of databases(env)) {
    for (const shop_id of await shopsWithBeacons(d1)) {
      await queueFold(open(env, shop_id), now)
      await env.JOBS.send({ shop_id })
    }
  }
}

/** Before the night's models, which are made the way that is found. */
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
      // A millisecond later, so that it comes behind the search of the same night.
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
  }
}
