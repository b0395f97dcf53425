import { expect, it } from 'vitest'
import { hash32 } from '../../../engine/numbers/hash.ts'

/**
 * FNV-1a's published values (isthe.com): '' 811c9dc5, 'a' e40c292c, 'foobar' bf9cf968; then MurmurHash3's finaliser.
 * Stored buckets and the selected items of huge orders depend on these values: a change needs a migration.
 */
it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('%j is FNV-1a with a final mix', (text, fnv) => {
  expect(hash32(text)).toBe(stirred(fnv))
})

/** Returns the finaliser of MurmurHash3, calculated with exact integers. */
function stirred(hash: number): number {
  const step = (h: bigint, shift: bigint, factor: bigint) => ((h ^ (h >> shift)) * factor) & 0xffffffffn
  const twice = step(step(BigInt(hash), 16n, 0x85ebca6bn), 13n, 0xc2b2ae35n)
  return Number(twice ^ (twice >> 16n))
}

it('its values never change', () => {
  expect(['', 'a', 'foobar'].map(hash32)).toEqual([2_872_998_923, 444_641_715, 202_221_276])
})

const ids = Array.from({ length: 100_000 }, (_, n) => `item-${n}`)

it('spreads ids that differ in a digit evenly over 1,024 buckets', () => {
  const filled = Object.values(Object.groupBy(ids, (id) => hash32(id) % 1_024)).map(
    (held = []) => held.length,
  )
  expect(filled).toHaveLength(1_024)
  // 97.7 per bucket expected, ± 6 standard deviations of 9.9.
  expect(Math.min(...filled)).toBeGreaterThan(38)
  expect(Math.max(...filled)).toBeLessThan(157)
})

it('100,000 ids have few collisions', () => {
  // n² / 2³³ = 1.2 collisions expected.
  expect(new Set(ids.map(hash32)).size).toBeGreaterThan(ids.length - 8)
})

it('flips half of the bits when one letter changes', () => {
  const flipped = ids.slice(0, 10_000).map((id) => bitsOf(hash32(`${id}a`) ^ hash32(`${id}b`)))
  expect(flipped.reduce((sum, bits) => sum + bits, 0) / flipped.length).toBeCloseTo(16, 0)
})

const bitsOf = (word: number): number => (word >>> 0).toString(2).replaceAll('0', '').length
