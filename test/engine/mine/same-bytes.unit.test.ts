import fc from 'fast-check'
import { expect, it } from 'vitest'
import { always } from '../../always.ts'
import { basketsOf, ITEMS, listsOf, someOrders } from './a-shop.ts'

const CATEGORIES = Array.from({ length: ITEMS }, (_, item) => `Category ${item % 3}`)

it('50 shops give the same bytes when the lines of their orders are shuffled', () => {
  const shuffled = someOrders.chain((orders) => {
    const lines = orders.map(({ items }) =>
      fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }),
    )
    return fc.tuple(fc.constant(orders), fc.tuple(...lines))
  })
  const same = fc.property(shuffled, ([orders, lines]) => {
    const other = orders.map((order, at) => ({ ...order, items: lines[at] ?? [] }))
    expect(bytesOf(other)).toBe(bytesOf(orders))
  })
  always(same, 50)
})

it('the keys of customers do not matter, only which orders share one', () => {
  const same = fc.property(
    someOrders,
    fc.uniqueArray(fc.string(), { minLength: 4, maxLength: 4 }),
    (orders, keys) => {
      const names = new Map(['ann', 'bob', 'cid', 'dee'].map((who, at) => [who, keys[at] ?? '']))
      const other = orders.map(({ who, ...order }) =>
        who === undefined ? order : { ...order, who: names.get(who) ?? '' },
      )
      expect(bytesOf(other)).toBe(bytesOf(orders))
    },
  )
  always(same, 50)
})

it('the order of different customers in the table does not matter', () => {
  const same = fc.property(someOrders, (orders) => {
    const other = orders.toSorted((a, b) => (a.who ?? '').localeCompare(b.who ?? ''))
    expect(bytesOf(other)).toBe(bytesOf(orders))
  })
  always(same, 50)
})

it('another order changes the model', () => {
  const orders = [{ items: [0, 1] }, { items: [1, 2] }]
  expect(bytesOf([...orders, { items: [0, 1] }])).not.toBe(bytesOf(orders))
})

function bytesOf(orders: Parameters<typeof basketsOf>[1]): string {
  return JSON.stringify(listsOf(basketsOf(ITEMS, orders), CATEGORIES))
}
