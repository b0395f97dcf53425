import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byCodePoint, sortByKey } from '../../../engine/numbers/sort.ts'
import { always } from '../../always.ts'

const key32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })

it('sortByKey sorts like Array.sort, up to the largest key', () => {
  const agrees = fc.property(fc.array(fc.oneof(key32, fc.constantFrom(0, 65_535, 65_536))), (keys) => {
    const numbers = Uint32Array.from(keys.keys())
    const expected = [...numbers].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
    expect([...sortByKey(numbers, (n) => keys[n] ?? 0)]).toEqual(expected)
  })
  always(agrees, 100)
})

it('sortByKey keeps the order of equal keys', () => {
  expect([...sortByKey(Uint32Array.of(5, 2, 4, 1), (n) => n % 2)]).toEqual([2, 4, 5, 1])
})

it('sortByKey does not change its input', () => {
  const given = Uint32Array.of(3, 1, 2)
  sortByKey(given, (n) => n)
  expect([...given]).toEqual([3, 1, 2])
})

it('byCodePoint orders texts as a database orders UTF-8', () => {
  // Any code point, often at a limit: of the alphabet, the surrogates, the basic plane, or all code points.
  const edges = ['a', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f600}', '\u{10ffff}']
  const unit = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom(...edges))
  const text = fc.string({ unit, maxLength: 3 })
  const agrees = fc.property(text, text, (a, b) => {
    expect(Math.sign(byCodePoint(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
  })
  always(agrees, 1_000)
})

it('byCodePoint puts an emoji after the last letter of the basic plane', () => {
  // U+FF5E and U+1F600, whose first UTF-16 unit is D83D.
  expect(['\u{1f600}', '～', 'z'].sort(byCodePoint)).toEqual(['z', '～', '\u{1f600}'])
  expect(['\u{1f600}', '～', 'z'].sort()).toEqual(['z', '\u{1f600}', '～'])
})
