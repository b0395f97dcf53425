import { expect, it } from 'vitest'
import { dueOf } from '../../../engine/customer/due.ts'
import { historyScore } from '../../../engine/customer/purchase-history.ts'
import { DAY } from '../../../vocabulary/time.ts'

const bought = (...days: number[]) => ({ item_id: 'coffee', at: days.map((day) => day * DAY) })
const on = (day: number) => day * DAY

it('an item is due one interval after the last purchase', () => {
  expect(dueOf(bought(0, 100), 30, on(130))).toEqual({
    item_id: 'coffee',
    due_at: on(130),
    times: 2,
    score: 2 / 3,
  })
})

it('an item is not due too early, nor long after its interval', () => {
  const days = [123, 124, 160, 161].map((day) => dueOf(bought(100), 30, on(day)) !== undefined)
  expect(days).toEqual([false, true, true, false])
})

it('from four purchases on the customer’s own interval is used', () => {
  // Gaps of 10, 12 and 50 days: the median is 12.
  expect(dueOf(bought(0, 10, 22, 72), 30, on(84))?.due_at).toBe(on(84))
  expect(dueOf(bought(0, 10, 22), 30, on(52))?.due_at).toBe(on(52))
})

it('the score is higher the nearer the day and the more certain the interval', () => {
  const score = (times: number[], day: number) => dueOf(bought(...times), 30, on(day))?.score ?? 0
  expect(score([100], 130)).toBeGreaterThan(score([100], 140))
  expect(score([40, 70, 100], 130)).toBeGreaterThan(score([100], 130))
})

it('an item that was never bought is never due', () => {
  expect(dueOf(bought(), 30, on(1))).toBeUndefined()
})

it('a regular purchase adds n / (orders + 10) to the score of a cart, and 0.3 of it to a probability', () => {
  const now = on(900)
  const score = (days: number[], orders: number, isCalibrated = false) =>
    historyScore(days.map(on), orders, now, isCalibrated)
  const today = Array.from({ length: 5 }, () => 900)
  expect([score(today, 10), score([900], 1), score([], 4)]).toEqual([0.25, 1 / 11, 0])
  expect(score(today, 10, true)).toBeCloseTo(0.075, 12)
})

it('a purchase of a year ago counts half, of two a quarter; one without a date, or of the future, in full', () => {
  const now = on(900)
  const score = (...at: number[]) => historyScore(at, 6, now, false)
  expect(score(on(900 - 365))).toBeCloseTo(1 / 32, 12)
  expect(score(on(900 - 730), on(900))).toBeCloseTo(1.25 / 16, 12)
  expect([score(0), score(on(950))]).toEqual([1 / 16, 1 / 16])
})
