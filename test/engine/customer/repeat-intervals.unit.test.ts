import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findRepeatIntervals, RepeatIntervals } from '../../../engine/customer/repeat-intervals.ts'
import { always } from '../../always.ts'
import { type Bought, basketsOf, ITEMS, run, someOrders } from '../mine/a-shop.ts'

const every = (days: number, times: number, who: string): Bought[] =>
  Array.from({ length: times }, (_, n) => ({ items: [0], who, day: 1 + n * days }))

const repeatOf = (orders: readonly Bought[], item = 0) =>
  run(findRepeatIntervals(basketsOf(ITEMS, orders))).of(item)

it('the interval is the median number of days until an item is bought again, to a tenth', () => {
  const orders = [...every(30, 4, 'ann'), ...every(28, 4, 'bea'), ...every(33, 4, 'cy')]
  const found = repeatOf(orders)
  expect(found?.seen).toBe(9)
  expect(Math.abs((found?.days ?? 0) - 30)).toBeLessThanOrEqual(3)
})

it('two purchases on one day are one, and orders without a customer are ignored', () => {
  const twice = [...every(10, 6, 'ann'), ...every(10, 6, 'ann')]
  expect(repeatOf(twice)?.seen).toBe(5)
  expect(repeatOf(every(10, 6, 'ann').map(({ who: _, ...order }) => order))).toBeUndefined()
})

it('an item that is seldom bought again has no interval', () => {
  expect(repeatOf(every(10, 5, 'ann'))).toBeUndefined()
  const once = Array.from({ length: 60 }, (_, n) => ({ items: [0], who: `w${n}`, day: 1 + n }))
  expect(repeatOf([...every(10, 6, 'ann'), ...once])).toBeUndefined()
})

it('equals the straightforward count', () => {
  always(
    fc.property(someOrders, fc.nat(ITEMS - 1), (orders, item) => {
      const byCustomer = new Map<string, Set<number>>()
      for (const { items, who, day } of orders) {
        if (who === undefined || day === undefined || !items.includes(item)) continue
        byCustomer.set(who, (byCustomer.get(who) ?? new Set()).add(day))
      }
      const gaps = [...byCustomer.values()].flatMap((days) => {
        const sorted = [...days].sort((a, b) => a - b)
        return sorted.slice(1).map((day, before) => day - (sorted[before] ?? 0))
      })
      const bought = orders.filter(({ items }) => items.includes(item)).length
      const found = repeatOf(orders, item)
      if (gaps.length < 5 || gaps.length < bought / 10) {
        expect(found).toBeUndefined()
        return
      }
      gaps.sort((a, b) => a - b)
      const [low, high] = [gaps[Math.ceil(gaps.length / 2) - 1] ?? 0, gaps[Math.floor(gaps.length / 2)] ?? 0]
      expect(found?.seen).toBe(gaps.length)
      // A box is a fifth wide, and a day is the least.
      expect(found?.days).toBeGreaterThanOrEqual(low / 1.2 - 1)
      expect(found?.days).toBeLessThanOrEqual(high * 1.2 + 1)
    }),
    300,
  )
})

it('gaps of one length are counted up to 65,535', () => {
  const intervals = new RepeatIntervals(basketsOf(ITEMS, every(30, 2, 'ann')))
  for (let gap = 0; gap < 65_600; gap += 1) intervals.add(0, 30)
  expect(intervals.of(0)?.seen).toBe(65_535)
})

it('a shop of more than 200,000 lines is counted with a pause', () => {
  const all = Array.from({ length: ITEMS }, (_, item) => item)
  const orders = Array.from({ length: 12_501 }, (_, n) =>
    [1, 31].map((day) => ({ items: all, who: `w${n}`, day })),
  ).flat()
  const steps = findRepeatIntervals(basketsOf(ITEMS, orders))
  expect(steps.next().done).toBe(false)
  expect(run(steps).of(0)?.seen).toBe(12_501)
})
