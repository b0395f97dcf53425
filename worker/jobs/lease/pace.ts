import { isWithin } from '../../../vocabulary/time.ts'

/** Milliseconds after a shopper's request in which the next one is expected. */
const AROUND = 500
/**
 * Long work runs for `stretches` of about 2 ms, then rests for `rest` milliseconds. A rest of 5 ms lets a shopper's request
 * complete all its database calls. One of 0 would let nobody in: the runtime looks for new requests only when it has nothing else
 * to do, and measured beside an import they waited for up to 22 s.
 */
const ALONE = { stretches: 5, rest: 1 }
const AMONG_SHOPPERS = { stretches: 2, rest: 5 }

let lastShopper = 0
let stretches = 0

/** Notes that this isolate received a shopper's request. @param now UTC milliseconds */
export function noteShopper(now: number): void {
  lastShopper = now
}

const pace = () => (isWithin(AROUND, lastShopper, Date.now()) ? AMONG_SHOPPERS : ALONE)

/** Rests: requests and long work share one thread. After a step that is longer than a stretch, such as a page of the database. */
export async function rest(): Promise<void> {
  stretches = 0
  await scheduler.wait(pace().rest)
}

/** Rests if it is time to. After each stretch, or after a step as long as several. */
export async function letOthersRun(done = 1): Promise<void> {
  stretches += done
  if (stretches >= pace().stretches) await rest()
}
