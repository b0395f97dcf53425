import { MAX_EXAMPLES, type PageCounts } from '../../schema/outcomes/page-days.ts'
import { sumsByName } from '../../vocabulary/tally.ts'
import { MINUTE } from '../../vocabulary/time.ts'
import { logFault } from '../log.ts'
import type { Store } from '../store/open.ts'
import { addPageCounts } from '../store/outcomes/page-days.ts'

/** Shops whose counts an isolate keeps; the oldest are forgotten. */
const MAX_SHOPS = 10_000

type Waiting = PageCounts & { written_at: number }

/**
 * Counts of this isolate that are not written yet, by shop. They are written once a minute at most, because anybody can ask: what
 * strangers send must not cost a write each. An isolate that ends loses those of its last minute.
 */
const waiting = new Map<string, Waiting>()

/**
 * Counts what a page asked or sent, and writes the counts of the shop if the last writing is a minute ago.
 * @param now UTC milliseconds
 */
export async function countPage(store: Store, counts: Partial<PageCounts>, now: number): Promise<void> {
  const { shop_id } = store
  const sum = added(waiting.get(shop_id) ?? { ...NOTHING, written_at: 0 }, counts)
  if (now - sum.written_at < MINUTE) {
    keep(shop_id, sum)
    return
  }
  keep(shop_id, { ...NOTHING, written_at: now })
  try {
    await addPageCounts(store, sum, now)
  } catch (thrown) {
    // Counts are not worth a failed answer.
    logFault('counts_not_written', { shop_id }, thrown)
  }
}

const NOTHING: PageCounts = { asked: 0, unknown: 0, unknown_ids: [], events: 0, events_refused: {} }

function added(sum: Waiting, counts: Partial<PageCounts>): Waiting {
  const { asked = 0, unknown = 0, unknown_ids = [], events = 0, events_refused = {} } = counts
  return {
    asked: sum.asked + asked,
    unknown: sum.unknown + unknown,
    unknown_ids: [...new Set([...sum.unknown_ids, ...unknown_ids])].slice(0, MAX_EXAMPLES),
    events: sum.events + events,
    events_refused: sumsByName([...Object.entries(sum.events_refused), ...Object.entries(events_refused)]),
    written_at: sum.written_at,
  }
}

function keep(shop_id: string, counts: Waiting): void {
  waiting.delete(shop_id)
  waiting.set(shop_id, counts)
  const [oldest] = waiting.keys()
  if (waiting.size > MAX_SHOPS && oldest !== undefined) waiting.delete(oldest)
}
