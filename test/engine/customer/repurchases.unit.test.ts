import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findRepurchases } from '../../../engine/customer/repurchases.ts'
import { always } from '../../always.ts'
import { type Bought, basketsOf, ITEMS, run, someOrders } from '../mine/a-shop.ts'

const repurchasesOf = (orders: readonly Bought[]) => run(findRepurchases(basketsOf(ITEMS, orders)))
const shareOf = (orders: readonly Bought[]) => repurchasesOf(orders).shareOf(0)

/** An owner of item 0 who comes back, and buys it again or something else. */
const owner = (who: string, again: boolean): Bought[] => [
  { items: [0], who, day: 1 },
  { items: [again ? 0 : 1], who, day: 40 },
]
const owners = (count: number, again: number): Bought[] =>
  Array.from({ length: count }, (_, n) => owner(`w${n}`, n < again)).flat()

it.each([
  ['nobody of twelve', owners(12, 0), undefined],
  ['one of two', owners(2, 1), 1 / 2],
  ['one of twenty', owners(20, 1), 1 / 20],
  ['one of twenty-one', owners(21, 1), undefined],
  ['an owner who never came back', [{ items: [0], who: 'ann', day: 1 }], undefined],
])('%s buys it again', (_, orders, share) => {
  expect(shareOf(orders)).toBe(share)
})

it('a second order on the same day is no repurchase; without dates each order is one', () => {
  const twice = (day?: number): Bought[] =>
    [0, 0].map((item) => ({ items: [item], who: 'ann', ...(day !== undefined && { day }) }))
  expect(shareOf([...twice(5), { items: [1], who: 'ann', day: 9 }])).toBeUndefined()
  expect(shareOf(twice())).toBe(1)
})

it('equals the straightforward count', () => {
  always(
    fc.property(someOrders, (orders) => {
      const dated = orders.map((order, n) => ({ ...order, day: order.day ?? 1 + (n % 30) }))
      const found = repurchasesOf(dated)
      for (let item = 0; item < ITEMS; item += 1) {
        let [returning, again] = [0, 0]
        for (const who of new Set(dated.flatMap((order) => order.who ?? []))) {
          const own = dated.filter((order) => order.who === who)
          const days = own.filter(({ items }) => items.includes(item)).map(({ day }) => day)
          const newest = Math.max(...own.map(({ day }) => day))
          if (days.length > 0 && Math.min(...days) < newest) returning += 1
          if (new Set(days).size > 1) again += 1
        }
        expect([found.returning[item], found.again[item]]).toEqual([returning, again])
      }
    }),
    300,
  )
})

it('a shop of more than 200,000 lines is counted with a pause', () => {
  const all = Array.from({ length: ITEMS }, (_, item) => item)
  const orders = Array.from({ length: 12_501 }, (_, n) =>
    [1, 31].map((day) => ({ items: all, who: `w${n}`, day })),
  ).flat()
  const steps = findRepurchases(basketsOf(ITEMS, orders))
  expect(steps.next().done).toBe(false)
  expect(run(steps).shareOf(0)).toBe(1)
})
