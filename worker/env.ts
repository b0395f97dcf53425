/** What the deployment gives the Worker. More databases are bound as DB_1, DB_2 … */
export type Env = {
  DB: D1Database
  JOBS: Queue<JobPointer>
  ASSETS: Fetcher
  /** Opens the operator routes; without it they are closed. */
  ADMIN_TOKEN?: string
  /** Every shop's keys for hiding people are derived from it; at least 32 characters. */
  MASTER_KEY: string
}

/** A queue message: this shop has work. The work itself is a row in `jobs`. */
export type JobPointer = { shop_id: string }
