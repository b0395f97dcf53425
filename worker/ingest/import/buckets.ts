import { hash32 } from '../../../engine/numbers/hash.ts'
import type { Chunk } from '../../store/imports/imports.ts'
import { type Fragment, isAbsent, isItem, isLinks, isOrder, type OrderFragment } from './fragments.ts'

/** Bytes of the file that one bucket should hold: its rows are put together in one go, in one transaction. */
const BUCKET_BYTES = 128_000
/** Each bucket costs a row whenever what is held is stored, so a large file gets larger ones. */
const MOST_BUCKETS = 1_024
/** What gzip usually makes of a table; only the number of buckets depends on it. */
const GZIP_RATIO = 8
/** Characters of JSON held back before they are stored. */
const MOST_HELD = 4_000_000

/** How many buckets a file of that size needs; a file of unknown size gets enough for 64 MB. */
export function bucketsFor(sent: number | undefined, gzip: boolean): number {
  const bytes = sent === undefined ? 64_000_000 : sent * (gzip ? GZIP_RATIO : 1)
  return Math.min(MOST_BUCKETS, Math.max(1, Math.ceil(bytes / BUCKET_BYTES)))
}

/**
 * Sorts fragments by what they belong to: all about one order, wherever in the file, comes into one bucket. What is held
 * back stays below 4 million characters, whatever the size of the file.
 */
export class Buckets {
  private readonly count: number
  private readonly held: Fragment[][]
  private units = 0
  private seq = 0
  private readonly used = new Set<number>()

  constructor(count: number) {
    this.count = count
    this.held = Array.from({ length: count * STAGES }, () => [])
  }

  /** Buckets that hold anything. */
  get filled(): number {
    return this.used.size
  }

  add(fragment: Fragment): void {
    const bucket = stageOf(fragment) * this.count + (hash32(fragment.key) % this.count)
    const waiting = this.held[bucket]
    this.used.add(bucket)
    if (isOrder(fragment) && joins(waiting?.at(-1), fragment)) {
      this.units += LINE_SIZE
      return
    }
    waiting?.push(fragment)
    this.units += roughSize(fragment)
  }

  /** True when it is time to store what is held. */
  get full(): boolean {
    return this.units > MOST_HELD
  }

  /** Hands over all that is held. */
  take(): Chunk[] {
    const chunks = this.held.flatMap((fragments, bucket): Chunk[] =>
      fragments.length === 0 ? [] : [{ bucket, seq: this.seq, fragments: JSON.stringify(fragments) }],
    )
    for (const fragments of this.held) fragments.length = 0
    this.units = 0
    this.seq += 1
    return chunks
  }
}

/** Characters of one line's JSON, roughly. */
const LINE_SIZE = 30

/**
 * Puts a row's line to the row before it, when both are of one order and the row says nothing new of it: most lines of
 * most files, which would otherwise carry the order's date and buyer along again and again. False when it does not fit.
 */
function joins(before: Fragment | undefined, row: OrderFragment): boolean {
  if (before?.key !== row.key || !isOrder(before) || !row.line) return false
  for (const name of ['at', 'customer', 'status', 'currency'] as const) {
    if (row[name] !== undefined && row[name] !== before[name]) return false
  }
  before.more ??= []
  before.more.push(row.line)
  return true
}

/**
 * Buckets are applied in the order of their numbers: companions of a catalogue can be found only when all its items are
 * there, and what it leaves out goes last.
 */
const STAGES = 3
const stageOf = (fragment: Fragment): number => (isAbsent(fragment) ? 2 : isLinks(fragment) ? 1 : 0)

/** Characters of a fragment's JSON, roughly: it is only weighed, and stringified later in one go. */
function roughSize(fragment: Fragment): number {
  if (isLinks(fragment)) return 60 + 60 * fragment.links.length
  if (isItem(fragment)) return 300 + JSON.stringify(fragment.fields).length
  return 150
}
