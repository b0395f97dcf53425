import { describe, expect, it } from 'vitest'
import { auditOf } from '../../../engine/accounts/audit.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { robustSlope } from '../../../engine/accounts/trend.ts'
import { linesOf, type SomeLine, shuffled } from './some-lines.ts'

describe('a robust slope', () => {
  it('is that of a line, and one odd value does not move it', () => {
    const line = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
    expect(robustSlope(line)).toEqual({ value: 2, low: 2, high: 2 })
    expect(robustSlope(line.with(4, 900))?.value).toBe(2)
  })

  it('has an interval around 0 where nothing moves on', () => {
    const { low = 1, high = 0 } = robustSlope([5, 1, 4, 2, 5, 1, 4, 2, 5, 1]) ?? {}
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(0)
  })

  it('agrees with Kendall by hand', () => {
    // Slopes of 0 1 3 2 6: 1, 1.5, 2/3, 1.5, 2, 0.5, 5/3, −1, 1.5, 4. Sorted: −1 0.5 2/3 1 1.5 1.5 1.5 5/3 2 4.
    // The variance is 5 · 4 · 15 / 18, the reach 1.96 · 4.082 = 8.0: the first and the tenth of ten.
    expect(robustSlope([0, 1, 3, 2, 6])).toEqual({ value: 1.5, low: -1, high: 4 })
  })

  it('of fewer than five values is not told', () => {
    expect(robustSlope([1, 2, 3, 4])).toBeUndefined()
  })
})

describe('the audit of an account', () => {
  // One order every 30 days for 24 periods: 100 each in the first twelve, 200 each in the others; family 1 is a quarter of it.
  const rows = Array.from({ length: 25 }, (_, k): SomeLine[] => [
    [0, 0, 0, 30 * k, k < 13 ? 75 : 150, k < 13 ? 15 : 30],
    [0, 1, 1, 30 * k, k < 13 ? 25 : 50, Number.NaN],
  ]).flat()
  const ledger = new Ledger(linesOf(rows))
  const audit = auditOf(ledger, 0, 731)

  it('tells the rhythm, and when the next order is due', () => {
    expect(audit).toMatchObject({ orders: 25, order_days: 25, first_day: 0, last_day: 720 })
    expect(audit.rhythm).toEqual({ usual_days: 30, due_day: 750, is_overdue: false })
    expect(auditOf(ledger, 0, 900).rhythm?.is_overdue).toBe(true)
  })

  it('compares the last 365 days with the 365 before', () => {
    // Days 366 to 720: 390, 420 … 720 are twelve orders of 200. Days 1 to 365: 30 … 360 are twelve of 100.
    expect([audit.spend, audit.spend_before]).toEqual([2_400, 1_200])
    expect(auditOf(ledger, 0, 700).spend_before).toBeNull()
  })

  it('tells the trend of 30 days', () => {
    expect(audit.trend?.value).toBeGreaterThan(0)
    expect(audit.trend?.low).toBeGreaterThanOrEqual(0)
  })

  it('tells concentration and margin', () => {
    expect(audit.concentration).toEqual({ family: 0, share: 0.75, herfindahl: 0.75 ** 2 + 0.25 ** 2 })
    expect(audit.families).toBe(2)
    expect(audit.margin).toEqual({ rate: 0.2, known_share: 0.75 })
  })

  it('counts orders by their numbers, and days once', () => {
    const two = new Ledger(
      linesOf([
        [0, 0, 0, 10, 1, 0, 1],
        [0, 0, 0, 10, 1, 0, 2],
        [0, 1, 0, 10, 1, 0, 2],
      ]),
    )
    expect(auditOf(two, 0, 11)).toMatchObject({ orders: 2, order_days: 1 })
  })

  it('divides the spend of the last 365 days alone among families', () => {
    const moved = new Ledger(
      linesOf([
        [0, 0, 0, 0, 900],
        [0, 1, 1, 400, 100],
      ]),
    )
    expect(auditOf(moved, 0, 500)).toMatchObject({
      ...{ orders: 2, families: 1, spend: 100 },
      concentration: { family: 1, share: 1, herfindahl: 1 },
    })
  })

  it('of an account with few orders, or none, says what it cannot say', () => {
    const one = new Ledger(linesOf([[0, 0, 0, 10, 500]], { accounts: 2, families: 1, items: 1 }))
    expect(auditOf(one, 0, 20)).toMatchObject({
      orders: 1,
      rhythm: null,
      trend: null,
      margin: null,
      spend: 500,
    })
    expect(auditOf(one, 1, 20)).toMatchObject({
      orders: 0,
      first_day: null,
      last_day: null,
      concentration: null,
    })
  })

  it('does not depend on the order of the lines', () => {
    expect(auditOf(new Ledger(linesOf(shuffled(rows))), 0, 731)).toEqual(audit)
  })
})
