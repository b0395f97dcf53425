import { hash32 } from '../../../engine/numbers/hash.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import type { Chunk } from '../../store/imports/imports.ts'
import type { ByteCount } from './decode/bytes.ts'
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
/** What of a gzip file is still to come may be compressed so many times better than its beginning. */
const RATIO_RESERVE = 4
/** Maximum characters of JSON buffered before they are stored. */
const MAX_BUFFERED = 4_000_000
/** Maximum characters of a bucket, which is applied as a whole: a file of 1 GB has buckets of 1 to 2 million. */
const MAX_BUCKET = 6_000_000
/** Maximum characters of what a file says about one item or order: an order of 10,000 lines has 2 million at most. */
const MAX_KEY = 3_000_000
/**
 * What a row of an order counts at least of that: an order has 10,000 lines at most, so one of more than 40,000 rows is none, and a file of such rows is refused
 * before they have cost seconds.
 */
const MIN_ROW = MAX_KEY / 40_000
/** Cells of the sketch that counts characters by key: keys that share one are counted together, 4,000 characters in a file of 1 GB. */
const SKETCH = 2 ** 18

/** Number of buckets for a file of this size; a file of unknown size gets enough for 64 MB. */
export function bucketsFor(sent: number | undefined, gzip: boolean, ratio = GZIP_RATIO): number {
  const bytes = sent === undefined ? 64_000_000 : sent * (gzip ? ratio : 1)
  return Math.min(MAX_BUCKETS, Math.max(1, Math.ceil(bytes / BUCKET_BYTES)))
}

/** The same when the first part of a file is about to be stored, and its ratio of compression is known so far. */
export function bucketsAfter(sent: number | undefined, read: ByteCount): number {
  const isGzip = read.unpacked > read.sent
  if (isGzip && sent === undefined) return MAX_BUCKETS
  return bucketsFor(
    sent,
    isGzip,
    Math.max(GZIP_RATIO, (RATIO_RESERVE * read.unpacked) / Math.max(1, read.sent)),
  )
}

const tooMuch = (message: string, facts: object = {}) =>
  new PairwellError('unreadable_file', message, { ...facts })

/**
 * Sorts fragments into buckets by their key: all fragments of one order, wherever they are in the file, come into one bucket. The
 * buffer stays below 4 million characters for any file size, and so does what belongs to one bucket or one key: what is applied
 * together is in memory together.
 */
export class Buckets {
  private count: number
  private held: Fragment[][]
  private units = 0
  private seq = 0
  private readonly used = new Set<number>()
  /** Characters so far of each bucket, and of the keys that share a cell of the sketch. */
  private bucketUnits: Float64Array
  private readonly keyUnits = new Float32Array(SKETCH)

  constructor(count: number) {
    this.count = count
    this.held = emptyBuckets(count)
    this.bucketUnits = new Float64Array(count * STAGES)
  }

  /** Number of buckets that contain fragments. */
  get filled(): number {
    return this.used.size
  }

  /** Sorts what is held into more buckets. Only before anything was taken. */
  widen(count: number): void {
    if (count <= this.count || this.seq > 0) return
    const fragments = this.held.flat()
    this.count = count
    this.held = emptyBuckets(count)
    this.used.clear()
    this.bucketUnits = new Float64Array(count * STAGES)
    for (const fragment of fragments) {
      const bucket = this.bucketOf(fragment)
      this.used.add(bucket)
      this.held[bucket]?.push(fragment)
      this.bucketUnits[bucket] = (this.bucketUnits[bucket] ?? 0) + roughSize(fragment)
    }
  }

  /** @throws {PairwellError} `unreadable_file` when too much of the file belongs to one item or order, or to one bucket */
  add(fragment: Fragment): void {
    const bucket = this.bucketOf(fragment)
    const waiting = this.held[bucket]
    this.used.add(bucket)
    const isJoined = isOrder(fragment) && joins(waiting?.at(-1), fragment)
    if (!isJoined) waiting?.push(fragment)
    const size = isJoined ? lineSize(fragment) : roughSize(fragment)
    this.units += size
    const cell = hash32(fragment.key) % SKETCH
    const ofKey = (this.keyUnits[cell] ?? 0) + (isOrder(fragment) ? Math.max(size, MIN_ROW) : size)
    this.keyUnits[cell] = ofKey
    if (ofKey > MAX_KEY) throw tooLong(fragment.key)
    const inBucket = (this.bucketUnits[bucket] ?? 0) + size
    this.bucketUnits[bucket] = inBucket
    if (inBucket > MAX_BUCKET) throw UNEVEN
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

  private bucketOf(fragment: Fragment): number {
    const spread = isPerson(fragment) ? bucketsOfPeople(this.count) : this.count
    return stageOf(fragment) * this.count + (hash32(fragment.key) % spread)
  }
}

const emptyBuckets = (count: number): Fragment[][] => Array.from({ length: count * STAGES }, () => [])

const tooLong = (key: string) =>
  tooMuch(
    `Too many rows belong to "${key}": more than 40,000, or together more than ${MAX_KEY.toLocaleString('en')} characters. Check that the column of ids is the right one, or divide this order or item into several.`,
    { key },
  )

const UNEVEN = tooMuch(
  'The file cannot be divided into parts that fit into memory, because its later rows are compressed much better than the first, or their ids are too much alike. Send it unpacked, or in several files.',
)

/** Approximate characters of the JSON of a row's line without its references. */
const LINE_SIZE = 30

/** Approximate characters of what a row adds to the previous one of its order. */
function lineSize({ line, sums }: OrderFragment): number {
  const references = (line?.[0].length ?? 0) + (line?.[3]?.length ?? 0)
  const amounts = (sums?.discounts?.length ?? 0) + (sums?.refunds?.length ?? 0)
  return LINE_SIZE + references + amounts * (LINE_SIZE + (line?.[0].length ?? 0))
}

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
/** Each transaction about people costs a few statements, so that those of a small file share fewer buckets; many people do not fit. */
const bucketsOfPeople = (count: number): number => Math.ceil(count > 256 ? count / 2 : count / 16)

/** Approximate characters of a fragment's JSON, for the limits; the fragment is serialised later. */
function roughSize(fragment: Fragment): number {
  if (isLinks(fragment)) return 60 + fragment.links.reduce((sum, { to }) => sum + 60 + to.length, 0)
  if (isItem(fragment)) {
    const { title = '', image_url = '' } = fragment.variant ?? {}
    return 300 + JSON.stringify(fragment.fields).length + title.length + image_url.length
  }
  if (!isOrder(fragment)) return 200
  const more = fragment.more?.reduce((sum, [reference]) => sum + LINE_SIZE + reference.length, 0) ?? 0
  return (fragment.stated ? 400 : 170) + lineSize(fragment) + more
}
