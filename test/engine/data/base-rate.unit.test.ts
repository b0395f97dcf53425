import { expect, it } from 'vitest'
import { addedShare, popularOrders } from '../../../engine/data/base-rate.ts'

it.each<[string, [number, number, number, number], number]>([
  ['taken as often as with anything', [55, 550, 100, 1000], 0],
  ['taken less often', [30, 550, 100, 1000], 0],
  ['taken twice as often', [80, 400, 100, 1000], 0.5],
  ['never taken', [0, 550, 100, 1000], 0],
  ['of a seed without orders', [0, 550, 0, 1000], 1],
  ['in fewer than three of ten orders, as often as with anything', [29, 290, 100, 1000], 1],
  ['of a shop without orders', [0, 0, 0, 0], 1],
  ['of a shop with few orders', [5, 55, 10, 99], 1],
])('the added share of a companion %s', (_name, counts, expected) => {
  expect(addedShare(...counts)).toBeCloseTo(expected, 12)
})

it('an item of three in ten orders or more has no popularity', () => {
  expect([popularOrders(299, 1000), popularOrders(300, 1000), popularOrders(5, 0)]).toEqual([299, 0, 5])
})
