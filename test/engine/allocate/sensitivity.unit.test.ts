import { describe, expect, it } from 'vitest'
import type { Campaign } from '../../../engine/allocate/campaign.ts'
import { drawSample } from '../../../engine/allocate/sample.ts'
import { budgetCurve, limitCosts } from '../../../engine/allocate/sensitivity.ts'
import { type Row, sourceOf } from './a-wave.ts'

/** A hundred customers with values 1 to 100 who cost 1 each; those of even values by e-mail. */
const ROWS = Array.from(
  { length: 100 },
  (_, n): Row => ({ key: `c${n}`, options: [[(n + 1) % 2, n + 1, 1]] }),
)
const CAMPAIGN: Campaign = {
  options: [
    { offer: 0, channel: 0 },
    { offer: 0, channel: 1 },
  ],
  ...{ budget: 20, capacities: [null, null], stocks: [null], minimums: [] },
}
const sumFrom = (first: number) => ((first + 100) * (101 - first)) / 2

describe('the curve of value against budget', () => {
  it('has the value of the best customers, and the value of the next one as its price', async () => {
    const curve = budgetCurve(CAMPAIGN, await drawSample(CAMPAIGN, sourceOf(ROWS)))
    expect(curve).toHaveLength(14)
    for (const { budget, value, price } of curve) {
      const first = 101 - Math.floor(budget)
      expect(Math.abs(value / (sumFrom(first) + (budget % 1) * (first - 1)) - 1)).toBeLessThan(0.01)
      expect(Math.abs(price - first)).toBeLessThan(3)
    }
  })

  it('is estimated from a sample within a few per cent', async () => {
    const sample = await drawSample(CAMPAIGN, sourceOf(ROWS), { room: { customers: 50, entries: 50 } })
    expect(sample).toMatchObject({ customers: 100, isComplete: false })
    const point = budgetCurve(CAMPAIGN, sample).find(({ budget }) => budget === 20)
    expect(Math.abs((point?.value ?? 0) / sumFrom(81) - 1)).toBeLessThan(0.1)
  })

  it('is about the costs of the best plan when there is no budget', async () => {
    const open = { ...CAMPAIGN, budget: null }
    const curve = budgetCurve(open, await drawSample(open, sourceOf(ROWS)))
    expect(curve.find(({ budget }) => budget === 100)?.value).toBeCloseTo(sumFrom(1), 0)
    expect(budgetCurve(open, await drawSample(open, sourceOf([])))).toEqual([])
  })
})

it('says what each limit costs', async () => {
  const limited = { ...CAMPAIGN, capacities: [null, 5], stocks: [90] }
  const costs = limitCosts(limited, await drawSample(limited, sourceOf(ROWS)))
  const lost = Object.fromEntries(costs.map((one) => [`${one.kind} ${one.at}`, one.lost]))
  const every2nd = (first: number, count: number) =>
    Array.from({ length: count }, (_, n) => first - 2 * n).reduce((sum, one) => sum + one, 0)
  // Even values have the other channel, of which fifteen are contacted; without the capacity the twenty best are.
  expect(lost['channel 1']).toBeCloseTo(sumFrom(81) - every2nd(99, 5) - every2nd(100, 15), 0)
  expect(lost['budget 0']).toBeCloseTo(every2nd(100, 50) - every2nd(100, 15), 0)
  expect(lost['offer 0']).toBe(0)
})
