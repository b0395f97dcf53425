import { dice } from '../../demo/shop/orders/random.ts'
import { type Comparison, compare } from '../../engine/measure/compare.ts'
import { pairsOf } from '../../engine/measure/moments.ts'
import { drawOf } from '../../engine/numbers/draw.ts'
import type { BeaconInput, EventInput } from '../../schema/outcomes/events.ts'
import { DAY, HOUR } from '../../vocabulary/time.ts'

/** An order for `POST /v1/orders`. */
type OrderInput = {
  order_id: string
  ordered_at: string
  status: 'paid' | 'refunded'
  lines: { item_id: string; quantity: number; price: number }[]
}

/** Events and orders of an experiment with two arms, and the estimates for the same visitors. */
export type Log = {
  beacons: BeaconInput[]
  orders: OrderInput[]
  visitors: { panel: number; holdout: number }
  revenue: { panel: number; holdout: number }
  expected: Comparison
}

type Arm = 'panel' | 'holdout'
type Sums = { visitors: number; buyers: number; revenue: number; pairs: [number, number][] }

/** One in this number of visitors returns, after all have come once. */
const COMES_AGAIN = 3

/**
 * Simulates visitors who see a panel, or would have, some of them twice; some buy, some had bought before, some return
 * everything. Half of the orders are reported by their name, half with a # before it.
 * @param planned visitors for which the experiment was set up
 */
export function logOf(
  experiment_id: string,
  visitors: number,
  seed: number,
  now: number,
  planned: number,
): Log {
  const random = dice(seed)
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
    const visitor = new Visitor(`${seed}`, n, random, orders)
    const exposed = now - HOUR - random.below(60_000)
    const past = random.chance() < 0.3 ? visitor.buy(exposed - (1 + random.below(5)) * DAY) : 0
    visitor.see(exposed, experiment_id, arm)
    const buys = random.chance() < (arm === 'panel' ? 0.35 : 0.3)
    const revenue = buys ? visitor.buy(exposed + 60_000) : 0
    const sums = arms[arm]
    sums.visitors += 1
    sums.buyers += revenue > 0 ? 1 : 0
    sums.revenue += revenue
    sums.pairs.push([revenue, past])
    beacons.push({ consent: true, visitor_id, sent_at: now, events: [...visitor.events] })
    if (n % COMES_AGAIN > 0) continue
    visitor.see(exposed + HOUR / 2, experiment_id, arm)
    again.push({ consent: true, visitor_id, sent_at: now, events: visitor.events.slice(-1) })
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

/** One visitor: the events that the browser reports, and the orders that the shop sends. */
class Visitor {
  readonly events: EventInput[] = []
  private readonly seed: string
  private readonly number: number
  private readonly random: ReturnType<typeof dice>
  private readonly orders: OrderInput[]
  private purchases = 0

  constructor(seed: string, number: number, random: ReturnType<typeof dice>, orders: OrderInput[]) {
    this.seed = seed
    this.number = number
    this.random = random
    this.orders = orders
  }

  see(at: number, experiment_id: string, arm: Arm): void {
    this.add('rec_viewable', at, { experiment_id, arm, items: arm === 'panel' ? [{ item_id: 'mug' }] : [] })
  }

  /** Places an order; returns its revenue in minor units, 0 when it is returned. */
  buy(at: number): number {
    const { chance, below } = this.random
    this.purchases += 1
    const name = `${this.seed}${String(this.number).padStart(6, '0')}${this.purchases}`
    const line = { item_id: 'mug', quantity: 1 + below(3), price: 500 + below(4_000) }
    const isReturned = chance() < 0.1
    this.orders.push({
      order_id: chance() < 0.5 ? name : `#${name}`,
      ordered_at: new Date(at).toISOString(),
      status: isReturned ? 'refunded' : 'paid',
      lines: [line],
    })
    this.add('purchase', at, { transaction_id: name, items: [{ item_id: 'mug' }] })
    return isReturned ? 0 : line.quantity * line.price
  }

  private add(name: EventInput['name'], at: number, more: Partial<EventInput>): void {
    const event_id = `path-${this.seed}-${this.number}-${this.events.length}`
    this.events.push({ event_id, name, at, placement: 'product', ...more })
  }
}
