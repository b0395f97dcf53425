import type { SQL } from 'drizzle-orm'
import type { WALKS, Walks } from '../../schema/triggers/triggers.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import type { FiringCells } from '../store/triggers/firings.ts'
import { readWalks, writeWalked } from '../store/triggers/walks.ts'

/** What a page of a walk has found. */
export type WalkPage = {
  firings: FiringCells[]
  more?: SQL[]
  /** Where the next page begins; null at the end. */
  next: string | null
}

/**
 * Goes through rows of the shop once in a day, page by page, from where it is.
 * @param day number of the day
 */
export async function walk(
  store: Store,
  name: (typeof WALKS)[number],
  day: number,
  lease: JobLease,
  look: (after: string) => Promise<WalkPage>,
): Promise<void> {
  const walks: Walks = await readWalks(store)
  const before = walks[name]
  let after = before?.day === day ? before.after : ''
  while (after !== null) {
    lease.handOverIfSpent()
    const { firings, more, next } = await look(after)
    await writeWalked(store, firings, { ...walks, [name]: { day, after: next } }, more)
    await lease.pause()
    after = next
  }
}
