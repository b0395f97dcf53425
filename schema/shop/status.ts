import * as v from 'valibot'
import { IMPORT_KINDS, IMPORT_STATUS } from '../imports/imports.ts'
import { jobsView } from '../jobs.ts'
import { MODEL_CAUSE } from '../models/models.ts'
import { whole } from '../numbers.ts'
import { pageCounts } from '../outcomes/page-days.ts'
import { adviceWithFacts } from '../shapes.ts'
import { alertView } from './alerts.ts'
import { FEED_STATUS } from './feeds.ts'
import { HOOK_SENDERS } from './hooks.ts'
import { installView } from './installs.ts'

const at = v.nullable(whole)

/** What a merchant may have to do about a shop's data, as GET /v1/status names it, in the order in which it is said. */
export const STATUS_ADVICE = [
  'no_catalogue',
  'prices_hidden',
  'no_orders',
  'old_orders',
  'no_model',
  'models_refused',
  'non_goods',
  'pairs_held',
  'feed_failing',
  'hook_refused',
  'unknown_items_asked',
  'events_refused',
  'shared_names',
  'job_failed',
] as const
export type StatusAdvice = (typeof STATUS_ADVICE)[number]

/** What to do next. */
export const statusStep = v.object({ ...adviceWithFacts.entries, code: v.picklist(STATUS_ADVICE) })
export type StatusStep = v.InferOutput<typeof statusStep>

/** How current the data of a shop are. Times in UTC milliseconds, null for never. */
export const shopStatus = v.object({
  now: whole,
  catalogue: v.object({
    items: whole,
    published: whole,
    /** Time of the newest whole catalogue, which confirms every item. */
    confirmed_at: at,
    /** Days after which an unconfirmed item shows no price. */
    price_days: whole,
    /** Number of published items whose price is hidden for this reason. */
    prices_hidden: whole,
  }),
  orders: v.object({
    orders: whole,
    newest_order_at: at,
    /** Time of the last new or changed order. */
    received_at: at,
    /** Orders received by API or webhook since the run of the live model began. */
    new_orders: whole,
  }),
  /** Names of customers that may stand for several people: those that join them, and those that are too many to join. */
  shared_names: v.object({ several: whole, shared: whole }),
  relations: whole,
  /** Items that runs have found to be no goods, so that they are not shown, and about which nobody has decided. */
  non_goods: whole,
  /** The live model; null before the first. `kept_until`: one that was mined outside is not replaced by a run of fewer orders before. */
  model: v.nullable(
    v.object({
      model_id: v.string(),
      cause: v.picklist(MODEL_CAUSE),
      finished_at: at,
      last_order_at: at,
      kept_until: at,
    }),
  ),
  /** Number of models that the gate has refused since the live one was published. */
  models_refused: whole,
  /** Number of anomalies that wait for the merchant's decision. */
  pairs_held: whole,
  /** The last upload of each kind. */
  imports: v.array(
    v.object({
      import_id: v.string(),
      kind: v.picklist(IMPORT_KINDS),
      status: v.picklist(IMPORT_STATUS),
      created_at: whole,
      finished_at: at,
      problem: v.nullable(v.string()),
    }),
  ),
  feeds: v.array(
    v.object({
      feed_id: v.string(),
      kind: v.picklist(IMPORT_KINDS),
      url: v.string(),
      last_status: v.picklist(FEED_STATUS),
      last_ok_at: at,
      next_at: whole,
      problem: v.nullable(v.string()),
      failures: whole,
    }),
  ),
  hooks: v.array(
    v.object({
      platform: v.picklist(HOOK_SENDERS),
      received_at: at,
      problem: v.nullable(v.string()),
      problem_at: at,
    }),
  ),
  /** Apps in shop systems, with the progress of their sync. */
  apps: v.array(installView),
  /** What pages asked and sent in the last 7 days. Answers from caches are not counted. */
  pages: v.object({ ...pageCounts.entries, last_event_at: at }),
  /** Background work. A failed job is listed until a later job does its work, 30 days at most. */
  jobs: jobsView,
  /** Open alerts, newest first. */
  alerts: v.array(alertView),
  next_steps: v.array(statusStep),
})
export type ShopStatus = v.InferOutput<typeof shopStatus>
