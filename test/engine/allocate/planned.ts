import { expect } from 'vitest'
import { allocate } from '../../../engine/allocate/allocate.ts'
import type { Campaign } from '../../../engine/allocate/campaign.ts'
import { decisionsOf } from '../../../engine/allocate/decide.ts'
import type { Plan } from '../../../engine/allocate/plan.ts'
import { isWithin, outcomeOf, type Row, sourceOf } from './a-wave.ts'

/** So little room that most customers are outside the core. */
export const SMALL_ROOM = { customers: 400, entries: 4_000 }

export const NO_LIMITS: Campaign = {
  options: [
    { offer: 0, channel: 0 },
    { offer: 1, channel: 1 },
  ],
  ...{ budget: null, capacities: [null, null], stocks: [null, null], minimums: [] },
}

/** The option of each customer by key; −1 for nothing. */
export function decide(
  campaign: Campaign,
  plan: Plan,
  rows: readonly Row[],
  chunk = 1000,
): Map<string, number> {
  const decisions = decisionsOf(campaign, plan)
  return new Map(
    [...sourceOf(rows, chunk)()].flatMap((page) => {
      const decided = decisions(page)
      return page.keys.map((key, at): [string, number] => [key, decided[at] ?? -1])
    }),
  )
}

/** Plans and decides; checks what every plan must keep. */
export async function planned(
  campaign: Campaign,
  rows: readonly Row[],
  room?: { customers: number; entries: number },
) {
  const plan = await allocate(campaign, sourceOf(rows), room ? { room } : {})
  const outcome = outcomeOf(campaign, rows, decide(campaign, plan, rows))
  expect(isWithin(campaign, outcome)).toBe(true)
  expect(plan.report.contacted).toBe(outcome.contacted)
  expect(plan.report.value).toBeCloseTo(outcome.value, 0)
  expect(plan.report.cost).toBeGreaterThanOrEqual(outcome.cost - 1e-6)
  expect(plan.report.bound).toBeGreaterThanOrEqual(plan.report.value)
  return { plan, outcome, report: plan.report }
}
