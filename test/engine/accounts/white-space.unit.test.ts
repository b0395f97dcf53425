import { describe, expect, it } from 'vitest'
import type { AccountRow, FamilyTotals } from '../../../engine/accounts/account-row.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { fitOpenings } from '../../../engine/accounts/openings.ts'
import { stored } from '../../../engine/accounts/stored-row.ts'
import { whiteSpace } from '../../../engine/accounts/white-space.ts'
import { drained } from '../choice/drained.ts'
import { FIRST, linesOf, type SomeLine, shuffled, twoKinds } from './some-lines.ts'

const END = FIRST + 365

function rowsOf(rows: readonly SomeLine[], openings = 20, today = END) {
  const ledger = new Ledger(linesOf(rows, { accounts: 1, families: 10, items: 30 }))
  const model = drained(fitOpenings(ledger, today))
  const steps = whiteSpace(ledger, model, today, { openings, assumed_margin: 0.25 })
  const found: AccountRow[] = []
  let step = steps.next()
  for (; !step.done; step = steps.next()) if (step.value) found.push(step.value)
  const totals: FamilyTotals[] = step.value
  return { found, totals }
}

/** Every number of a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : []
}

describe('white space', () => {
  // Account 0 buys family 0 only; the others of its kind all of 0 to 4.
  const rows = twoKinds(40).filter(([account, family]) => account !== 0 || family === 0)
  const { found, totals } = rowsOf(rows)
  const first = found[0]

  it('has a row for each account with an order, by number', () => {
    expect(found.map(({ account }) => account)).toEqual(Array.from({ length: 40 }, (_, account) => account))
  })

  it('divides the families of each account into owned and never bought ones', () => {
    for (const { owned, never } of found) expect(owned.length + never).toBe(10)
  })

  it('names the families that accounts buy which buy alike', () => {
    expect(first?.peers).toBeGreaterThanOrEqual(10)
    const named = first?.openings.slice(0, 2).map(({ family }) => family)
    expect(named).toEqual([1, 2])
    expect(first?.openings[0]?.gap).toBeGreaterThan(0)
    expect(first?.openings[0]?.basis).toBe('peers')
  })

  it('shares of wallet are own spend over own spend and gaps', () => {
    for (const { spend, gap, share_of_wallet, owned } of found) {
      expect(share_of_wallet).toBeCloseTo(spend / (spend + gap), 12)
      for (const one of owned) expect(one.share_of_wallet).toBeCloseTo(one.spend / (one.spend + one.gap), 12)
    }
  })

  it('the best openings have the largest expected margin, inside its interval', () => {
    for (const { openings } of found) {
      const values = openings.map(({ expected_margin }) => expected_margin.value)
      expect(values).toEqual(values.toSorted((a, b) => b - a))
      for (const { expected_margin: one } of openings) {
        expect(one.low).toBeLessThanOrEqual(one.value)
        expect(one.high).toBeGreaterThanOrEqual(one.value)
      }
    }
  })

  it('the expected margin is probability times spend times rate', () => {
    const [best] = first?.openings ?? []
    const { probability = 0, yearly_spend = 0, margin_rate = 0, expected_margin } = best ?? {}
    expect(margin_rate).toBeCloseTo(0.3, 3)
    expect(expected_margin?.value).toBeCloseTo(probability * yearly_spend * margin_rate, 8)
  })

  it('totals count every account once and add up its margins and gaps', () => {
    for (const { bought, lapsed, never } of totals) expect(bought + lapsed + never).toBe(40)
    const sum = (
      of: (one: { expected_margin: number; gap: number }) => number,
      all: typeof found | typeof totals,
    ) => [...all].reduce((whole, one) => whole + of(one), 0)
    for (const of of [
      (one: { gap: number }) => one.gap,
      (one: { expected_margin: number }) => one.expected_margin,
    ]) {
      expect(sum(of, totals)).toBeCloseTo(sum(of, found), 4)
    }
  })

  it('no number of a row is not a number, and peers are 0 or at least 10', () => {
    expect(numbersIn([found, totals]).every(Number.isFinite)).toBe(true)
    expect(found.every(({ peers }) => peers === 0 || peers >= 10)).toBe(true)
  })

  it('does not depend on the order of the lines', () => {
    expect(rowsOf(shuffled(rows))).toEqual({ found, totals })
  })

  it('later purchases are ignored', () => {
    const later: SomeLine[] = [...rows, [0, 9, 29, END + 5, 1e6, 1e5]]
    expect(rowsOf(later).found).toEqual(found)
  })

  it('has a compact form of bounded size', () => {
    const row = rowsOf(rows, 2).found[0]
    if (!row) throw new Error('There is no row.')
    const compact = stored(row)
    expect(compact.openings.length).toBe(2)
    expect(JSON.stringify(compact).length).toBeLessThan(800)
    expect(compact.openings[0]?.slice(0, 2)).toEqual([row.openings[0]?.family, 0])
  })
})

it('with fewer than ten that buy alike the average of the shop is used, and the row says so', () => {
  const { found } = rowsOf(twoKinds(12))
  expect(found.every(({ peers }) => peers === 0)).toBe(true)
  expect(found.flatMap(({ openings }) => openings).every(({ basis }) => basis !== 'peers')).toBe(true)
  const told = found.flatMap(({ openings }) => openings.flatMap(({ reasons }) => reasons))
  expect(told.some(({ code }) => code === 'peers')).toBe(false)
})

it('families without known costs have the given margin share, marked', () => {
  const unknown = twoKinds(20).map((row): SomeLine => [row[0], row[1], row[2], row[3], row[4]])
  const openings = rowsOf(unknown).found.flatMap((row) => row.openings)
  expect(openings.length).toBeGreaterThan(0)
  expect(openings.every((one) => one.is_margin_assumed && one.margin_rate === 0.25)).toBe(true)
})

it('families that are sold at a loss have a negative expected margin, and are named last', () => {
  const loss = twoKinds(40)
    .filter(([account, family]) => account !== 0 || family === 0)
    .map((row): SomeLine => [row[0], row[1], row[2], row[3], row[4], row[1] === 1 ? -200 : (row[5] ?? 0)])
  const openings = rowsOf(loss).found[0]?.openings ?? []
  expect(openings.at(-1)).toMatchObject({ family: 1 })
  expect(openings.at(-1)?.expected_margin.value).toBeLessThan(0)
})

it.each([
  ['no purchases', [], 0],
  ['one account with one order', [[0, 0, 0, END - 1, 100]], 1],
  ['spend of nothing', [[0, 0, 0, END - 1, 0]], 1],
  ['all purchases on one day', Array.from({ length: 40 }, (_, k) => [k, k % 3, k % 3, END - 1, 100, 10]), 40],
] satisfies [string, SomeLine[], number][])('a shop with %s has finite rows', (_, rows, accounts) => {
  const { found, totals } = rowsOf(rows)
  expect(found.length).toBe(accounts)
  expect(numbersIn([found, totals]).every(Number.isFinite)).toBe(true)
})
