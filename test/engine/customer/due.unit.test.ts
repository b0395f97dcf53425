import { expect, it } from 'vitest'
import { dueOf } from '../../../engine/customer/due.ts'
import { historyScore } from '../../../engine/customer/purchase-history.ts'

const DAY = 86_400_000
const bought = (...days: number[]) => ({ item_id: 'coffee', at: days.map((day) => day * DAY) })
const on = (day: number) => day * DAY

it('is due one interval after the last purchase', () => {
  expect(dueOf(bought(0, 100), 30, on(130))).toEqual({
    item_id: 'coffee',
    due_at: on(130),
    times: 2,
    score: 2 / 3,
  })
})

it('is not asked for too early, nor when it is long past', () => {
  const days = [123, 124, 160, 161].map((day) => dueOf(bought(100), 30, on(day)) !== undefined)
  expect(days).toEqual([false, true, true, false])
})

it('goes by the customer’s own habit from four purchases on', () => {
  // Gaps of 10, 12 and 50 days: the median is 12.
  expect(dueOf(bought(0, 10, 22, 72), 30, on(84))?.due_at).toBe(on(84))
  expect(dueOf(bought(0, 10, 22), 30, on(52))?.due_at).toBe(on(52))
})

it('the nearer the day and the surer the habit, the higher', () => {
  const score = (times: number[], day: number) => dueOf(bought(...times), 30, on(day))?.score ?? 0
  expect(score([100], 130)).toBeGreaterThan(score([100], 140))
  expect(score([40, 70, 100], 130)).toBeGreaterThan(score([100], 130))
})

it('what was never bought is never due', () => {
  expect(dueOf(bought(), 30, on(1))).toBeUndefined()
})

it('a habit adds n / (orders + 10) to the score of a cart', () => {
  expect([historyScore(5, 10), historyScore(1, 1), historyScore(0, 4)]).toEqual([0.25, 1 / 11, 0])
})
