import type { Context } from 'hono'
import type { App } from '../../http/app.ts'
import { beyond, callerOf, isWithin, QUOTAS, statePolicy } from '../../http/rate-limit.ts'

/** Callers that an isolate remembers; the oldest are forgotten. */
const MAX_CALLERS = 10_000

/** Until when a caller of this isolate is refused without reading anything, UTC milliseconds. */
const refused = new Map<string, number>()

const refusal = (c: Context<App>) =>
  beyond(
    c,
    'unknown_items',
    'too_many_unknown_items',
    'Too many questions name items that the catalogue does not have. Upload the catalogue, or send the ids that it has.',
  )

/**
 * Refuses a caller who asked for too many unknown items: each of them costs a read that no cache saves.
 * @throws {PairwellError} `too_many_unknown_items`
 */
export function refuseSearching(c: Context<App>, pk: string, now: number): void {
  statePolicy(c, 'unknown_items')
  if ((refused.get(callerOf(c, pk)) ?? 0) > now) throw refusal(c)
}

/**
 * Counts a question that named unknown items.
 * @throws {PairwellError} `too_many_unknown_items` beyond the quota
 */
export async function countUnknown(c: Context<App>, pk: string, now: number): Promise<void> {
  const caller = callerOf(c, pk)
  if (await isWithin(c, 'unknown_items', caller)) return
  refused.delete(caller)
  refused.set(caller, now + 1_000 * QUOTAS.unknown_items.seconds)
  const [oldest] = refused.keys()
  if (refused.size > MAX_CALLERS && oldest !== undefined) refused.delete(oldest)
  throw refusal(c)
}
