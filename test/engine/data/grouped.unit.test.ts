import { expect, it } from 'vitest'
import { grouped } from '../../../engine/data/grouped.ts'

it('groups come in the order of their first rows, and rows keep their order in a group', () => {
  const words = ['tea', 'mug', 'tin', 'pot', 'map', 'ten']
  expect([...grouped(words, (word) => word[0])]).toEqual([
    ['t', ['tea', 'tin', 'ten']],
    ['m', ['mug', 'map']],
    ['p', ['pot']],
  ])
  expect([...grouped([], String)]).toEqual([])
})
