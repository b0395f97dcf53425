/** Milliseconds after a shopper's request in which the next one is expected. */
const AROUND = 500
/**
 * Long work runs for `stretches` of about 2 ms, then rests for `rest` milliseconds. A rest of 5 ms lets a shopper's request
 * complete all its database calls; 0 is one turn of the event loop, in which a first request is noticed.
 */
const ALONE = { stretches: 5, rest: 0 }
const AMONG_SHOPPERS = { stretches: 2, rest: 5 }

let lastShopper = 0
let stretches = 0

/** Notes that this isolate received a shopper's request. @param now UTC milliseconds */
export function noteShopper(now: number): void {
  lastShopper = now
}

/** Rests if it is time to: requests and long work share one thread. */
export async function letOthersRun(): Promise<void> {
  const pace = Date.now() - lastShopper < AROUND ? AMONG_SHOPPERS : ALONE
  stretches += 1
  if (stretches < pace.stretches) return
  stretches = 0
  await scheduler.wait(pace.rest)
}
