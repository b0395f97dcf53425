import type { Campaign, Customers, LimitName } from './campaign.ts'
import { costUnits, UNITS } from './fixed-point.ts'

/**
 * The limits of a campaign as one list of Σ a x ≤ b: budget, channels, offers, segments. A contact has a = its cost for the
 * budget, 1 for its channel and its offer, and −1 for each segment of the customer, whose b is −minimum.
 */
export type Limits = {
  names: readonly LimitName[]
  /** Right sides b by limit; Infinity where there is none. */
  bounds: Float64Array
  /** Limits of the channel and of the offer of each option. */
  channelOf: Uint32Array
  offerOf: Uint32Array
  /** Limit of segment 0. */
  firstSegment: number
}

/** Position of the budget in the list of limits. */
export const BUDGET = 0

export function limitsOf({ options, budget, capacities, stocks, minimums }: Campaign): Limits {
  const firstOffer = 1 + capacities.length
  const firstSegment = firstOffer + stocks.length
  const named = (kind: LimitName['kind'], count: number) =>
    Array.from({ length: count }, (_, at) => ({ kind, at }))
  return {
    names: [
      ...named('budget', 1),
      ...named('channel', capacities.length),
      ...named('offer', stocks.length),
      ...named('segment', minimums.length),
    ],
    bounds: Float64Array.from([
      ...[budget, ...capacities, ...stocks].map((limit) => limit ?? Number.POSITIVE_INFINITY),
      // A minimum of 0 asks for nothing.
      ...minimums.map((minimum) => (minimum > 0 ? -minimum : Number.POSITIVE_INFINITY)),
    ]),
    channelOf: Uint32Array.from(options, ({ channel }) => 1 + channel),
    offerOf: Uint32Array.from(options, ({ offer }) => firstOffer + offer),
    firstSegment,
  }
}

/** The same limits with other right sides. */
export const withBounds = (limits: Limits, bounds: Float64Array): Limits => ({ ...limits, bounds })

/** Segments of a customer as positions in the list of limits: calls `each` for every one. */
export function eachSegment(
  { firstSegment }: Limits,
  { segmentStarts, segments }: Customers,
  customer: number,
  each: (limit: number) => void,
): void {
  if (!segmentStarts || !segments) return
  const to = segmentStarts[customer + 1] ?? 0
  for (let at = segmentStarts[customer] ?? 0; at < to; at += 1) each(firstSegment + (segments[at] ?? 0))
}

/** Adds what a contact uses, `times` 1, or takes it back, `times` −1. Cost in 1/1024 minor units, so that sums are exact. */
export function addUse(
  limits: Limits,
  customers: Customers,
  customer: number,
  entry: number,
  used: Float64Array,
  times: 1 | -1,
): void {
  const option = customers.options[entry] ?? 0
  const add = (limit: number, amount: number) => {
    used[limit] = (used[limit] ?? 0) + times * amount
  }
  add(BUDGET, costUnits(customers.costs[entry] ?? 0))
  add(limits.channelOf[option] ?? 0, 1)
  add(limits.offerOf[option] ?? 0, 1)
  eachSegment(limits, customers, customer, (limit) => add(limit, -1))
}

/** Right sides in the units of `addUse`. */
export function boundUnits({ bounds }: Limits): Float64Array {
  const units = bounds.slice()
  units[BUDGET] = Math.floor((bounds[BUDGET] ?? 0) * UNITS)
  return units
}
