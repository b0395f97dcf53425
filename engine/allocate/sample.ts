import { Arena } from '../data/arena.ts'
import { hash32 } from '../numbers/hash.ts'
import type { Campaign, Source } from './campaign.ts'
import { KeptCustomers, ROOM, type Room, type SortedCustomers } from './kept-customers.ts'

/** A sample of the customers of a wave, by hash of their keys, and counts of all of them. */
export type Sample = {
  /** In the order of their hashes; all customers with options if they fit. */
  rows: SortedCustomers
  /** Customers of the source, and those among them with at least one option. */
  customers: number
  eligible: number
  /** Customers with an option of each segment. */
  segments: readonly number[]
  /** Whether the rows are all eligible customers. */
  isComplete: boolean
}

/**
 * Reads the source once and keeps a sample of it: up to 1.2 million options, of a million customers with 40 options each about 28,000 customers. The
 * same customers give the same sample in any order.
 */
export async function drawSample(
  campaign: Campaign,
  source: Source,
  { room = ROOM, arena = new Arena() }: { room?: Room; arena?: Arena } = {},
): Promise<Sample> {
  const kept = new KeptCustomers(2 ** 32, room, arena, () => {})
  const segments = campaign.minimums.map(() => 0)
  let [customers, eligible] = [0, 0]
  for await (const chunk of source()) {
    customers += chunk.keys.length
    for (let customer = 0; customer < chunk.keys.length; customer += 1) {
      if (chunk.starts[customer] === chunk.starts[customer + 1]) continue
      eligible += 1
      const to = chunk.segmentStarts?.[customer + 1] ?? 0
      for (let at = chunk.segmentStarts?.[customer] ?? 0; at < to; at += 1) {
        const segment = chunk.segments?.[at] ?? 0
        segments[segment] = (segments[segment] ?? 0) + 1
      }
      const hash = hash32(chunk.keys[customer] ?? '')
      kept.add(chunk, customer, hash, hash)
    }
  }
  const rows = kept.sorted()
  return { rows, customers, eligible, segments, isComplete: rows.keys.length === eligible }
}
