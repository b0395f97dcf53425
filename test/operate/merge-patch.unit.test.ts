import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differenceOf, mergePatch } from '../../worker/http/merge-patch.ts'

// The examples of RFC 7396, appendix A: original, patch, result.
const EXAMPLES: [unknown, unknown, unknown][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
]

it.each(EXAMPLES)('%j patched with %j is %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result)
})

it('the difference of two documents has fields of every name', () => {
  const before = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')
  const after = JSON.parse('{"__proto__": {"a": 3}, "toString": 4}')
  const difference = differenceOf(before, after)
  expect(JSON.stringify(difference.before)).toBe('{"__proto__":{"a":1},"constructor":2,"toString":null}')
  expect(JSON.stringify(difference.after)).toBe('{"__proto__":{"a":3},"constructor":null,"toString":4}')
})

it('a patch changes no prototype, and leaves the document it was given', () => {
  const before = { panels: { product: { limit: 4 } } }
  const patch = JSON.parse(
    '{"__proto__": {"admin": true}, "panels": {"constructor": {"prototype": {"x": 1}}}}',
  )
  const after = mergePatch(before, patch)
  expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
  expect(Reflect.get({}, 'admin')).toBeUndefined()
  expect(Reflect.get({}, 'x')).toBeUndefined()
  expect(before).toEqual({ panels: { product: { limit: 4 } } })
})

it('a patch of too many levels is refused, and not read to its end', () => {
  const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) })
  expect(() => mergePatch({}, deep(10))).not.toThrow()
  expect(() => mergePatch({}, deep(11))).toThrow(/levels/)
  const endless = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
  expect(() => mergePatch({}, endless)).toThrow(/levels/)
})

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }))
const { document } = fc.letrec((tie) => ({
  document: fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.oneof({ maxDepth: 3 }, leaf, tie('document')),
  ),
}))

it('the recorded difference leads from the document before to the one after, and names nothing else', () => {
  fc.assert(
    fc.property(document, document, (first, second) => {
      const [before, after] = [first as Record<string, unknown>, second as Record<string, unknown>]
      const difference = differenceOf(before, after)
      expect(mergePatch(before, difference.after)).toEqual(after)
      expect(mergePatch(after, difference.before)).toEqual(before)
      for (const name of Object.keys(difference.after)) expect(before[name]).not.toEqual(after[name])
    }),
  )
})
