import type { Duty, DutyName } from '../../schema/duties.ts'
import type { Lane } from '../../schema/jobs.ts'
import { DAY, HOUR, MINUTE } from '../../vocabulary/time.ts'
import { checkAlerts } from '../alerts/check.ts'
import { auditKey } from '../auth/audit-key.ts'
import { callWorkers, type Env } from '../env.ts'
import { logFault } from '../log.ts'
import { queueModel } from '../models/queue-model.ts'
import { causeToTune, queueTuning } from '../models/queue-tuning.ts'
import { queueAnalysis } from '../store/accounts/analyses.ts'
import { forgetOutcomeNotes, oldOutcomes } from '../store/accounts/outcomes.ts'
import { oldRepDays } from '../store/accounts/team.ts'
import { addAuditEntry, oldAudit } from '../store/audit.ts'
import { addAuditDigest, oldAuditDigests } from '../store/audit-digests.ts'
import { batch } from '../store/batch.ts'
import type { Budget } from '../store/budget.ts'
import { activeCampaigns, queueCampaigns } from '../store/campaigns/campaigns.ts'
import { forgetNotes, oldDecisions } from '../store/decisions/forget.ts'
import { claimDuties, type DoneDuty, endClaims, nextNight, readNight } from '../store/duties.ts'
import { oldFailures } from '../store/jobs.ts'
import { open, type Store } from '../store/open.ts'
import { oldEvents, trimJourneys } from '../store/outcomes/events.ts'
import { queueWatch } from '../store/outcomes/experiments.ts'
import { forgetErasedVisitors } from '../store/outcomes/forget-erased.ts'
import { queueLearning } from '../store/outcomes/learning.ts'
import { sumDaysAgain } from '../store/outcomes/sum-days.ts'
import { deleteOld, noteSweep, RETENTION, trustedTime } from '../store/retention.ts'
import { oldAlerts } from '../store/shop/alerts.ts'
import { oldSignInLinks } from '../store/shop/members.ts'
import { oldReplies } from '../store/shop/replies.ts'
import { oldSessions } from '../store/shop/sessions.ts'
import { oldMessages } from '../store/shop/webhook-messages.ts'
import { queueTriggers } from '../store/triggers/triggers.ts'

/** What a duty has done: the lanes in which it queued jobs, and when it is due next (UTC milliseconds; null for never). */
type Done = { lanes: readonly Lane[]; due_at: number | null }

/** A shop that was mined in this time needs no nightly run. */
const FRESH_MODEL = 20 * HOUR

/** Queues the night's jobs of a shop: learning, tuning if it is worth its time, and mining. A paused shop needs none. */
async function nightly(store: Store, now: number): Promise<Done> {
  const lanes: Lane[] = []
  const night = await readNight(store)
  if (night?.live) {
    await sumDaysAgain(store, now)
    if (night.has_purchases) {
      await queueLearning(store, now)
      lanes.push('events')
    }
    const cause = causeToTune(night, now)
    if (cause) {
      await queueTuning(store, cause, now)
      lanes.push('tuning')
    }
    if (night.has_orders && (await queueAnalysis(store, now))) lanes.push('scoring')
    if (night.has_orders && (night.mined_at ?? 0) < now - FRESH_MODEL) {
      await queueModel(store, 'nightly', now)
      lanes.push('mining')
    }
  }
  return { lanes, due_at: nextNight(now) }
}

/** Pause before the next slice of a sweep. After a downtime a shop is swept twice a day, until its sweeps have caught up. */
const SLICE_PAUSE = MINUTE

/** Signs the audit of the day, unless the shop's key cannot be opened: its old rows are deleted all the same. */
async function signAudit(env: Env, store: Store, now: number): Promise<void> {
  try {
    await addAuditDigest(store, async (shop) => await auditKey(env, shop), now)
  } catch (thrown) {
    logFault('duty_failed', { shop_id: store.shop_id, duty: 'sign the audit' }, thrown)
  }
}

/**
 * Deletes a slice of the shop's rows that are past their retention, which is a day or more for each of them, and records how many
 * there were. The clock alone does not decide which rows are old: see `trustedTime`.
 */
async function sweep(store: Store, now: number, env: Env): Promise<Done> {
  const trusted = await trustedTime(store, now)
  await signAudit(env, store, trusted)
  await batch(store.d1, [
    ...forgetErasedVisitors(store.shop_id),
    trimJourneys(store, trusted),
    forgetNotes(store.shop_id, trusted),
    forgetOutcomeNotes(store.shop_id, trusted),
  ])
  const { rows, isMore } = await deleteOld(store, [
    oldReplies(trusted),
    oldSessions(trusted),
    oldSignInLinks(trusted),
    ...oldEvents(store, trusted),
    ...oldAudit(trusted),
    oldAuditDigests(trusted),
    oldFailures(trusted),
    oldAlerts(trusted),
    oldMessages(trusted),
    ...oldDecisions(trusted),
    oldOutcomes(trusted),
    oldRepDays(trusted),
  ])
  if (Object.keys(rows).length > 0) {
    const change = { action: 'delete old rows', subject: {}, before: null, after: { until: trusted, rows } }
    await addAuditEntry(store, RETENTION, change, trusted)
  }
  // The next slice is one of the same day.
  await noteSweep(store, isMore ? trusted - DAY : trusted)
  const isBehind = trusted < now - HOUR
  return { lanes: [], due_at: now + (isMore ? SLICE_PAUSE : isBehind ? DAY / 2 : DAY) }
}

async function watchExperiments(store: Store, now: number): Promise<Done> {
  const isRunning = await queueWatch(store, now)
  return isRunning ? { lanes: ['events'], due_at: now + HOUR } : { lanes: [], due_at: null }
}

/** Queues the jobs of campaigns that run, wait for their start, or ended lately. */
async function campaigns(store: Store, now: number): Promise<Done> {
  const active = await activeCampaigns(store)
  await queueCampaigns(store, active, now)
  return active.length > 0 ? { lanes: ['campaigns'], due_at: now + HOUR } : { lanes: [], due_at: null }
}

/** How often triggers look for causes and do what is due. */
const TRIGGER_PAUSE = 15 * MINUTE

/** Queues the job of the shop's triggers. */
async function triggers(store: Store, now: number): Promise<Done> {
  const hasWork = await queueTriggers(store, now)
  return hasWork ? { lanes: ['triggers'], due_at: now + TRIGGER_PAUSE } : { lanes: [], due_at: null }
}

/** Compares the shop's state with its alerts. Failures of jobs make it due at once, so an hour is for what fails silently. */
async function alerts(store: Store, now: number): Promise<Done> {
  const hasChanged = await checkAlerts(store, now)
  return { lanes: hasChanged ? ['webhooks'] : [], due_at: now + HOUR }
}

const DUTIES: Readonly<Record<DutyName, (store: Store, now: number, env: Env) => Promise<Done>>> = {
  nightly,
  sweep,
  experiments: watchExperiments,
  alerts,
  campaigns,
  triggers,
}

/** Statements that one duty may send: a sweep sends 38, a night 9, a check of alerts 9, and more when two requests queue the same run. */
const MAX_STATEMENTS_A_DUTY = 38
/** Statements for claiming duties and for ending the claims. */
const STATEMENTS_A_PAGE = 3
const MAX_PAGE = 50
/** A tick that has not ended its claims after this time has died. */
const CLAIM_LIFE = 10 * MINUTE
/** Delay after a duty that threw; it doubles with each failure in a row. */
const RETRY_DELAY = 5 * MINUTE
const MAX_RETRY_DELAY = 12 * HOUR

/**
 * Does the duties of a database's shops that are due, the oldest first, until none is left or the invocation has sent its
 * statements; the next tick continues. A duty that throws is tried again later and holds up no other.
 * @param now UTC milliseconds
 */
export async function runDuties(env: Env, d1: D1Database, now: number, budget: Budget): Promise<void> {
  const until = now + CLAIM_LIFE
  for (;;) {
    const room = Math.floor((budget.left - STATEMENTS_A_PAGE) / MAX_STATEMENTS_A_DUTY)
    const page = Math.min(MAX_PAGE, room)
    if (page < 1) return
    const claimed = await claimDuties(d1, now, until, page)
    if (claimed.length === 0) return
    const done: (DoneDuty & Done)[] = []
    for (const duty of claimed) done.push(await run(env, duty, now, budget))
    const ends = done.map(({ shop_id, duty, failures, due_at }) => ({ shop_id, duty, failures, due_at }))
    await endClaims(d1, until, ends)
    await callWorkers(
      env,
      done.flatMap(({ shop_id, lanes }) => lanes.map((lane) => ({ shop_id, lane }))),
    )
    if (claimed.length < page) return
  }
}

async function run(
  env: Env,
  { shop_id, duty, failures }: Duty,
  now: number,
  budget: Budget,
): Promise<DoneDuty & Done> {
  try {
    const done = await DUTIES[duty](open(env, shop_id, budget), now, env)
    return { shop_id, duty, failures: 0, ...done }
  } catch (thrown) {
    logFault('duty_failed', { shop_id, duty, failures: failures + 1 }, thrown)
    const delay = Math.min(MAX_RETRY_DELAY, RETRY_DELAY * 2 ** Math.min(failures, 10))
    return { shop_id, duty, failures: failures + 1, lanes: [], due_at: now + delay }
  }
}
