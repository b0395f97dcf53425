import type { BeaconRow } from '../schema/outcomes/events.ts'

/** What the deployment gives the Worker. More databases are bound as DB_1, DB_2 … */
export type Env = {
  DB: D1Database
  JOBS: Queue<JobPointer>
  ASSETS: Fetcher
  /** Sheds beacons of one address that come too fast; without it none is shed. */
  EVENT_RATE?: RateLimit
  /** With both, beacons of a shop that come faster than `BEACON_RATE` go through the queue `BEACONS`. */
  BEACONS?: Queue<BeaconRow>
  BEACON_RATE?: RateLimit
  /** Opens the operator routes; without it they are closed. */
  ADMIN_TOKEN?: string
  /** Every shop's keys for hiding people are derived from it; at least 32 characters. */
  MASTER_KEY: string
  /** Hosts, parted by commas and with or without a port, that feeds may come from though they are private or plain http. */
  FEED_HOSTS?: string
}

/** A queue message: this shop has work. The work itself is a row in `jobs`. */
export type JobPointer = { shop_id: string }
