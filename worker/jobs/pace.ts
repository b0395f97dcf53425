/** A shopper seen this long ago may have a next request on its way, milliseconds. */
const AROUND = 500
/** A rest that lets a shopper's request through all its turns, milliseconds; without shoppers there is none. */
const REST = 6

let lastShopper = 0

/** A shopper's request has come into this isolate. */
export function noteShopper(now: number): void {
  lastShopper = now
}

/**
 * Lets the isolate's other requests run. One thread serves them and the long work: one turn of the event loop is not
 * enough for an answer that waits for the database, so while shoppers are around the work rests for a few milliseconds.
 */
export async function letOthersRun(): Promise<void> {
  await scheduler.wait(Date.now() - lastShopper < AROUND ? REST : 0)
}
