import { hash32 } from '../../../engine/numbers/hash.ts'
import type { Chunk } from '../../store/imports/imports.ts'
import {
  type Fragment,
  isAbsent,
  isItem,
  isLinks,
  isOrder,
  isPerson,
  type OrderFragment,
} from './fragments.ts'
import { addSums } from './totals.ts'

/** Bytes of the file per bucket; the rows of a bucket are assembled together, in one transaction. */
const BUCKET_BYTES = 128_000
/** Maximum number of buckets: each costs a row whenever the buffer is stored, so a large file gets larger buckets. */
const MAX_BUCKETS = 1_024
/** Usual compression ratio of gzip for tables; only the number of buckets depends on it. */
const GZIP_RATIO = 8
/** Maximum characters of JSON buffered before they are stored. */
const MAX_BUFFERED = 4_000_000

/** Number of buckets for a file of this size; a file of unknown size gets enough for 64 MB. */
export function bucketsFor(sent: number | undefined, gzip: boolean): number {
  const bytes = sent === undefined ? 64_000_000 : sent * (gzip ? GZIP_RATIO : 1)
  return Math.min(MAX_BUCKETS, Math.max(1, Math.ceil(bytes / BUCKET_BYTES)))
}

/**
 * Sorts fragments into buckets by their key: all fragments of one order, wherever they are in the file, come into one bucket. The
 * buffer stays below 4 million characters for any file size.
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

  /** Number of buckets that contain fragments. */
  get filled(): number {
    return this.used.size
  }

  add(fragment: Fragment): void {
    const spread = isPerson(fragment) ? Math.ceil(this.count / FEWER_FOR_PEOPLE) : this.count
    const bucket = stageOf(fragment) * this.count + (hash32(fragment.key) % spread)
    const waiting = this.held[bucket]
    this.used.add(bucket)
    if (isOrder(fragment) && joins(waiting?.at(-1), fragment)) {
      this.units += LINE_SIZE
      return
    }
    waiting?.push(fragment)
    this.units += roughSize(fragment)
  }

  /** Whether the buffer should be stored now. */
  get full(): boolean {
    return this.units > MAX_BUFFERED
  }

  /** Returns the buffer and empties it. */
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

/** Approximate characters of one line's JSON. */
const LINE_SIZE = 30

/**
 * Adds a row's line to the previous row when both are of one order and the row contains nothing else new. Most rows do, and would
 * otherwise repeat the order's date and buyer. Returns false when the row does not qualify.
 */
function joins(before: Fragment | undefined, row: OrderFragment): boolean {
  if (before?.key !== row.key || !isOrder(before) || !row.line) return false
  for (const name of ['at', 'at_mdy', 'customer', 'status', 'currency'] as const) {
    if (row[name] !== undefined && row[name] !== before[name]) return false
  }
  if (row.stated && JSON.stringify(row.stated) !== JSON.stringify(before.stated)) return false
  if (row.platform_id) before.platform_id ??= row.platform_id
  noteRepeated(before, row)
  if (before.sums && row.sums) addSums(before.sums, row.sums)
  else if (row.sums) before.sums = row.sums
  before.more ??= []
  before.more.push(row.line)
  return true
}

/** Notes what tells an amount that is repeated from one of each line (worker/ingest/import/per-line.ts). */
function noteRepeated(before: OrderFragment, row: OrderFragment): void {
  if (!before.stated) return
  const { times = 1 } = before
  if ((before.sums?.goods ?? 0) !== (row.sums?.goods ?? 0) * times || !row.stated) before.uneven = true
  if (row.stated) before.times = times + 1
}

/**
 * Stages of buckets, applied in ascending order: people come first, so that rows of those who asked to be forgotten are recognised;
 * companions of a catalogue can be resolved only after all items; absent items come last.
 */
const STAGES = 4
const stageOf = (fragment: Fragment): number =>
  isPerson(fragment) ? 0 : isAbsent(fragment) ? 3 : isLinks(fragment) ? 2 : 1
/** People are small, and each transaction about them costs a few statements, so that they share fewer buckets. */
const FEWER_FOR_PEOPLE = 16

/** Approximate characters of a fragment's JSON, for the buffer's limit; the fragment is serialised later. */
function roughSize(fragment: Fragment): number {
  if (isLinks(fragment)) return 60 + 60 * fragment.links.length
  if (isItem(fragment)) return 300 + JSON.stringify(fragment.fields).length
  return isOrder(fragment) && fragment.stated ? 400 : 200
}
