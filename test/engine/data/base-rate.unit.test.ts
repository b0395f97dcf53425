import { expect, it } from 'vitest'
import { addedShare, popularOrders } from '../../../engine/data/base-rate.ts'

/** A shop of so many orders, five items each. */
const of = (orders: number) => ({ orders, lines: 5 * orders })

it.each<[string, [number, number, number, { orders: number; lines: number }], number]>([
  ['taken as often as with anything', [55, 550, 100, of(1000)], 0],
  ['taken less often', [30, 550, 100, of(1000)], 0],
  ['taken twice as often', [80, 400, 100, of(1000)], 0.5],
  ['never taken', [0, 550, 100, of(1000)], 0],
  ['of a seed without orders', [0, 550, 0, of(1000)], 1],
  ['in fewer than three of ten orders, as often as with anything', [29, 290, 100, of(1000)], 1],
  ['of a shop without orders', [0, 0, 0, of(0)], 1],
  ['of a shop with few orders', [5, 55, 10, of(99)], 1],
])('the added share of a companion %s', (_name, counts, expected) => {
  expect(addedShare(...counts)).toBeCloseTo(expected, 12)
})

it('an item of three in ten orders or more has no popularity', () => {
  expect([popularOrders(299, of(1000)), popularOrders(300, of(1000)), popularOrders(5, of(0))]).toEqual([
    299, 0, 5,
  ])
  expect(popularOrders(300, undefined)).toBe(300)
})

it('in orders of fifty items the same share is that of a best seller', () => {
  expect(popularOrders(300, { orders: 1000, lines: 50_000 })).toBe(300)
  expect(addedShare(55, 550, 100, { orders: 1000, lines: 50_000 })).toBe(1)
})
