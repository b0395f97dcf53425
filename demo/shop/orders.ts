import { DAY } from '../../vocabulary/time.ts'
import type { Item, Variant } from './catalogue.ts'
import { fillBasket, type Line } from './orders/basket.ts'
import { TRADE, wasSold } from './orders/demand.ts'
import { type Dice, dice } from './orders/random.ts'

export type { Line } from './orders/basket.ts'
export { type Companion, TRUE_COMPANIONS } from './orders/companions.ts'

/** Options of the generator. `newest` is the time of the last order, UTC milliseconds. */
export type OrderOptions = { seed?: number; count?: number; newest: number }

/** One order of the demo shop. */
export type Order = {
  order_id: string
  /** UTC milliseconds. */
  order_date: number
  /** '' for a guest. */
  customer_id: string
  status: 'paid' | 'cancelled' | 'refunded'
  lines: readonly Line[]
}

/** Days of orders: about 14 months, so that a summer and a December are always included. */
const SPAN = 426

/** Kinds of customers: their share, and their probability of another order. */
const LOYALTY = [
  { share: 0.58, returns: 0.22 },
  { share: 0.3, returns: 0.62 },
  { share: 0.12, returns: 0.9 },
]

/** Share of customers who always order as guests. */
const GUESTS = 0.2

type Bought = { item: Item; variant: Variant; time: number }

/** Weights of the hours of the day, UTC. */
const HOURS = [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4, 4, 5, 4, 3.5, 3.5, 4, 5, 6, 8, 9, 7, 4, 2]

function atHour(dice: Dice, time: number): number {
  const hour = dice.pick([...HOURS.keys()], (index) => HOURS[index] ?? 0) ?? 12
  return Math.floor(time / DAY) * DAY + hour * 3_600_000 + dice.below(3_600) * 1000
}

/** Draws the time of a first visit: more in busy months, and slowly growing. */
function firstVisit(dice: Dice, newest: number): number {
  for (;;) {
    const age = dice.chance() * SPAN
    const time = newest - age * DAY
    const pull = (TRADE[new Date(time).getUTCMonth()] ?? 1) * (1 - (0.3 * age) / SPAN)
    if (dice.chance() * 1.9 < pull) return time
  }
}

/** Returns the item that runs out next, with its time; undefined if none does. */
function runsOut(bought: ReadonlyMap<string, Bought>): { item: Item; time: number } | undefined {
  let soonest: { item: Item; time: number } | undefined
  for (const { item, time } of bought.values()) {
    if (item.replenish_days === 0) continue
    const due = time + item.replenish_days * DAY
    if (!soonest || due < soonest.time) soonest = { item, time: due }
  }
  return soonest
}

/** Generates all orders of one customer; the last may be after `newest`. */
function customerOrders(dice: Dice, customer_id: string, newest: number): Omit<Order, 'order_id'>[] {
  const kind = dice.pick(LOYALTY, ({ share }) => share)
  const returns = customer_id ? (kind?.returns ?? 0) : 0
  const bought = new Map<string, Bought>()
  const orders: Omit<Order, 'order_id'>[] = []
  let time = firstVisit(dice, newest)
  let seed: Item | undefined
  while (time <= newest) {
    const order_date = Math.min(atHour(dice, time), newest)
    const age = (newest - order_date) / DAY
    const moment = { month: new Date(order_date).getUTCMonth(), age }
    const wanted = seed && wasSold(seed, age) ? seed : undefined
    const lines = fillBasket(dice, moment, wanted, (item) => bought.get(item.id)?.variant)
    for (const { item, variant } of lines) bought.set(item.id, { item, variant, time })
    const fate = dice.chance()
    const status = fate < 0.025 ? 'cancelled' : fate < 0.05 ? 'refunded' : 'paid'
    orders.push({ order_date, customer_id, status, lines })

    if (dice.chance() >= returns) break
    const due = dice.chance() < 0.7 ? runsOut(bought) : undefined
    seed = due?.item
    // Customers buy again a little before or after the item runs out.
    const spread = 0.8 + 0.45 * dice.chance()
    const pause = due ? Math.max(2, ((due.time - time) / DAY) * spread) : 3 + dice.wait(50)
    time += pause * DAY
  }
  return orders
}

/**
 * Generates the orders of a small shop: repeat customers, seasons, companions, and some cancelled orders.
 * The same options give the same orders, oldest first; the last one has the date `newest`.
 *
 * @param options default `seed` 1 and `count` 6,000
 */
export function generateOrders({ seed = 1, count = 6000, newest }: OrderOptions): Order[] {
  const stream = dice(seed)
  const orders: Omit<Order, 'order_id'>[] = []
  for (let number = 1; orders.length < count; number++) {
    const customer_id = stream.chance() < GUESTS ? '' : `C${String(number).padStart(5, '0')}`
    orders.push(...customerOrders(stream, customer_id, newest))
  }
  const kept = orders.slice(0, count).sort((a, b) => a.order_date - b.order_date)
  return kept.map((order, index) => ({
    ...order,
    order_id: `FK-${100_001 + index}`,
    order_date: index === kept.length - 1 ? newest : order.order_date,
  }))
}
