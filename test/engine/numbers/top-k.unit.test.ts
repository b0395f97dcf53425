import fc from 'fast-check'
import { expect, it } from 'vitest'
import { topK } from '../../../engine/numbers/top-k.ts'
import { always } from '../../always.ts'

it('returns the best first', () => {
  expect(topK([0, 1, 2, 3], 2, (n) => [5, 9, 1, 7][n] ?? 0)).toEqual([1, 3])
})

it('of equal scores the smaller number comes first', () => {
  expect(topK([7, 3, 9, 1], 3, () => 1)).toEqual([1, 3, 7])
})

it.each([0, -1])('%d of them are an empty list', (most) => expect(topK([1, 2], most, (n) => n)).toEqual([]))

it('returns all when there are fewer', () => {
  expect(topK(Uint32Array.of(4, 6), 10, (n) => n)).toEqual([6, 4])
})

// Few scores, so that there are many ties.
const scores = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 })
const most = fc.integer({ min: 0, max: 70 })

it('equals a full sort that is cut off, in any order of the candidates', () => {
  const agrees = fc.property(scores, most, fc.nat(), (scores, most, turn) => {
    const numbers = scores.map((_, n) => n)
    const turned = scores.map((_, n) => (n + turn) % scores.length)
    const score = (n: number) => scores[n] ?? 0
    const sorted = [...numbers].sort((a, b) => score(b) - score(a) || a - b).slice(0, most)
    expect(topK(turned, most, score)).toEqual(sorted)
  })
  always(agrees, 1_000)
})
