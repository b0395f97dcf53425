import { expect, it } from 'vitest'
import { findSimilarItems } from '../../../engine/text/similar-items.ts'
import { basketsOf, run } from '../mine/a-shop.ts'

const TITLES = ['green tea', '', 'green tea', 'iron pot', '']
const baskets = basketsOf(5, [{ items: [0, 1] }, { items: [3] }])
const similar = run(findSimilarItems(baskets, TITLES))

const nearOf = (item: number) => {
  const from = item * similar.stride
  return [...similar.items.subarray(from, from + (similar.lengths[item] ?? 0))]
}

it('the similar items of a title are those with orders; an item without a title has none', () => {
  expect([0, 1, 2, 3, 4].map(nearOf)).toEqual([[], [], [0], [], []])
})

it('the cosine of equal titles is 1, and that of items that are not similar 0', () => {
  expect([similar.cosine(2, 0), similar.cosine(2, 3), similar.cosine(0, 2), similar.cosine(1, 4)]).toEqual([
    ...[1, 0, 0, 0],
  ])
})
