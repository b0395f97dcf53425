import type { Arena } from '../data/arena.ts'
import type { Customers } from './campaign.ts'

/** Customers and entries that are kept in memory at most: 10 bytes each entry, so 15 MB, and as much again while they are sorted. */
export type Room = { customers: number; entries: number }
export const ROOM: Room = { customers: 200_000, entries: 1_200_000 }

/** Each lower rank that is tried is this part of the one before. */
const NARROWING = 7 / 8

/** Customers in the order of the hashes of their keys, equal ones by key: so that sums do not depend on the order of the source. */
export type SortedCustomers = Customers & {
  segmentStarts: Uint32Array
  segments: Uint16Array
  hashes: Uint32Array
}

/**
 * Keeps the customers of a stream whose rank is below a limit. When they do not fit, the limit narrows by eighths until they do: which limit is
 * reached depends on the customers only, and not on their order, because a set that does not fit is never fitted by more customers.
 */
export class KeptCustomers implements Customers {
  /** Only ranks below it are kept. */
  limit: number
  private readonly room: Room
  private readonly arena: Arena
  private readonly dropped: (customers: Customers, customer: number, hash: number) => void
  keys: string[] = []
  starts: Uint32Array<ArrayBuffer>
  segmentStarts: Uint32Array<ArrayBuffer>
  hashes: Uint32Array<ArrayBuffer>
  ranks: Float64Array<ArrayBuffer>
  options: Uint16Array<ArrayBuffer>
  values: Float32Array<ArrayBuffer>
  costs: Float32Array<ArrayBuffer>
  segments: Uint16Array<ArrayBuffer>

  /** @param dropped called for a customer that was kept first and does not fit any more */
  constructor(
    limit: number,
    room: Room,
    arena: Arena,
    dropped: (customers: Customers, customer: number, hash: number) => void,
  ) {
    this.limit = limit
    this.room = room
    this.arena = arena
    this.dropped = dropped
    this.starts = arena.uint32(65)
    this.segmentStarts = arena.uint32(65)
    this.hashes = arena.uint32(64)
    this.ranks = arena.float64(64)
    this.options = arena.uint16(1024)
    this.values = arena.float32(1024)
    this.costs = arena.float32(1024)
    this.segments = arena.uint16(64)
  }

  /** Keeps a customer, and drops others if need be. False when the customer is not kept. */
  add(customers: Customers, customer: number, hash: number, rank: number): boolean {
    const entries = (customers.starts[customer + 1] ?? 0) - (customers.starts[customer] ?? 0)
    while (rank < this.limit && !this.fits(entries)) this.narrow()
    if (!(rank < this.limit)) return false
    this.grow(entries, segmentsOf(customers, customer))
    const at = this.keys.length
    this.keys.push(customers.keys[customer] ?? '')
    this.hashes[at] = hash
    this.ranks[at] = rank
    this.write(at, customers, customer)
    return true
  }

  /** The kept customers in their order; may be called once. */
  sorted(): SortedCustomers {
    const { keys, hashes, arena } = this
    const order = Array.from(keys, (_, at) => at).sort(
      (a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0) || ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1),
    )
    const sorted = new KeptCustomers(Number.POSITIVE_INFINITY, this.room, arena, () => {})
    sorted.reserve(keys.length, this.starts[keys.length] ?? 0, this.segmentStarts[keys.length] ?? 0)
    for (const at of order) sorted.add(this, at, hashes[at] ?? 0, 0)
    this.release()
    arena.release(sorted.ranks)
    const { starts, segmentStarts, options, values, costs, segments } = sorted
    return {
      ...{ keys: sorted.keys, hashes: sorted.hashes, starts, segmentStarts },
      options,
      values,
      costs,
      segments,
    }
  }

  private fits(entries: number): boolean {
    const kept = this.keys.length
    return (
      kept < this.room.customers && (kept === 0 || (this.starts[kept] ?? 0) + entries <= this.room.entries)
    )
  }

  private narrow(): void {
    this.limit *= NARROWING
    const { keys, ranks, hashes } = this
    let kept = 0
    for (let at = 0; at < keys.length; at += 1) {
      if ((ranks[at] ?? 0) < this.limit) {
        keys[kept] = keys[at] ?? ''
        hashes[kept] = hashes[at] ?? 0
        ranks[kept] = ranks[at] ?? 0
        this.write(kept, this, at)
        kept += 1
      } else this.dropped(this, at, hashes[at] ?? 0)
    }
    keys.length = kept
  }

  /** Writes entries and segments of a customer as those of the kept customer `at`; moves to the front where both are ours. */
  private write(at: number, customers: Customers, customer: number): void {
    const from = customers.starts[customer] ?? 0
    const to = customers.starts[customer + 1] ?? 0
    let next = this.starts[at] ?? 0
    for (let entry = from; entry < to; entry += 1) {
      this.options[next] = customers.options[entry] ?? 0
      this.values[next] = customers.values[entry] ?? 0
      this.costs[next] = customers.costs[entry] ?? 0
      next += 1
    }
    const [first, last] = [
      customers.segmentStarts?.[customer] ?? 0,
      customers.segmentStarts?.[customer + 1] ?? 0,
    ]
    let nextSegment = this.segmentStarts[at] ?? 0
    for (let n = first; n < last; n += 1) {
      this.segments[nextSegment] = customers.segments?.[n] ?? 0
      nextSegment += 1
    }
    this.starts[at + 1] = next
    this.segmentStarts[at + 1] = nextSegment
  }

  private grow(entries: number, segments: number): void {
    const kept = this.keys.length
    const needed = (this.starts[kept] ?? 0) + entries
    const neededSegments = (this.segmentStarts[kept] ?? 0) + segments
    // By halves, which wastes less of the memory than doubling.
    if (kept >= this.hashes.length || needed > this.options.length || neededSegments > this.segments.length) {
      const more = (now: number, least: number) => (least > now ? Math.max(least, Math.ceil(now * 1.5)) : now)
      this.reserve(
        more(this.hashes.length, kept + 1),
        more(this.options.length, needed),
        more(this.segments.length, neededSegments),
      )
    }
  }

  private reserve(customers: number, entries: number, segments: number): void {
    const { arena } = this
    const wider = <A extends Wide>(array: A, length: number, make: (length: number) => A): A => {
      if (length <= array.length) return array
      const wide = make(length)
      wide.set(array)
      arena.release(array)
      return wide
    }
    this.starts = wider(this.starts, customers + 1, (length) => arena.uint32(length))
    this.segmentStarts = wider(this.segmentStarts, customers + 1, (length) => arena.uint32(length))
    this.hashes = wider(this.hashes, customers, (length) => arena.uint32(length))
    this.ranks = wider(this.ranks, customers, (length) => arena.float64(length))
    this.options = wider(this.options, entries, (length) => arena.uint16(length))
    this.values = wider(this.values, entries, (length) => arena.float32(length))
    this.costs = wider(this.costs, entries, (length) => arena.float32(length))
    this.segments = wider(this.segments, segments, (length) => arena.uint16(length))
  }

  private release(): void {
    const { starts, segmentStarts, hashes, ranks, options, values, costs, segments } = this
    this.arena.release(starts, segmentStarts, hashes, ranks, options, values, costs, segments)
  }
}

type Wide =
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

const segmentsOf = ({ segmentStarts }: Customers, customer: number): number =>
  (segmentStarts?.[customer + 1] ?? 0) - (segmentStarts?.[customer] ?? 0)
