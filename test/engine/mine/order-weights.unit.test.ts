import { expect, it } from 'vitest'
import { orderWeight } from '../../../engine/mine/order-weights.ts'
import { DAY } from '../../../vocabulary/time.ts'

const ALIKE = { half_life_days: null, season: null }
const NEWEST = 1_000 * DAY
const daysAgo = (days: number) => NEWEST - days * DAY

it('an order counts half when it is as old as the half-life', () => {
  const ageing = { ...ALIKE, half_life_days: 100 }
  expect(orderWeight(daysAgo(0), NEWEST, ageing)).toBe(1)
  expect(orderWeight(daysAgo(100), NEWEST, ageing)).toBe(0.5)
  expect(orderWeight(daysAgo(300), NEWEST, ageing)).toBe(0.125)
})

it('orders of another season than the newest order count less', () => {
  const ageing = { ...ALIKE, season: 2 }
  const weights = [0, 30, 31, 180, 336, 365].map((days) => orderWeight(daysAgo(days), NEWEST, ageing))
  expect(weights).toEqual([1, 1, 0.5, 0.5, 1, 1])
})

it('an order that carries a recommendation counts half, whatever its age', () => {
  expect(orderWeight(daysAgo(5), NEWEST, ALIKE, true)).toBe(0.5)
  expect(orderWeight(daysAgo(100), NEWEST, { ...ALIKE, half_life_days: 100 }, true)).toBe(0.25)
})

it('an order without a date is of no age', () => {
  const ageing = { half_life_days: 1, season: 4 }
  expect([orderWeight(null, NEWEST, ageing), orderWeight(null, NEWEST, ageing, true)]).toEqual([1, 0.5])
})
