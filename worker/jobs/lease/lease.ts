import type { Job } from '../../../schema/jobs.ts'
import { renewLease } from '../../store/jobs.ts'
import type { Store } from '../../store/open.ts'
import { LEASE_MS } from './lease-time.ts'
import { letOthersRun } from './pace.ts'

/** Thrown when somebody else has taken over: what is left belongs to them. */
export class LostLease extends Error {}

/** Thrown when a fresh invocation had better go on: D1 answers 1,000 statements to one. */
export class HandOver extends Error {}

/** Works a generator of the engine off, and lets others run at each of its pauses. */
export async function drained<Result>(steps: Generator<undefined, Result>, lease: JobLease): Promise<Result> {
  let step = steps.next()
  for (; !step.done; step = steps.next()) await lease.pause()
  return step.value
}

/** Work under a lease: pauses so that shoppers' requests come in between, and renews the lease in time. */
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

  /** False when the work was cut off without a word, as when the platform ends a request. */
  isAlive(now: number): boolean {
    return now - this.seen < LEASE_MS
  }

  /**
   * Lets other requests of the isolate run.
   * @throws {LostLease} when the lease is somebody else's now
   */
  async pause(): Promise<void> {
    await letOthersRun()
    const now = Date.now()
    this.seen = now
    if (now - this.renewed < LEASE_MS / 3) return
    if (!(await renewLease(this.store, this.job, now + LEASE_MS))) throw new LostLease()
    this.renewed = now
  }
}
