import type { Lane } from '../schema/jobs.ts'
import type { ShopBeacon } from '../schema/outcomes/events.ts'
import { logFault } from './log.ts'

/** Bindings of the deployment. Further databases are bound as DB_1, DB_2 … */
export type Env = {
  DB: D1Database
  JOBS: Queue<JobMessage>
  /**
   * Queues of the lanes `feeds` and `mining`, and of `tuning` and `scoring`: slow servers and a night's backlog delay no other lane. Without them `JOBS`
   * serves all lanes.
   */
  FEED_JOBS?: Queue<JobMessage>
  MINING_JOBS?: Queue<JobMessage>
  TUNING_JOBS?: Queue<JobMessage>
  ASSETS: Fetcher
  /** Drops beacons of one address above this rate; without it none is dropped. */
  EVENT_RATE?: RateLimit
  /** Questions for unknown items, per publishable key and address. */
  UNKNOWN_RATE?: RateLimit
  /** Attempts to sign in to the console, per address. */
  SIGN_IN_RATE?: RateLimit
  /** With both bindings, beacons of a shop above the rate `BEACON_RATE` are queued in `BEACONS`. */
  BEACONS?: Queue<ShopBeacon>
  BEACON_RATE?: RateLimit
  /** Where requests are counted; without it they are not. */
  REQUESTS?: AnalyticsEngineDataset | undefined
  /** Token of the operator routes; without it they are closed. */
  ADMIN_TOKEN?: string
  /** Secret from which every shop's keys are derived; at least 32 characters. */
  MASTER_KEY: string
  /** During a rotation: the secret that came before MASTER_KEY, or the one that comes next. It only decrypts. */
  MASTER_KEY_OTHER?: string
  /** Origin of the deployment, such as https://pairwell.example.com, for addresses in answers; see http/origin.ts. */
  PUBLIC_ORIGIN?: string
  /** Hosts, separated by commas, with or without a port, from which feeds may come although they are private or use plain http. */
  FEED_HOSTS?: string
  /** The same for the receivers of webhooks. */
  WEBHOOK_HOSTS?: string
  /** With both, members sign in through Cloudflare Access: the domain of its team, and the audience of its application. */
  ACCESS_TEAM_DOMAIN?: string
  ACCESS_AUD?: string
  /** With both, merchants install the app of this deployment at Shopify: its client id and secret. */
  SHOPIFY_API_KEY?: string
  SHOPIFY_API_SECRET?: string
  /** Version of Shopify's Admin API, if not that of worker/platforms/shopify/config.ts. */
  SHOPIFY_API_VERSION?: string
  /** For tests: an address in place of `https://{shop}`, such as http://127.0.0.1:9000/{shop}. */
  SHOPIFY_ADMIN_URL?: string
  /** Id of a shop that everybody may look at in the console, without a key and without changing anything. */
  DEMO_SHOP?: string
}

/** A queue message: the shop has work in this lane, which is a row of `jobs`. Messages of version 0.1.0 name no lane. */
export type JobPointer = { shop_id: string; lane?: Lane }

/** A queue message of the cron: do the work of this minute for a further database, with statements of its own. */
export type TickPointer = { database: number; now: number }

/** Messages of the job queues. */
export type JobMessage = JobPointer | TickPointer

const queueOf = (env: Env, lane: Lane): Queue<JobMessage> => {
  if (lane === 'feeds') return env.FEED_JOBS ?? env.JOBS
  if (lane === 'mining') return env.MINING_JOBS ?? env.JOBS
  if (lane === 'tuning' || lane === 'scoring') return env.TUNING_JOBS ?? env.JOBS
  return env.JOBS
}

/**
 * Asks an invocation to run the shop's jobs of a lane. A queue that refuses the message is logged only: the job is a row, for which
 * the cron calls a worker within two minutes.
 */
export async function callWorker(env: Env, shop_id: string, lane: Lane, delaySeconds = 0): Promise<void> {
  try {
    await queueOf(env, lane).send({ shop_id, lane }, { delaySeconds })
  } catch (thrown) {
    logFault('no_worker_called', { shop_id, lane }, thrown)
  }
}

/** Messages that a queue takes at once. */
const MESSAGES_AT_ONCE = 100

/** The same for many shops and lanes. */
export async function callWorkers(env: Env, pointers: readonly Required<JobPointer>[]): Promise<void> {
  for (const queue of new Set(pointers.map(({ lane }) => queueOf(env, lane)))) {
    const messages = pointers.filter(({ lane }) => queueOf(env, lane) === queue).map((body) => ({ body }))
    for (let from = 0; from < messages.length; from += MESSAGES_AT_ONCE) {
      try {
        await queue.sendBatch(messages.slice(from, from + MESSAGES_AT_ONCE))
      } catch (thrown) {
        logFault('no_worker_called', { shops: messages.length }, thrown)
      }
    }
  }
}
