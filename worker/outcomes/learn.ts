import { type BuyerResponse, ResponseCounts } from '../../engine/measure/response-counts.ts'
import { sixDigits } from '../../engine/numbers/round.ts'
import type { Touch } from '../../schema/outcomes/journeys.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { writeFactors } from '../store/outcomes/factors.ts'
import { type Buyer, readBuyers } from '../store/outcomes/learning.ts'
import { readNamed } from '../store/outcomes/outcomes.ts'

const DAY = 86_400_000
/** Days that are learned from: what buyers want changes, and what is shown. */
const DAYS = 30
/** Journeys of one read: each may hold 200 touches. */
const BUYERS_A_READ = 100

/**
 * Learns how buyers of the last 30 days answered suggestions. Only somebody counts whose order the secret key brought, who
 * alone claims it, and whose browser named the items that stand in it: who forges events cannot know a cart.
 */
export async function learn(store: Store, lease: JobLease): Promise<void> {
  const answers = new ResponseCounts()
  const since = Date.now() - DAYS * DAY
  // One customer may have told of the same order in two browsers.
  const heard = new Set<string>()
  for (let after = ''; ; ) {
    const buyers = await readBuyers(store, after, BUYERS_A_READ, since)
    const named = await readNamed(store, buyers)
    for (const buyer of buyers) {
      const items = new Set(buyer.lines.map(([reference]) => named.get(reference)?.item_id ?? ''))
      if (heard.has(buyer.order_id) || !isSame(items, buyer.item_ids)) continue
      heard.add(buyer.order_id)
      for (const answer of answersOf(buyer, items)) answers.add(answer)
    }
    await lease.pause()
    const last = buyers.at(-1)
    if (!last || buyers.length < BUYERS_A_READ) break
    after = last.visitor
  }
  const learned = answers.learnedFactors().map((one) => ({ ...one, factor: sixDigits(one.factor) }))
  await writeFactors(store, learned)
}

/** Is the order what the browser named? What came back is off its lines, so up to half may be missing. */
const isSame = (items: ReadonlySet<string>, named: readonly string[]): boolean =>
  items.size > 0 && 2 * items.size >= named.length && [...items].every((item_id) => named.includes(item_id))

/** What one buyer saw before the order, each suggestion once at its best place. */
function answersOf({ touches, bought_at: at }: Buyer, bought: ReadonlySet<string>): BuyerResponse[] {
  const before = touches.filter((touch) => touch.at <= at)
  const taken = new Set(
    before.filter(({ kind }) => kind === 'added' || kind === 'clicked').map((touch) => nameOf(touch)),
  )
  const best = new Map<string, Touch>()
  for (const touch of before) {
    const known = best.get(nameOf(touch))
    if (touch.kind === 'seen' && (!known || touch.index < known.index)) best.set(nameOf(touch), touch)
  }
  return Array.from(best, ([name, { placement, seed_item_id, item_id, index }]) => ({
    placement,
    seed_item_id,
    item_id,
    index,
    kept: taken.has(name) && bought.has(item_id),
    day: Math.floor(at / DAY),
  }))
}

const nameOf = ({ placement, seed_item_id, item_id }: Touch): string =>
  JSON.stringify([placement, seed_item_id, item_id])
