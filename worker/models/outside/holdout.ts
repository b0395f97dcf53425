import { HOLDOUT_ORDERS } from '../../../engine/gate/holdout-orders.ts'
import type { OutsideFacts } from '../../../schema/models/outside.ts'
import type { JobLease } from '../../jobs/lease/lease.ts'
import type { Store } from '../../store/open.ts'
import { readNewestOrders } from '../../store/orders/newest.ts'
import type { Catalogue } from '../catalogue.ts'
import { AccuracyCheck } from '../gate.ts'
import type { Barred } from './list-filter.ts'

/** Newest orders in one read, and reads: of most shops' orders a third or more hold two items. */
const [ORDERS_A_READ, MAX_READS] = [500, 4]

/**
 * The accuracy check of a model that was mined outside, on the deployment's newest orders of two or more known items that shaped none of
 * its scores: those from its own holdout on, or those after its newest order when it held out none.
 */
export async function holdoutCheck(
  store: Store,
  catalogue: Catalogue,
  { holdout, counts, found }: OutsideFacts,
  { isExcluded }: Barred,
  lease: JobLease,
): Promise<AccuracyCheck> {
  const from = holdout ?? { at: (counts.last_order_at ?? 0) + 1, order_id: '' }
  const noGoods = new Set(found.map(({ item_id }) => item_id))
  // What is in no list is nobody's fault.
  const isListed = (item: number) => {
    const item_id = catalogue.ids[item] ?? ''
    return !isExcluded(item_id) && !noGoods.has(item_id)
  }
  const orders: number[][] = []
  let before: { at: number; order_id: string } | undefined
  for (let read = 0; read < MAX_READS && orders.length < HOLDOUT_ORDERS; read += 1) {
    const page = await readNewestOrders(store, from, before, ORDERS_A_READ)
    for (const { lines } of page) {
      const items = new Set(lines.map(([reference]) => catalogue.numberOf(reference)))
      items.delete(-1)
      if (items.size > 1 && orders.length < HOLDOUT_ORDERS) orders.push([...items].filter(isListed))
    }
    await lease.pause()
    before = page.at(-1)
    if (!before) break
  }
  return new AccuracyCheck(catalogue, orders.reverse())
}
