import { numbersBelow } from '../numbers/typed-array.ts'

/** Bytes that the arrays of one run may take: half of what an isolate has, because it also serves shoppers. */
export const MAX_ARRAY_BYTES = 64_000_000

// A run outside an isolate may have more (`memoryFor`); every limit below grows in proportion.

/**
 * Budget of caches that only save time, bytes: arrays may grow to this size for their sake, and 4 bytes further for every
 * line above a million, up to the limit.
 */
const CACHE_BUDGET = 43_000_000
const CACHE_BUDGET_PER_LINE = 4
const CACHE_BUDGET_FREE_LINES = 1_000_000
const CACHE_BUDGET_LIMIT = 58_000_000

/** Candidates kept of an item while it is mined, for the ridge and for the mixture. */
export type CandidateLimits = { ridge: number; mixture: number }
const MAX_CANDIDATES = 50
/** Rather than keep fewer than these, a run leaves out old orders. */
const MIN_CANDIDATES: CandidateLimits = { ridge: 24, mixture: 20 }
/** The same where those would leave too little for orders: more than 67,000 items. Few candidates are better than no order. */
const FEWEST_CANDIDATES: CandidateLimits = { ridge: 8, mixture: 8 }
/** Part of the memory that the candidates leave for orders. */
const ROOM_FOR_ORDERS = 1 / 4
/** Lines × candidates that a run has time for. Above a million lines the cart's hit rate is lower by 0.001 for it. */
const MAX_LINE_CANDIDATES: CandidateLimits = { ridge: 24_000_000, mixture: 20_000_000 }

/** Bytes per order while orders are sorted: date and number twice (16), two customer hashes (8), start, size and weight (8). */
const SORTING_BYTES_PER_ORDER = 32
/** Bytes per order while they are moved: start, size and weight (8), sorted order (4), day (2), and head and day of the result (10). */
const MOVING_BYTES_PER_ORDER = 24
/** Bytes per order of the grouped orders: head (8). */
const GROUPED_BYTES_PER_ORDER = 8
/** Bytes per item: hash, orders, the counters of one row of pairs, backoff, title and similar items. */
const BYTES_PER_ITEM = 231
/** Lines whose orders an inverted index holds at one time, 4 bytes each (engine/data/inverted-index.ts). */
const BLOCK_LINES = 1_000_000
/** Bytes of what does not grow with the shop: tables of votes and logarithms, one matrix of the ridge, room for pairs. */
const FIXED_BYTES = 2_000_000

/** Bytes of an item's number. */
const numberBytes = (items: number): number => numbersBelow(items, 0).BYTES_PER_ELEMENT
/** Bytes of an item's candidates: number and value for the ridge; number, value, credit and mark for the mixture. */
export const candidateBytes = (items: number, { ridge, mixture }: CandidateLimits): number =>
  ridge * (numberBytes(items) + 4) + mixture * (numberBytes(items) + 9)

/** How many isolates have this memory. */
const isolatesIn = (memory: number): number => memory / MAX_ARRAY_BYTES

/** Lines whose orders an inverted index holds at one time, in a run with this memory. */
export const blockLines = (memory: number): number => BLOCK_LINES * isolatesIn(memory)

const bytesWithoutCandidates = (orders: number, lines: number, items: number, memory: number): number =>
  orders * GROUPED_BYTES_PER_ORDER +
  lines * numberBytes(items) +
  Math.min(lines, blockLines(memory)) * 4 +
  items * BYTES_PER_ITEM +
  FIXED_BYTES

/** The smallest useful number of candidates for so many items. */
function fewestCandidates(items: number, memory: number): CandidateLimits {
  const bytes = bytesWithoutCandidates(0, 0, items, memory) + items * candidateBytes(items, MIN_CANDIDATES)
  return bytes + ROOM_FOR_ORDERS * memory <= memory ? MIN_CANDIDATES : FEWEST_CANDIDATES
}

/** Peak bytes of mining for these numbers of orders, lines and items, with the smallest useful number of candidates. */
export const bytesNeeded = (orders: number, lines: number, items: number, memory = MAX_ARRAY_BYTES): number =>
  Math.max(
    orders * SORTING_BYTES_PER_ORDER + lines * numberBytes(items) + items * 12,
    orders * MOVING_BYTES_PER_ORDER + lines * 2 * numberBytes(items) + items * 12,
    bytesWithoutCandidates(orders, lines, items, memory) +
      items * candidateBytes(items, fewestCandidates(items, memory)),
  )

/** Part of the memory of a run outside an isolate that is needed at most. */
const FILLED = 4 / 5

/**
 * Memory of a run that leaves no order out, bytes: that of an isolate where it suffices, so that the model is the isolate's; else
 * the least of two, four, eight … isolates that leaves a fifth free, for caches. It depends on the shop alone, not on the machine.
 */
export function memoryFor(orders: number, lines: number, items: number): number {
  if (bytesNeeded(orders, lines, items) <= MAX_ARRAY_BYTES) return MAX_ARRAY_BYTES
  let memory = 2 * MAX_ARRAY_BYTES
  while (bytesNeeded(orders, lines, items, memory) > FILLED * memory) memory *= 2
  return memory
}

/** Candidates per item that memory and time allow: fewer where there are many items and many lines. */
export function candidatesThatFit(
  orders: number,
  lines: number,
  items: number,
  memory = MAX_ARRAY_BYTES,
): CandidateLimits {
  const room = (memory - bytesWithoutCandidates(orders, lines, items, memory)) / Math.max(1, items)
  const share = room / candidateBytes(items, { ridge: 1, mixture: 1 })
  const fewest = fewestCandidates(items, memory)
  const fitting = (part: keyof CandidateLimits) => {
    const inTime = (isolatesIn(memory) * MAX_LINE_CANDIDATES[part]) / Math.max(1, lines)
    return Math.max(fewest[part], Math.floor(Math.min(MAX_CANDIDATES, share, inTime)))
  }
  return { ridge: fitting('ridge'), mixture: fitting('mixture') }
}

/** Bytes left for caches that only save time. @param used bytes of all arrays now @param lines of all orders */
export function cacheBytes(used: number, lines: number, memory = MAX_ARRAY_BYTES): number {
  const times = isolatesIn(memory)
  const budget =
    CACHE_BUDGET * times + CACHE_BUDGET_PER_LINE * Math.max(0, lines - CACHE_BUDGET_FREE_LINES * times)
  return Math.max(0, Math.min(CACHE_BUDGET_LIMIT * times, budget) - used)
}
