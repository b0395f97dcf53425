import { expect, it } from 'vitest'
import { findAnomalousPairs, RecentOrders } from '../../../engine/gate/anomalies.ts'

/** Returns recent orders of items 0 and 7 by these customers. */
function recentOf(...customers: (string | null)[]): RecentOrders {
  const recent = new RecentOrders()
  for (const customer of customers) recent.add([0, 7], customer)
  return recent
}
const list = (co_orders: number, seed_orders = 100, place = 0) => ({
  key: 0,
  seed_orders,
  companions: [
    ...Array.from({ length: place }, (_, n) => ({ item: 20 + n, co_orders: 50 })),
    { item: 7, co_orders },
  ],
})

it('a new pair of few customers is an anomaly', () => {
  expect(findAnomalousPairs(list(3), recentOf('ann', 'ann', 'bea'))).toEqual([
    { item: 0, companion: 7, co_orders: 3, customers: 2 },
  ])
})

it.each([
  ['five customers vouch for it', list(5), recentOf('a', 'b', 'c', 'd', 'e')],
  ['somebody bought it before', list(4), recentOf('ann', 'ann', 'bea')],
  ['the item is young itself', list(3, 32), recentOf('ann', 'ann', 'bea')],
  ['nobody sees it', list(3, 100, 4), recentOf('ann', 'ann', 'bea')],
  ['it is borrowed from similar items', list(0), recentOf()],
])('a pair is no anomaly when %s', (_, found, recent) => {
  expect(findAnomalousPairs(found, recent)).toEqual([])
})

it('orders without a customer each have a customer of their own', () => {
  expect(recentOf(null, null, 'ann', 'ann').both(0, 7)).toEqual({ orders: 4, customers: 3 })
})
