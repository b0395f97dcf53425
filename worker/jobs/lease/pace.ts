/** A shopper seen this long ago may have a next request on its way, milliseconds. */
const AROUND = 500
/**
 * What long work does between two stretches of about 2 ms: it runs on for so many of them, then rests so long (milliseconds).
 * A rest of 5 lets a shopper's request through all its turns at the database; 0 is one turn of the event loop, at which
 * a first request is noticed.
 */
const ALONE = { stretches: 5, rest: 0 }
const AMONG_SHOPPERS = { stretches: 2, rest: 5 }

let lastShopper = 0
let stretches = 0

/** A shopper's request has come into this isolate. */
export function noteShopper(now: number): void {
  lastShopper = now
}

/** Lets the isolate's other requests run, when it is time to: one thread serves them and the long work. */
export async function letOthersRun(): Promise<void> {
  const pace = Date.now() - lastShopper < AROUND ? AMONG_SHOPPERS : ALONE
  stretches += 1
  if (stretches < pace.stretches) return
  stretches = 0
  await scheduler.wait(pace.rest)
}
