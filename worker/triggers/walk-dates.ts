import type { Shop } from '../../schema/shop/shops.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { listAttributes } from '../store/triggers/walks.ts'
import { firingOf, ofType } from './causes.ts'
import { dayNumber, daysOf } from './dates.ts'
import { walk } from './walk.ts'

/** Customers of a page. */
const PAGE = 500

/** Finds, once a day, the customers of whom the merchant has said a date that has come. */
export async function walkDates(
  store: Store,
  shop: Shop,
  triggers: readonly TriggerRow[],
  now: number,
  lease: JobLease,
): Promise<void> {
  const dated = ofType(triggers, 'date')
  if (dated.length === 0) return
  await walk(store, 'details', dayNumber(now, shop.time_zone), lease, async (after) => {
    const page = await listAttributes(store, after, PAGE)
    const firings = page.flatMap(({ customer, attributes }) =>
      dated.flatMap(({ trigger, on }) =>
        daysOf(attributes[on.attribute], on.days_before, shop.time_zone, now).flatMap(
          ({ day, at }) => firingOf(trigger, { customer, cause: `date:${day}`, caused_at: at }, now) ?? [],
        ),
      ),
    )
    return { firings, next: page.length < PAGE ? null : (page.at(-1)?.customer ?? null) }
  })
}
