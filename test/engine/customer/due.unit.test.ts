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

it('a regular purchase adds n / (orders + 10) to the score of a cart', () => {
  expect([historyScore(5, 10), historyScore(1, 1), historyScore(0, 4)]).toEqual([0.25, 1 / 11, 0])
})
