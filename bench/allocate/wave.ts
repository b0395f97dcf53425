import type { Campaign, Customers } from '../../engine/allocate/campaign.ts'
import { normalQuantile } from '../../engine/numbers/normal.ts'

/** What a simulated wave is like. Shares are of the customers. */
export type WaveShape = {
  seed: number
  customers: number
  offers: number
  channels: number
  /** Budget and capacities in shares of what all customers would use; null for no limit. */
  budget: number | null
  capacity: number | null
  stock: number | null
  /** Minimum of each segment, as a share of its customers; a customer is in each segment with probability 0.2. */
  minimums: readonly number[]
  chunk: number
}

/** Draws of 12 bits, for tables of quantiles. */
const DRAWS = 4096
const table = (deviation: number) =>
  Float64Array.from({ length: DRAWS }, (_, n) => Math.exp(deviation * normalQuantile((n + 0.5) / DRAWS)))
/** Margins of offers, tastes of customers, and the rest: log-normal, as margins and propensities are. */
const [MARGINS, TASTES, REST] = [table(0.8), table(0.7), table(0.9)]
const MEAN_MARGIN = 200
const SEGMENT_SHARE = 0.2

/** mulberry32: whole numbers of 32 bits. */
export function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/**
 * A wave with skewed values. An option is each offer on one channel; its cost is that of the contact plus an incentive that grows with the
 * value, so costs and values are correlated.
 */
export function wave(shape: WaveShape): { campaign: Campaign; source: () => Generator<Customers> } {
  const { seed, customers, offers, channels, minimums } = shape
  const random = generator(seed)
  const pick = (from: Float64Array) => from[random() % DRAWS] ?? 0
  const margins = Float64Array.from({ length: offers }, () => MEAN_MARGIN * pick(MARGINS))
  const contactCosts = Float64Array.from({ length: channels }, (_, channel) => 2 * 4 ** channel)
  const options = Array.from({ length: offers }, (_, offer) => ({ offer, channel: offer % channels }))
  const whole = (share: number) => Math.ceil(share * customers)
  const campaign: Campaign = {
    options,
    // About 12 minor units a contact.
    budget: shape.budget === null ? null : whole(shape.budget * 12),
    capacities: Array.from(contactCosts, () => limit(shape.capacity)),
    stocks: Array.from(margins, () => limit(shape.stock)),
    minimums: minimums.map((share) => whole(share * SEGMENT_SHARE)),
  }
  function limit(share: number | null): number | null {
    return share === null ? null : whole(share)
  }
  const chunkOf = (from: number, to: number): Customers =>
    customersOf(from, to, { seed, margins, contactCosts, segments: minimums.length, options })
  return {
    campaign,
    *source() {
      for (let from = 0; from < customers; from += shape.chunk) {
        yield chunkOf(from, Math.min(customers, from + shape.chunk))
      }
    },
  }
}

type World = {
  seed: number
  margins: Float64Array
  contactCosts: Float64Array
  segments: number
  options: Campaign['options']
}

function customersOf(from: number, to: number, { seed, margins, contactCosts, segments, options }: World) {
  const count = to - from
  const entries = count * options.length
  const made = {
    keys: Array.from({ length: count }, (_, n) => `customer-${from + n}`),
    starts: Uint32Array.from({ length: count + 1 }, (_, n) => n * options.length),
    options: Uint16Array.from({ length: entries }, (_, n) => n % options.length),
    values: new Float32Array(entries),
    costs: new Float32Array(entries),
  }
  const members: number[] = []
  const segmentStarts = new Uint32Array(count + 1)
  for (let n = 0; n < count; n += 1) {
    const random = generator(Math.imul(seed, 0x9e3779b1) ^ Math.imul(from + n + 1, 0x85ebca6b))
    const taste = TASTES[random() % DRAWS] ?? 0
    for (const [option, { offer, channel }] of options.entries()) {
      const value = (margins[offer] ?? 0) * 0.05 * taste * (REST[random() % DRAWS] ?? 0)
      const entry = n * options.length + option
      made.values[entry] = value
      made.costs[entry] = (contactCosts[channel] ?? 0) + value * 0.1 + (random() % 8)
    }
    for (let segment = 0; segment < segments; segment += 1) {
      if (random() % 1000 < SEGMENT_SHARE * 1000) members.push(segment)
    }
    segmentStarts[n + 1] = members.length
  }
  return { ...made, segmentStarts, segments: Uint16Array.from(members) }
}
