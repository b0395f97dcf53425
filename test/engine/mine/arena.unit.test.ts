import { expect, it } from 'vitest'
import { mine } from '../../../engine/mine/mine.ts'
import { ALL, type Bought, basketsOf } from './a-shop.ts'

// 250 orders: enough for backoff, so that every part of mining makes its arrays.
const ORDERS: Bought[] = Array.from({ length: 250 }, (_, n) => ({
  items: [n % 7, 7 + (n % 5), 12 + (n % 3)],
  who: `customer-${n}`,
  day: n,
}))
const TITLES = Array.from({ length: 20 }, (_, item) => `tea pot number ${item}`)
const CATEGORIES = TITLES.map((_, item) => `Kitchen > ${item % 2 === 0 ? 'Even' : 'Odd'}`)

it('mining releases all its arrays at the end', () => {
  const baskets = basketsOf(20, ORDERS)
  const before = baskets.arena.used
  const lists = [...mine(baskets, CATEGORIES, ALL, TITLES)]
  expect(lists.length).toBeGreaterThan(20)
  expect(baskets.arena.used).toBe(before)
  expect(baskets.arena.peak).toBeGreaterThan(before)
})

it('mining releases all its arrays when the caller stops early, whatever was read so far', () => {
  for (const read of [1, 2, 10, 21]) {
    const baskets = basketsOf(20, ORDERS)
    const before = baskets.arena.used
    const lists = mine(baskets, CATEGORIES, ALL, TITLES)
    for (let n = 0; n < read; n += 1) lists.next()
    expect(baskets.arena.used).toBeGreaterThan(before)
    lists.return({ pairs: 0, in_three_orders: 0 })
    expect(baskets.arena.used).toBe(before)
  }
})
