import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { writeFirings } from '../store/triggers/firings.ts'
import { newOrders } from '../store/triggers/orders.ts'
import { firingOf, ofType } from './causes.ts'

/** Orders of one read. */
const PAGE = 200
/** An order that becomes known so much later than it may fire leaves no row. */
const NOTED_LATE = DAY

/** Notes the orders that triggers react to. */
export async function takeOrders(
  store: Store,
  triggers: readonly TriggerRow[],
  now: number,
  lease: JobLease,
): Promise<void> {
  for (const { trigger, on } of ofType(triggers, 'order')) {
    const from = Math.max(trigger.on_at ?? now, now - trigger.written.late_after_hours * HOUR - NOTED_LATE)
    for (let after = from; ; ) {
      lease.handOverIfSpent()
      const page = await newOrders(store, trigger.trigger_id, after, now, on.first_only, PAGE)
      const firings = page.flatMap(({ order_id, customer, ordered_at, item_ids }) => {
        const cause = { customer, cause: `order:${order_id}`, caused_at: ordered_at, item_ids }
        return firingOf(trigger, cause, now) ?? []
      })
      await writeFirings(store, firings)
      await lease.pause()
      const last = page.at(-1)
      if (page.length < PAGE || !last) break
      // Firings that were written are not found again, so a page of one moment goes on with the rest of it.
      after = last.ordered_at
    }
  }
}
