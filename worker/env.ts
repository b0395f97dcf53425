import type { BeaconRow } from '../schema/outcomes/events.ts'

/** Bindings of the deployment. Further databases are bound as DB_1, DB_2 … */
export type Env = {
  DB: D1Database
  JOBS: Queue<JobPointer>
  ASSETS: Fetcher
  /** Drops beacons of one address above this rate; without it none is dropped. */
  EVENT_RATE?: RateLimit
  /** With both bindings, beacons of a shop above the rate `BEACON_RATE` are queued in `BEACONS`. */
  BEACONS?: Queue<BeaconRow>
  BEACON_RATE?: RateLimit
  /** Token of the operator routes; without it they are closed. */
  ADMIN_TOKEN?: string
  /** Secret from which every shop's keys are derived; at least 32 characters. */
  MASTER_KEY: string
  /** During a rotation: the secret that came before MASTER_KEY, or the one that comes next. It only decrypts. */
  MASTER_KEY_OTHER?: string
  /** Hosts, separated by commas, with or without a port, from which feeds may come although they are private or use plain http. */
  FEED_HOSTS?: string
}

/** A queue message: the shop has work, which is a row of `jobs`. */
export type JobPointer = { shop_id: string }
