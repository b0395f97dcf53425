import { expect, it } from 'vitest'
import { burstsOf } from '../../../engine/measure/bursts.ts'
import { planOf } from '../../../engine/measure/plan.ts'
import { visitorsNeeded } from '../../../engine/measure/power.ts'

it('a plan states what each share can detect in four weeks, and when it detects five percent', () => {
  const plan = planOf({ orders_a_month: 2_000, visitors_a_week: 20_000, buyers_a_week: 400 })
  expect([plan.conversion, plan.proposed_holdout, plan.planned_visitors]).toEqual([0.02, 0.1, 80_000])
  const half = plan.power.find(({ share }) => share === 0.5)
  // 630,407 visitors at 20,000 per week.
  expect(half?.weeks_to_see_5_percent).toBe(32)
  expect(visitorsNeeded(0.02, half?.visible_in_4_weeks ?? 0, 0.5)).toBe(80_000)
  const shares = plan.power.map(({ visible_in_4_weeks }) => visible_in_4_weeks ?? Number.POSITIVE_INFINITY)
  expect(shares).toEqual([...shares].sort((a, b) => b - a))
})

it('while no visitor was counted, visitors are estimated from orders: one in fifty buys', () => {
  const plan = planOf({ orders_a_month: 600, visitors_a_week: 0, buyers_a_week: 0 })
  expect([plan.visitors_a_week, plan.conversion, plan.proposed_holdout]).toEqual([7_000, 0.02, null])
  expect(plan.weeks_of_half).toBe(91)
})

it('a shop without data gets no promise', () => {
  const plan = planOf({ orders_a_month: 0, visitors_a_week: 0, buyers_a_week: 0 })
  expect([plan.weeks_of_half, plan.planned_visitors]).toEqual([null, 1_000])
  expect(
    plan.power.every((row) => row.visible_in_4_weeks === null && row.weeks_to_see_5_percent === null),
  ).toBe(true)
})

it('a burst is five times the usual number of a day, and at least a thousand', () => {
  const days = (...events: number[]) => events.map((count, day) => ({ day, events: count }))
  expect(burstsOf(days(300, 310, 2_000, 290))).toEqual([{ day: 2, events: 2_000, usual: 300 }])
  expect(burstsOf(days(30, 31, 999, 29))).toEqual([])
  expect(burstsOf(days(3_000, 3_100, 9_000, 2_900))).toEqual([])
  expect(burstsOf(days(50_000))).toEqual([])
})
