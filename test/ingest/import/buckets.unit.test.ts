import { expect, it } from 'vitest'
import { hash32 } from '../../../engine/numbers/hash.ts'
import { Buckets, bucketsAfter, bucketsFor } from '../../../worker/ingest/import/buckets.ts'
import type { Fragment } from '../../../worker/ingest/import/fragments.ts'

const row = (key: string, reference = 'i:tea'): Fragment => ({ key, line: [reference, 1, 100] })

/** Adds fragments until one is refused, storing the buffer whenever it is full; returns the refusal and the characters taken. */
function fill(buckets: Buckets, fragments: Iterable<Fragment>) {
  const stored = new Map<number, number>()
  const store = () => {
    for (const { bucket, fragments: text } of buckets.take())
      stored.set(bucket, (stored.get(bucket) ?? 0) + text.length)
  }
  try {
    for (const fragment of fragments) {
      buckets.add(fragment)
      if (buckets.full) store()
    }
  } catch (thrown) {
    return { refusal: thrown, largest: Math.max(0, ...stored.values()) }
  }
  store()
  return { refusal: undefined, largest: Math.max(0, ...stored.values()) }
}

function* rows(count: number, keyOf: (at: number) => string, reference?: string): Generator<Fragment> {
  for (let at = 0; at < count; at += 1) yield row(keyOf(at), reference)
}

it.each([
  ['adjacent rows', () => 'one'],
  ['rows between those of others', (at: number) => (at % 2 === 0 ? 'one' : `other-${at}`)],
])('an order with too many %s is refused by its name', (_name, keyOf) => {
  const { refusal, largest } = fill(new Buckets(64), rows(400_000, keyOf))
  expect(refusal).toMatchObject({ code: 'unreadable_file', facts: { key: 'one' } })
  expect(largest).toBeLessThan(8_000_000)
})

it('an order may have about 40,000 rows, which say several things of each of its lines, and no more', () => {
  const many = (count: number) =>
    fill(
      new Buckets(64),
      rows(count, () => 'one'),
    ).refusal
  expect(many(39_900)).toBeUndefined()
  expect(many(40_100)).toMatchObject({ code: 'unreadable_file', facts: { key: 'one' } })
})

it('an order of 10,000 lines with the longest ids is accepted', () => {
  const { refusal } = fill(
    new Buckets(64),
    rows(10_000, () => 'one', `i:${'x'.repeat(128)}`),
  )
  expect(refusal).toBeUndefined()
})

it('ids that are chosen to come into one bucket are refused, not kept in memory', () => {
  const alike = function* () {
    for (let at = 0; ; at += 1) if (hash32(`k${at}`) % 64 === 0) yield row(`k${at}`, `i:${'x'.repeat(128)}`)
  }
  const { refusal, largest } = fill(new Buckets(64), alike())
  expect(refusal).toMatchObject({ code: 'unreadable_file' })
  expect(largest).toBeLessThan(8_000_000)
})

it('a gzip file gets buckets by how well its beginning is compressed, with a reserve', () => {
  expect(bucketsFor(160_000, true)).toBe(10)
  expect(bucketsAfter(160_000, { sent: 16_000, unpacked: 128_000 })).toBe(40)
  expect(bucketsAfter(160_000, { sent: 4_000, unpacked: 4_000_000 })).toBe(1_024)
  expect(bucketsAfter(undefined, { sent: 4_000, unpacked: 4_000_000 })).toBe(1_024)
  expect(bucketsAfter(1_000_000, { sent: 500_000, unpacked: 500_000 })).toBe(bucketsFor(1_000_000, false))
})

it('widening keeps every row, and all rows of an order in one bucket', () => {
  const buckets = new Buckets(2)
  for (const fragment of rows(5_000, (at) => `order-${at % 700}`)) buckets.add(fragment)
  buckets.widen(64)
  for (const fragment of rows(5_000, (at) => `order-${at % 700}`)) buckets.add(fragment)
  const bucketOf = new Map<string, Set<number>>()
  let lines = 0
  for (const { bucket, fragments } of buckets.take()) {
    for (const { key, more = [] } of JSON.parse(fragments)) {
      bucketOf.set(key, (bucketOf.get(key) ?? new Set()).add(bucket))
      lines += 1 + more.length
    }
  }
  expect([lines, bucketOf.size]).toEqual([10_000, 700])
  expect([...bucketOf.values()].every(({ size }) => size === 1)).toBe(true)
  expect(buckets.filled).toBe(new Set([...bucketOf.values()].flatMap((one) => [...one])).size)
})
