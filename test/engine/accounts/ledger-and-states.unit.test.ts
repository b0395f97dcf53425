import { describe, expect, it } from 'vitest'
import { baseRates } from '../../../engine/accounts/base-rates.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { isOverdue, usualGap } from '../../../engine/accounts/rhythm.ts'
import { BOUGHT, LAPSED, NEVER, snapshotAt } from '../../../engine/accounts/snapshot.ts'
import { linesOf, shuffled, twoKinds } from './some-lines.ts'

describe('lines by account and family', () => {
  const ledger = new Ledger(
    linesOf([
      [1, 2, 0, 12, 300],
      [1, 2, 1, 12, 200],
      [1, 2, 0, 10, 100],
      [1, 0, 3, 11, 50],
      [3, 1, 2, 10, 70],
    ]),
  )

  it('are visits of a day each, oldest first', () => {
    const cell = ledger.cellOf(1, 2)
    const visits = [ledger.visitStarts[cell] ?? 0, ledger.visitStarts[cell + 1] ?? 0] as const
    expect([...ledger.visitDays.slice(...visits)]).toEqual([10, 12])
    expect([...ledger.visitSpend.slice(...visits)]).toEqual([100, 500])
  })

  it('say which families an account never bought, also of accounts without purchases', () => {
    expect([ledger.cellOf(1, 1), ledger.cellOf(0, 0), ledger.cellOf(2, 2)]).toEqual([-1, -1, -1])
    expect(ledger.cellOf(3, 1)).toBeGreaterThanOrEqual(0)
  })

  it('count days with orders before a day', () => {
    expect([9, 11, 12, 13].map((day) => ledger.ordersBefore(1, day))).toEqual([0, 1, 2, 3])
  })

  it('without pieces, and returns, are no purchases', () => {
    const returned = new Ledger(
      linesOf([
        [0, 0, 0, 10, 100],
        [0, 1, 0, 11, -100, 0, 1, -1],
        [0, 1, 0, 11, 100, 0, 1, 0],
      ]),
    )
    expect([returned.cells, returned.endDay]).toEqual([1, 11])
  })

  it('out of range are refused', () => {
    const wrong = { ...linesOf([[0, 0, 0, 10, 1]]), family: [7] }
    expect(() => new Ledger(wrong)).toThrow(RangeError)
    expect(() => new Ledger(linesOf([[0, 0, 0, Number.NaN, 1]]))).toThrow(RangeError)
  })

  it('of more than 2³² pairs of accounts and families, or days, are refused', () => {
    const wide = linesOf([], { accounts: 2 ** 17, families: 2 ** 16, items: 1 })
    expect(() => new Ledger(wide)).toThrow('Too many accounts and families.')
    const long = linesOf([
      [0, 0, 0, 0, 1],
      [0, 0, 0, 2 ** 32, 1],
    ])
    expect(() => new Ledger(long)).toThrow('The purchases span too many days.')
  })

  it('without a known amount are purchases of 0', () => {
    const { visitSpend } = new Ledger(
      linesOf([
        [0, 0, 0, 10, Number.NaN],
        [0, 0, 1, 10, 70],
        [0, 0, 0, 12, Number.POSITIVE_INFINITY],
      ]),
    )
    expect([...visitSpend]).toEqual([70, 0])
  })

  it('may be none', () => {
    const none = new Ledger(linesOf([]))
    expect([none.cells, none.firstDay, none.endDay]).toEqual([0, 0, 0])
  })

  it('in another order are the same', () => {
    const rows = twoKinds(6, 60)
    const [one, other] = [new Ledger(linesOf(rows)), new Ledger(linesOf(shuffled(rows)))]
    expect([...other.visitSpend]).toEqual([...one.visitSpend])
    expect([...other.orderDays]).toEqual([...one.orderDays])
  })
})

describe('overdue', () => {
  it('is beyond 2.83 usual gaps', () => {
    expect([isOverdue(283, 100), isOverdue(284, 100)]).toEqual([false, true])
  })

  it('the usual gap is between the own one and that of the family', () => {
    // Two own gaps weigh as much as the family: √(10 · 40) = 20.
    expect(usualGap(10, 2, 40, 0)).toBeCloseTo(20, 10)
    expect(usualGap(0, 0, 40, 0)).toBe(40)
  })

  it('no family is due sooner than the account orders', () => {
    expect(usualGap(5, 8, 5, 60)).toBe(60)
  })

  it('makes a bought family a lapsed one, as it was known on the day', () => {
    // Both families are bought every ten days by two accounts; account 0 stops buying family 1 on day 50.
    const rows = [0, 1].flatMap((account) =>
      Array.from({ length: 21 }, (_, k) => k * 10).flatMap((day) => [
        [account, 0, 0, day, 100] as const,
        ...(account === 1 || day <= 50 ? [[account, 1, 1, day, 100] as const] : []),
      ]),
    )
    const ledger = new Ledger(linesOf(rows, { accounts: 2, families: 3, items: 2 }))
    const state = (day: number, family: number) => {
      const cell = ledger.cellOf(0, family)
      return cell < 0 ? NEVER : snapshotAt(ledger, day, 30).states[cell]
    }
    // The usual gap is 10 days, so the family is overdue when more than 28.3 days have passed since day 50.
    expect([state(78, 1), state(79, 1), state(201, 0), state(201, 2)]).toEqual([
      BOUGHT,
      LAPSED,
      BOUGHT,
      NEVER,
    ])
  })
})

it('spend of the last 365 days is that of a snapshot; purchases are all so far', () => {
  const ledger = new Ledger(
    linesOf([
      [0, 0, 0, 34, 500],
      [0, 0, 0, 35, 30],
      [0, 0, 0, 399, 4],
    ]),
  )
  const { yearly, total, times } = snapshotAt(ledger, 400, 90)
  expect([yearly[0], total[0], times[0]]).toEqual([34, 34, 3])
})

describe('base rates', () => {
  it('are shares of the accounts that did not buy the family, shrunken to what its buyers let expect', () => {
    // Of 61 accounts with an order, account 0 owns family 1; six of the others open it within ten days.
    const rows = Array.from({ length: 61 }, (_, account) => [account, 0, 0, 100, 100] as const)
    const opened = Array.from({ length: 6 }, (_, k) => [k + 1, 1, 1, 105, 100] as const)
    const ledger = new Ledger(linesOf([...rows, [0, 1, 1, 100, 100], ...opened]))
    const { rates, cases } = baseRates(snapshotAt(ledger, 101, 10), 10, 10)
    // The shop: (6 + ½) / (60 + 1). Buyers in the ten days: none of family 0, six of family 1, on average three.
    const prior = ((6.5 / 61) * 7) / 4
    expect(cases[1]).toBe(260)
    expect(rates[1]).toBeCloseTo((6 + 200 * prior) / 260, 12)
  })

  it('of a shorter time grow with the horizon', () => {
    const ledger = new Ledger(linesOf(twoKinds(20)))
    const before = snapshotAt(ledger, 19_300, 30)
    const [short, long] = [baseRates(before, 10, 10), baseRates(before, 10, 20)]
    expect(long.rates[0]).toBeCloseTo(1 - (1 - (short.rates[0] ?? 0)) ** 2, 12)
  })
})
