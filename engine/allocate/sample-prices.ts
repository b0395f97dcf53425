import type { Campaign } from './campaign.ts'
import type { Room } from './kept-customers.ts'
import { type Limits, limitsOf, withBounds } from './limits.ts'
import { PriceRule } from './price-rule.ts'
import type { Sample } from './sample.ts'

/** Smoothing at which prices are searched from scratch, relative to a customer's largest value. */
export const FIRST_SMOOTHING = 0.3
/** Smoothing and tie noise at the end: so near to the true maximum that less gains nothing measurable. */
const LAST_SMOOTHING = 0.0005
/** With few customers the smoothed function has too few undecided customers to be smooth: this many in all must be. */
const UNDECIDED = 1
/** The core is planned a little smaller than its room, since a sample says how many will be in it. */
const PLANNED = 0.8

export const lastSmoothing = (customers: number): number =>
  Math.max(LAST_SMOOTHING, Math.min(FIRST_SMOOTHING / 10, UNDECIDED / Math.max(1, customers)))

/** The limits of a campaign with no segment's minimum above its customers with an option. */
export function reachableLimits(campaign: Campaign, { segments }: Sample): Limits {
  const minimums = campaign.minimums.map((minimum, at) => Math.min(minimum, segments[at] ?? 0))
  return limitsOf({ ...campaign, minimums })
}

/** The limits for the customers of the sample alone. */
export function scaledLimits(limits: Limits, { rows, eligible }: Sample): Limits {
  const share = eligible === 0 ? 1 : rows.keys.length / eligible
  return withBounds(
    limits,
    limits.bounds.map((bound) => bound * share),
  )
}

/** Margin below which about as many customers are as fit into the room. */
export function coreMargin(
  { rows, eligible }: Sample,
  limits: Limits,
  prices: Float64Array,
  spread: number,
  room: Room,
): number {
  const rule = new PriceRule(limits, prices, spread)
  const margins = Float64Array.from(rows.hashes, (hash, customer) => {
    rule.look(rows, customer, hash)
    return rule.margin
  }).sort()
  const entries = (rows.starts[rows.keys.length] ?? 0) / Math.max(1, rows.keys.length)
  const fitting = Math.min(room.customers, room.entries / Math.max(1, entries))
  return margins[Math.floor(margins.length * PLANNED * (fitting / eligible))] ?? Number.POSITIVE_INFINITY
}
