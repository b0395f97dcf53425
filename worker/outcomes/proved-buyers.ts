import { dayOf } from '../../vocabulary/time.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { readBuyers } from '../store/outcomes/learning.ts'
import type { ProvedPurchase } from '../store/outcomes/views.ts'
import { provedOf } from './proved-orders.ts'

/** Journeys per read: each may contain 200 touches. */
const READ_SIZE = 100
/** Buyers that are read; visitors are keyed hashes, so the first ones are a sample. */
const MAX_BUYERS = 3_000

/** The newest purchase of each visitor since a time who proves that the order is theirs: see proof.ts. */
export async function provedBuyers(
  store: Store,
  since: number,
  lease: JobLease,
): Promise<ReadonlyMap<string, ProvedPurchase>> {
  const bought = new Map<string, ProvedPurchase>()
  for (let after = '', read = 0; read < MAX_BUYERS; read += READ_SIZE) {
    const page = await readBuyers(store, after, READ_SIZE, since)
    const { rows, lineItems } = await provedOf(store, page.buyers)
    for (const { browser, bought_at, lines } of rows) {
      const item_ids = lines.map(([reference]) => lineItems.get(reference)?.item_id ?? '')
      bought.set(browser, { day: dayOf(bought_at), item_ids })
    }
    await lease.pause()
    if (page.visitors < READ_SIZE) break
    after = page.last
  }
  return bought
}
