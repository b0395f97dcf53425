import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TopKHeap } from '../../../engine/numbers/top-k-heap.ts'
import { always } from '../../always.ts'

// Few scores, so that there are many ties.
const scores = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 })

it('keeps and sorts like a full sort, list after list, in any order of the input', () => {
  const agrees = fc.property(fc.array(scores), fc.integer({ min: 0, max: 70 }), (lists, most) => {
    const best = new TopKHeap(most)
    for (const list of lists) {
      best.clear()
      for (const [number, score] of [...list.entries()].reverse()) best.offer(number, score)
      const expected = [...list.keys()]
        .sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0) || a - b)
        .slice(0, most)
      expect([...best.kept()].sort()).toEqual([...expected].sort())
      const sorted = best.sort()
      expect([...sorted.numbers]).toEqual(expected)
      expect([...sorted.scores]).toEqual(expected.map((number) => list[number]))
    }
  })
  always(agrees, 300)
})
