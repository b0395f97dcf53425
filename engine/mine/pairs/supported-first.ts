import type { Baskets } from '../../data/baskets.ts'
import { TopKHeap } from '../../numbers/top-k-heap.ts'
import type { MixtureCandidates } from './neighbours.ts'

/** Companions of an item that its similar items may use in backoff; 50 are no better. */
const MAX_SUPPORTED = 24
/** Rows handled between two pauses: about 2 ms of work. */
const SLICE_ROWS = 1_000

/**
 * Moves the supported pairs to the front of every row of the mixture: the 24 with most votes where a row has more. Yields
 * now and then. Releases the marks of the supported pairs.
 * @returns how many supported pairs are in front of each row
 */
export function* supportedFirst(
  { arena }: Baskets,
  { lists, isSupported }: MixtureCandidates,
  shares: Float32Array,
): Generator<undefined, Uint8Array> {
  const { lengths, stride, items, values } = lists
  const supportedLengths = arena.uint8(lengths.length)
  const best = new TopKHeap(MAX_SUPPORTED)
  const order = new Uint32Array(stride)
  const movedItems = new Uint32Array(stride)
  const movedValues = new Float32Array(stride)
  const movedShares = new Float32Array(stride)
  for (let item = 0; item < lengths.length; item += 1) {
    const from = item * stride
    const to = from + (lengths[item] ?? 0)
    const supported = markBest(best, isSupported, values, from, to)
    supportedLengths[item] = supported
    let first = 0
    let next = supported
    for (let at = from; at < to; at += 1) order[isSupported[at] === 1 ? first++ : next++] = at
    // One loop per array would be shorter, and slower: each access in the code then sees arrays of several types.
    for (let at = 0; at < to - from; at += 1) {
      const entry = order[at] ?? 0
      movedItems[at] = items[entry] ?? 0
      movedValues[at] = values[entry] ?? 0
      movedShares[at] = shares[entry] ?? 0
    }
    for (let at = 0; at < to - from; at += 1) {
      items[from + at] = movedItems[at] ?? 0
      values[from + at] = movedValues[at] ?? 0
      shares[from + at] = movedShares[at] ?? 0
    }
    if (item % SLICE_ROWS === 0) yield undefined
  }
  arena.release(isSupported)
  return supportedLengths
}

/** Leaves the mark of support to the best 24 of a row; returns how many are marked. */
function markBest(
  best: TopKHeap,
  isSupported: Uint8Array,
  values: Float32Array,
  from: number,
  to: number,
): number {
  let marked = 0
  for (let at = from; at < to; at += 1) marked += isSupported[at] ?? 0
  if (marked <= MAX_SUPPORTED) return marked
  best.clear()
  for (let at = from; at < to; at += 1) {
    if (isSupported[at] === 0) continue
    isSupported[at] = 0
    best.offer(at, values[at] ?? 0)
  }
  for (const at of best.kept()) isSupported[at] = 1
  return MAX_SUPPORTED
}
