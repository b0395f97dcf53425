import { type BuyerResponse, ResponseCounts } from '../../engine/measure/response-counts.ts'
import { sixDigits } from '../../engine/numbers/round.ts'
import type { Touch } from '../../schema/outcomes/journeys.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { writeFactors } from '../store/outcomes/factors.ts'
import { type Buyer, readBuyers } from '../store/outcomes/learning.ts'
import { provedOf } from './proved-orders.ts'

/** Days of purchases to learn from: both demand and the panels change. */
const DAYS = 30
/** Journeys per read: each may contain 200 touches. */
const READ_SIZE = 100

/**
 * Learns how buyers of the last 30 days responded to suggestions. A buyer counts only if the order came with the secret key, and if
 * it is proved that it is theirs: see proof.ts. The day is that of the order, not one that the browser names.
 */
export async function learn(store: Store, lease: JobLease): Promise<void> {
  const counts = new ResponseCounts()
  const since = Date.now() - DAYS * DAY
  // One customer may have reported the same order in two browsers.
  const seenOrders = new Set<string>()
  for (let after = ''; ; ) {
    const page = await readBuyers(store, after, READ_SIZE, since)
    const { rows, lineItems } = await provedOf(store, page.buyers)
    for (const buyer of rows) {
      if (seenOrders.has(buyer.order_id)) continue
      seenOrders.add(buyer.order_id)
      const items = new Set(buyer.lines.map(([reference]) => lineItems.get(reference)?.item_id ?? ''))
      for (const response of responsesOf(buyer, items)) counts.add(response)
    }
    await lease.pause()
    if (page.visitors < READ_SIZE) break
    after = page.last
  }
  const learned = counts.learnedFactors().map((one) => ({ ...one, factor: sixDigits(one.factor) }))
  await writeFactors(store, learned)
}

/** A buyer's responses to the suggestions before the order, each suggestion once, in its best position. */
function responsesOf(
  { touches, bought_at: at, ordered_at, network }: Buyer,
  bought: ReadonlySet<string>,
): BuyerResponse[] {
  const before = touches.filter((touch) => touch.at <= at)
  const taken = new Set(
    before.filter(({ kind }) => kind === 'added' || kind === 'clicked').map((touch) => nameOf(touch)),
  )
  const best = new Map<string, Touch>()
  for (const touch of before) {
    const bestSoFar = best.get(nameOf(touch))
    if (touch.kind === 'seen' && (!bestSoFar || touch.index < bestSoFar.index)) best.set(nameOf(touch), touch)
  }
  return Array.from(best, ([name, { placement, seed_item_id, item_id, index }]) => ({
    placement,
    seed_item_id,
    item_id,
    index,
    kept: taken.has(name) && bought.has(item_id),
    day: Math.floor((ordered_at ?? at) / DAY),
    network: network ?? '',
  }))
}

const nameOf = ({ placement, seed_item_id, item_id }: Touch): string =>
  JSON.stringify([placement, seed_item_id, item_id])
