import type { Shop } from '../../schema/shop/shops.ts'
import type { TriggerRow } from '../../schema/triggers/triggers.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import {
  listCustomerViews,
  listViewedItems,
  noteStock,
  noteViews,
  type ViewedItem,
} from '../store/triggers/viewed-items.ts'
import { type Cause, firingOf, ofType } from './causes.ts'
import { dayNumber } from './dates.ts'
import { walk } from './walk.ts'

/** Visitors of a page, whose views are at most 1.3 MB, and viewed items of one. */
const [VISITORS, ITEMS] = [100, 500]

/** Compares, once a day, what signed-in customers viewed with what it costs now, and notes what they have viewed since. */
export async function walkViews(
  store: Store,
  shop: Shop,
  triggers: readonly TriggerRow[],
  now: number,
  lease: JobLease,
): Promise<void> {
  const watching = ofType(triggers, 'viewed_item')
  if (watching.length === 0) return
  const day = dayNumber(now, shop.time_zone)
  await walk(store, 'viewed_items', day, lease, async (after) => {
    const page = await listViewedItems(store, readCursor(after, 2), ITEMS)
    const firings = page.flatMap((item) =>
      watching.flatMap(({ trigger, on }) => {
        const cause = on.change === 'price_drop' ? dropOf(item, on.least_percent, now) : returnOf(item, now)
        return (cause && firingOf(trigger, cause, now)) ?? []
      }),
    )
    const changed = page
      .filter(({ out_at, is_out }) => is_out !== (out_at !== null))
      .map(({ customer, item_id, is_out }) => ({ customer, item_id, out_at: is_out ? now : null }))
    const last = page.at(-1)
    return {
      firings,
      more: changed.length > 0 ? [noteStock(store.shop_id, changed)] : [],
      next: page.length < ITEMS || !last ? null : writeCursor(last.customer, last.item_id),
    }
  })
  await walk(store, 'views', day, lease, async (after) => {
    const page = await listCustomerViews(store, after, VISITORS)
    const views = page.flatMap(({ customer, views: days }) =>
      customer === null
        ? []
        : days.flatMap((one) => one.item_ids.map((item_id) => ({ customer, item_id, day: one.day }))),
    )
    return {
      firings: [],
      more: views.length > 0 ? [noteViews(store.shop_id, views, now)] : [],
      next: page.length < VISITORS ? null : (page.at(-1)?.visitor ?? null),
    }
  })
}

/** The price of a viewed item that fell far enough since the view. */
function dropOf(
  { customer, item_id, day, price, price_now, is_out }: ViewedItem,
  least_percent: number,
  now: number,
): Cause | undefined {
  if (is_out || price === null || price_now === null) return undefined
  if (price_now > price * (1 - least_percent / 100)) return undefined
  return { customer, cause: `price_drop:${item_id}:${day}`, caused_at: now, item_ids: [item_id] }
}

/** A viewed item that was out of stock and is there again. */
const returnOf = ({ customer, item_id, out_at, is_out }: ViewedItem, now: number): Cause | undefined =>
  out_at === null || is_out
    ? undefined
    : { customer, cause: `back_in_stock:${item_id}:${out_at}`, caused_at: now, item_ids: [item_id] }
