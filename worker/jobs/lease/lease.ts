import type { Job } from '../../../schema/jobs.ts'
import { renewLease } from '../../store/jobs.ts'
import type { Store } from '../../store/open.ts'
import { LEASE_MS } from './lease-time.ts'
import { letOthersRun, rest } from './pace.ts'

/** Thrown when another worker has taken over the job. */
export class LostLease extends Error {}

/** Thrown when another invocation should continue: D1 allows 1,000 statements in one. */
export class HandOver extends Error {}

/** Thrown when the job shall be tried again after a pause, because another server did not do its part. It is no failure of the job. */
export class TryAgain extends Error {
  /** Milliseconds until the next attempt. */
  readonly pause: number

  constructor(pause: number) {
    super()
    this.pause = pause
  }
}

/** Statements that the longest step between two checks of the budget may send: a step of an import sends 27, of a deletion 40. */
const MAX_STATEMENTS_A_STEP = 100

/** Runs a generator of the engine to its end, and pauses where it yields. */
export async function drained<Result>(steps: Generator<undefined, Result>, lease: JobLease): Promise<Result> {
  let step = steps.next()
  for (; !step.done; step = steps.next()) await lease.stretch()
  return step.value
}

/** Work under a lease: pauses for shoppers' requests, and renews the lease in time. */
export class JobLease {
  private readonly store: Store
  private readonly job: Job
  private renewed: number
  private seen: number

  constructor(store: Store, job: Job, now: number) {
    this.store = store
    this.job = job
    this.renewed = now
    this.seen = now
  }

  /** False when the work was terminated without an exception, as when the platform ends a request. */
  isAlive(now: number): boolean {
    return now - this.seen < LEASE_MS
  }

  /**
   * Ends work that the next invocation can continue, when this one may send few more statements.
   * @throws {HandOver} when a further step might be too long
   */
  handOverIfSpent(): void {
    if (this.isSpent()) throw new HandOver()
  }

  /** Whether a further step might be too long for this invocation. */
  isSpent(): boolean {
    return this.store.budget.left < MAX_STATEMENTS_A_STEP
  }

  /**
   * Lets other requests of the isolate run, after a step with calls of the database.
   * @throws {LostLease} when another worker has the lease
   */
  async pause(): Promise<void> {
    await rest()
    await this.renewInTime()
  }

  /**
   * The same after a stretch of computing of about 2 ms, of which several make a step.
   * @throws {LostLease} when another worker has the lease
   */
  async stretch(): Promise<void> {
    await letOthersRun()
    await this.renewInTime()
  }

  private async renewInTime(): Promise<void> {
    const now = Date.now()
    this.seen = now
    if (now - this.renewed < LEASE_MS / 3) return
    if (!(await renewLease(this.store, this.job, now + LEASE_MS))) throw new LostLease()
    this.renewed = now
  }
}
