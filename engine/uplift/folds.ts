import { hash32 } from '../numbers/hash.ts'
import type { Comparison } from './campaign.ts'

/** Number of parts. */
const PARTS = 5

/** A fold: customers to fit to, and others to test on. Ascending. */
export type Fold = { train: Uint32Array; test: Uint32Array }

/**
 * Cross-validation folds. With times that differ: the customers in five parts of about equally many by time, and each part but the first
 * is tested by the parts before it. Otherwise five parts by the hash of the customer's key, each tested by the other four.
 */
export function foldsOf({ keys, times }: Pick<Comparison, 'keys' | 'times'>): Fold[] {
  const parts = times && partsByTime(times)
  if (parts) return foldsBy(parts, 1, (part, test) => part < test)
  const byHash = Uint8Array.from(keys, (key) => hash32(`uplift:${key}`) % PARTS)
  return foldsBy(byHash, 0, (part, test) => part !== test)
}

/** Part of each customer by time; undefined where fewer than five moments differ. Customers of one moment share a part. */
function partsByTime(times: Float64Array): Uint8Array | undefined {
  if (new Set(times).size < PARTS) return undefined
  const sorted = times.toSorted()
  const borders = Array.from(
    { length: PARTS - 1 },
    (_, n) => sorted[Math.floor(((n + 1) * times.length) / PARTS)] ?? 0,
  )
  return Uint8Array.from(times, (time) => borders.filter((border) => time >= border).length)
}

function foldsBy(parts: Uint8Array, first: number, trains: (part: number, test: number) => boolean): Fold[] {
  const numbers = Uint32Array.from(parts, (_, number) => number)
  return Array.from({ length: PARTS - first }, (_, n) => ({
    train: numbers.filter((number) => trains(parts[number] ?? 0, n + first)),
    test: numbers.filter((number) => parts[number] === n + first),
  }))
}
