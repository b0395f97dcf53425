import { describe, expect, it } from 'vitest'
import { dice } from '../../../bench/quality/tasks.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { OPENING_FEATURES, OpeningFeatures, WIDTH } from '../../../engine/accounts/opening-features.ts'
import {
  baseRatesAt,
  chanceOf,
  contributionsOf,
  fitOpenings,
  oddsOf,
} from '../../../engine/accounts/openings.ts'
import { BOUGHT, isBoughtBetween, snapshotAt } from '../../../engine/accounts/snapshot.ts'
import { drained } from '../choice/drained.ts'
import { FIRST, linesOf, type SomeLine, shuffled, twoKinds } from './some-lines.ts'

/**
 * Accounts of two kinds that order every ten days. In each order they open one more family of their kind with a chance of one in ten,
 * and of the other kind with one in two hundred; a family that they own is in each second order.
 */
function openers(accounts: number, days: number): SomeLine[] {
  const draw = dice(5)
  const rows: SomeLine[] = []
  for (let account = 0; account < accounts; account += 1) {
    const owned = new Set([(account % 2) * 10 + draw(10)])
    for (let day = FIRST + draw(10); day < FIRST + days; day += 10) {
      for (const family of owned) if (draw(2) === 0) rows.push([account, family, family, day, 1_000])
      if (draw(10) === 0) owned.add((account % 2) * 10 + draw(10))
      if (draw(200) === 0) owned.add(((account + 1) % 2) * 10 + draw(10))
    }
  }
  return rows
}

describe('the probability to open a family', () => {
  const ledger = new Ledger(linesOf(openers(400, 450)))
  const today = FIRST + 360
  const model = drained(fitOpenings(ledger, today))
  const features = new OpeningFeatures(
    snapshotAt(ledger, today, 90),
    baseRatesAt(ledger, today, 90),
    model.weighting,
  )
  const cases: { chance: number; isOwnKind: boolean; isOpened: boolean }[] = []
  for (let account = 0; account < 400; account += 1) {
    features.read(account)
    for (let family = 0; family < 20; family += 1) {
      if (features.states[family] === BOUGHT) continue
      const cell = ledger.cellOf(account, family)
      cases.push({
        chance: chanceOf(oddsOf(model.logistic, features.values, family * WIDTH), model.calibration),
        isOwnKind: account % 2 === Math.floor(family / 10),
        isOpened: cell >= 0 && isBoughtBetween(ledger, cell, today, today + 90),
      })
    }
  }
  const rate = (of: typeof cases) => of.filter(({ isOpened }) => isOpened).length / of.length
  const chance = (of: typeof cases) => of.reduce((sum, one) => sum + one.chance, 0) / of.length

  it.each([true, false])('is about what happens in the window after the fit, own kind: %s', (isOwnKind) => {
    const part = cases.filter((one) => one.isOwnKind === isOwnKind)
    expect(Math.abs(chance(part) - rate(part))).toBeLessThan(0.03)
  })

  it('is far higher for families of accounts that buy alike', () => {
    const [own, other] = [true, false].map((kind) => chance(cases.filter((one) => one.isOwnKind === kind)))
    expect(own).toBeGreaterThan(3 * (other ?? 1))
  })

  it('lies strictly between 0 and 1', () => {
    expect(cases.every((one) => one.chance > 0 && one.chance < 1)).toBe(true)
  })

  it('is the sum of what its features contribute', () => {
    const { logistic } = model
    if (!logistic) throw new Error('There is no model.')
    features.read(7)
    const family = [...features.states.keys()].find((one) => features.states[one] !== BOUGHT) ?? 0
    const sum = Object.values(contributionsOf(logistic, features.values, family * WIDTH)).reduce(
      (a, b) => a + b,
    )
    // An average case has the mean log odds of the base rate and the intercept.
    const average = (logistic.means[0] ?? 0) + logistic.intercept
    expect(average + sum).toBeCloseTo(oddsOf(logistic, features.values, family * WIDTH), 8)
  })

  it('is a plain JSON value', () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
    expect(model.logistic?.weights.length).toBe(OPENING_FEATURES.length)
  })
})

it('nothing after today is read', () => {
  const rows = openers(60, 400)
  const today = FIRST + 300
  const until = drained(fitOpenings(new Ledger(linesOf(rows.filter(([, , , day]) => day < today))), today))
  expect(drained(fitOpenings(new Ledger(linesOf(rows)), today))).toEqual(until)
})

it('the order of the lines does not matter', () => {
  const rows = twoKinds(30)
  const models = [rows, shuffled(rows)].map((lines) =>
    drained(fitOpenings(new Ledger(linesOf(lines)), FIRST + 365)),
  )
  expect(models[1]).toEqual(models[0])
})

describe('a shop with little history', () => {
  it('has the base rates alone before two horizons are known', () => {
    const model = drained(fitOpenings(new Ledger(linesOf(twoKinds(20, 100))), FIRST + 100))
    expect(model).toMatchObject({ logistic: null, cases: 0, calibration: { intercept: 0, slope: 1 } })
  })

  it('of twelve accounts with few orders stays near its base rates', () => {
    const rows = twoKinds(12, 300).filter(([, , , day]) => day % 5 === 0)
    const ledger = new Ledger(linesOf(rows))
    const model = drained(fitOpenings(ledger, FIRST + 300))
    const base = baseRatesAt(ledger, FIRST + 300, 90)
    const features = new OpeningFeatures(snapshotAt(ledger, FIRST + 300, 90), base, model.weighting)
    for (let account = 0; account < 12; account += 1) {
      features.read(account)
      for (let family = 0; family < ledger.families; family += 1) {
        if (features.states[family] === BOUGHT) continue
        const own = oddsOf(model.logistic, features.values, family * WIDTH)
        const rate = base.rates[features.baseAt(family)] ?? 0
        expect(Math.abs(own - Math.log(rate / (1 - rate)))).toBeLessThan(1)
      }
    }
  })

  it.each([
    ['no purchases', []],
    ['one account with one order', [[0, 0, 0, FIRST, 100]]],
    ['all purchases on one day', Array.from({ length: 40 }, (_, k) => [k, k % 3, k % 3, FIRST, 100])],
    ['one family', twoKinds(15).map(([account, , , day, spend]) => [account, 0, 0, day, spend])],
  ] satisfies [string, SomeLine[]][])('never fails: %s', (_, rows) => {
    const model = drained(fitOpenings(new Ledger(linesOf(rows)), FIRST + 365))
    expect(JSON.stringify(model)).not.toContain('null,"weights":[null')
    expect(Number.isFinite(model.calibration.slope)).toBe(true)
  })
})

it('of more than 100,000 cases all openings are kept, and some of the others are drawn', () => {
  // 300 accounts each buy one of 120 families every 30 days; 30 of them open another one ten days before today.
  const today = FIRST + 360
  const rows = Array.from({ length: 300 }, (_, account): SomeLine[] => [
    ...Array.from({ length: 12 }, (_, k): SomeLine => [account, account % 120, 0, FIRST + 30 * k, 100]),
    ...(account < 30 ? [[account, 119, 1, today - 10, 100] satisfies SomeLine] : []),
  ]).flat()
  const { cases, opened } = drained(fitOpenings(new Ledger(linesOf(rows)), today))
  expect(opened).toBe(30)
  // 119 families of 300 accounts in three windows, of which one in 1.08 is drawn: a standard deviation is 86.
  const drawn = (119 * 300 * 3 * 100_000) / (120 * 300 * 3)
  expect(Math.abs(cases - drawn)).toBeLessThan(300)
})
