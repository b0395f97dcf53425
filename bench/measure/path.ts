import { dice } from '../../demo/shop/orders/random.ts'
import { type Comparison, compare } from '../../engine/measure/compare.ts'
import { pairsOf } from '../../engine/measure/moments.ts'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'

const DAY = 86_400_000

/** An order as `POST /v1/orders` takes it. */
type OrderInput = {
  order_id: string
  ordered_at: string
  status: 'paid' | 'refunded'
  lines: { item_id: string; quantity: number; price: number }[]
}

/** What a shop sees of an experiment of two arms, and what the estimators say of the same visitors. */
export type Log = {
  beacons: BeaconInput[]
  orders: OrderInput[]
  visitors: { panel: number; holdout: number }
  revenue: { panel: number; holdout: number }
  expected: Comparison
}

type Arm = 'panel' | 'holdout'
type Sums = { visitors: number; buyers: number; revenue: number; pairs: [number, number][] }

/** One visitor in so many comes again, after all have come once. */
const COMES_AGAIN = 3

/**
 * Visitors who see a panel, or would have, some of them twice; some buy, some had bought before, some send it all back. Half of the orders are
 * told by their name, half with a # before it.
 * @param planned visitors for which the experiment was set up
 */
export function logOf(
  experiment_id: string,
  visitors: number,
  seed: number,
  now: number,
  planned: number,
): Log {
  const { chance, below } = dice(seed)
  const arms: Record<Arm, Sums> = {
    panel: { visitors: 0, buyers: 0, revenue: 0, pairs: [] },
    holdout: { visitors: 0, buyers: 0, revenue: 0, pairs: [] },
  }
  const beacons: BeaconInput[] = []
  const again: BeaconInput[] = []
  const orders: OrderInput[] = []
  for (let n = 0; n < visitors; n += 1) {
    const visitor_id = `visitor-${seed}-of-the-path-${n}`
    const arm: Arm = drawOf(experiment_id, visitor_id) < 0.5 ? 'panel' : 'holdout'
    const exposed = now - 3_600_000 - below(60_000)
    const events: EventInput[] = []
    let named = 0
    const event = (name: EventInput['name'], at: number, more: Partial<EventInput>): void => {
      events.push({ event_id: `path-${seed}-${n}-${events.length}`, name, at, placement: 'product', ...more })
    }
    const buy = (at: number): number => {
      named += 1
      const name = `${seed}${String(n).padStart(6, '0')}${named}`
      const line = { item_id: 'mug', quantity: 1 + below(3), price: 500 + below(4_000) }
      const back = chance() < 0.1
      const ordered_at = new Date(at).toISOString()
      orders.push({
        order_id: chance() < 0.5 ? name : `#${name}`,
        ordered_at,
        status: back ? 'refunded' : 'paid',
        lines: [line],
      })
      event('purchase', at, { transaction_id: name, items: [{ item_id: 'mug' }] })
      return back ? 0 : line.quantity * line.price
    }
    const past = chance() < 0.3 ? buy(exposed - (1 + below(5)) * DAY) : 0
    const sees = (at: number) =>
      event('rec_viewable', at, { experiment_id, arm, items: arm === 'panel' ? [{ item_id: 'mug' }] : [] })
    sees(exposed)
    const buys = chance() < (arm === 'panel' ? 0.35 : 0.3)
    const revenue = buys ? buy(exposed + 60_000) : 0
    const sums = arms[arm]
    sums.visitors += 1
    sums.buyers += revenue > 0 ? 1 : 0
    sums.revenue += revenue
    sums.pairs.push([revenue, past])
    beacons.push({ consent: true, visitor_id, sent_at: now, events: [...events] })
    if (n % COMES_AGAIN > 0) continue
    sees(exposed + 1_800_000)
    again.push({ consent: true, visitor_id, sent_at: now, events: events.slice(-1) })
  }
  const { panel, holdout } = arms
  return {
    beacons: [...beacons, ...again],
    orders,
    visitors: { panel: panel.visitors, holdout: holdout.visitors },
    revenue: { panel: panel.revenue, holdout: holdout.revenue },
    expected: compare(
      pairsOf(panel.pairs),
      pairsOf(holdout.pairs),
      { arm: panel.buyers, control: holdout.buyers },
      planned,
    ),
  }
}
