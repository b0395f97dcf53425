import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MAX_ITEMS_PER_ORDER, OrderTable } from '../../../engine/data/order-table.ts'
import { hash32 } from '../../../engine/numbers/hash.ts'
import { always } from '../../always.ts'
import { basketsOf, ITEMS, placesOf, someOrders } from '../mine/a-shop.ts'

const TEA = 0
const MUG = 1

it('returns the orders of an item and the items of an order', () => {
  const baskets = basketsOf(2, [{ items: [TEA] }, { items: [MUG, TEA] }])
  expect([baskets.ordersOf(TEA), baskets.ordersOf(MUG)]).toEqual([2, 1])
  const [place = -1] = placesOf(baskets, MUG)
  expect([...baskets.itemsOf(place)]).toEqual([TEA, MUG])
})

it('groups the orders of a customer, oldest first', () => {
  const baskets = basketsOf(3, [
    { who: 'ann', day: 9, items: [0] },
    { who: 'bob', day: 5, items: [1] },
    { who: 'ann', day: 2, items: [2] },
  ])
  const held = [0, 1, 2].map((place) => [...baskets.itemsOf(place)])
  expect(held.indexOf(held.find(([item]) => item === 0) ?? [])).toBe(
    held.indexOf(held.find(([item]) => item === 2) ?? []) + 1,
  )
})

it('an order without a date is older than all others', () => {
  const baskets = basketsOf(2, [
    { who: 'ann', day: 1, items: [TEA] },
    { who: 'ann', items: [MUG] },
  ])
  expect([...baskets.itemsOf(0)]).toEqual([MUG])
})

it('an order without a customer has a customer of its own', () => {
  const orders = [
    { items: [TEA] },
    { items: [TEA] },
    { who: 'ann', items: [TEA] },
    { who: 'ann', items: [TEA] },
  ]
  expect(basketsOf(1, orders).customers).toBe(3)
})

it('keeps 50,000 customers apart', () => {
  const orders = Array.from({ length: 100_000 }, (_, n) => ({ who: `c${n % 50_000}`, items: [TEA] }))
  expect(basketsOf(1, orders).customers).toBe(50_000)
})

it('two customers with the same 32-bit hash are still two', () => {
  // Found among four million keys, of which 1,873 pairs collide, as expected by chance.
  const [one, other] = ['1R6TaZYqx3TTbM6g8p-dZQ', '3y47jJJ2NvldrsW9mM7XIw']
  expect(hash32(one)).toBe(hash32(other))
  const orders = [one, other, one].map((who) => ({ who, items: [TEA] }))
  expect(basketsOf(1, orders).customers).toBe(2)
})

it('returns what was added, order by order', () => {
  const holds = fc.property(someOrders, (orders) => {
    const baskets = basketsOf(ITEMS, orders)
    const places = Array.from({ length: baskets.orders }, (_, place) => ({
      items: baskets.itemsOf(place),
      size: baskets.sizeOf(place),
    }))
    const written = ({ items, size }: { items: ArrayLike<number>; size?: number }) =>
      `${Array.from(items).sort()} of ${size}`
    expect(places.map(written).sort()).toEqual(orders.map(written).sort())
    for (let item = 0; item < ITEMS; item += 1) {
      const holding = places.flatMap(({ items }, place) => (items.includes(item) ? [place] : []))
      expect(placesOf(baskets, item)).toEqual(holding)
      expect(baskets.ordersOf(item)).toBe(holding.length)
    }
  })
  always(holds)
})

it('a full table refuses an order and is unchanged', () => {
  const table = new OrderTable(['tea', 'mug'], 2, 3)
  const add = (...items: number[]) => table.add({ at: null, customer: null, items, size: items.length })
  expect([add(TEA, MUG), add(TEA, MUG), add(MUG), add(TEA)]).toEqual([true, false, true, false])
  expect([table.orders, table.lines]).toEqual([2, 3])
  expect(table.close().ordersOf(MUG)).toBe(2)
})

it('a table without orders can be closed', () => {
  const baskets = basketsOf(2, [])
  expect([baskets.orders, baskets.customers, baskets.ordersOf(TEA)]).toEqual([0, 0, 0])
})

it('of a huge order 1,000 items count, the same in any order of lines, and its size is kept', () => {
  const all = Array.from({ length: 1_500 }, (_, n) => n)
  const keep = (items: number[]) => [...basketsOf(1_500, [{ items }]).itemsOf(0)]
  const kept = keep(all)
  expect(basketsOf(1_500, [{ items: all }]).sizeOf(0)).toBe(1_500)
  expect(new Set(kept).size).toBe(MAX_ITEMS_PER_ORDER)
  expect(keep([...all].reverse())).toEqual(kept)
  const byHash = [...all].sort((a, b) => hash32(`item-${a}`) - hash32(`item-${b}`)).slice(0, 1_000)
  expect(new Set(kept)).toEqual(new Set(byHash))
})

it('of two items with the same hash the one with the lower number counts, in any order of lines', () => {
  // The two customers above, here as item ids; with 999 items of lower hashes only one of the two has a place.
  const ids = ['1R6TaZYqx3TTbM6g8p-dZQ', '3y47jJJ2NvldrsW9mM7XIw']
  for (let n = 0; ids.length < 1_001; n += 1) {
    if (hash32(`item-${n}`) < hash32(ids[0] ?? '')) ids.push(`item-${n}`)
  }
  const kept = (items: number[]) => {
    const table = new OrderTable(ids, 1, 1_001)
    table.add({ at: null, customer: null, items, size: items.length })
    return [...table.close().itemsOf(0)]
  }
  const all = Array.from(ids.keys())
  const expected = all.filter((item) => item !== 1)
  expect(kept(all)).toEqual(expected)
  expect(kept([...all].reverse())).toEqual(expected)
})

it('an order of exactly 1,000 items counts completely', () => {
  const items = Array.from({ length: 1_000 }, (_, n) => n)
  expect([...basketsOf(1_500, [{ items }]).itemsOf(0)]).toEqual(items)
})
