import { SECOND } from '../../../vocabulary/time.ts'
import type { JobLease } from './lease.ts'

/** The large jobs of this isolate, the oldest first. Its memory allows only one at a time: the others wait for those before them. */
let large: JobLease[] = []

/** Pause between two looks, milliseconds: short, so that a tuning that goes on after a fold stands behind the one that waited. */
const LOOK_PAUSE = 50
/** Longest time that an invocation waits: another isolate may be free. */
const MAX_WAIT = 30 * SECOND

/**
 * Does the work of a large job when it is its turn in this isolate.
 * @returns false, without the work, when its turn does not come within 30 seconds
 * @throws {LostLease} when another worker takes over the job while it waits
 */
export async function inTurn(lease: JobLease, work: () => Promise<void>): Promise<boolean> {
  const since = Date.now()
  // One that was terminated without an exception would hold its place for ever.
  large = large.filter((other) => other.isAlive(since))
  large.push(lease)
  try {
    for (let now = since; hasToWait(lease, now); now = Date.now()) {
      if (now - since > MAX_WAIT) return false
      await scheduler.wait(LOOK_PAUSE)
      await lease.pause()
    }
    await work()
    return true
  } finally {
    large = large.filter((other) => other !== lease)
  }
}

/** Whether a job has to wait for one that came before it. */
const hasToWait = (lease: JobLease, now: number): boolean =>
  large.slice(0, large.indexOf(lease)).some((other) => other.isAlive(now))
