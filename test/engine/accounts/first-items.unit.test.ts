import { expect, it } from 'vitest'
import { firstItems, halfLifeOf } from '../../../engine/accounts/first-items.ts'
import { ItemShares } from '../../../engine/accounts/item-shares.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { linesOf, type SomeLine } from './some-lines.ts'

/** Accounts that buy an item of family 0 on a day, and some of them item 9 again 20 days later. */
const openers = (from: number, count: number, item: number, day: number, again: number): SomeLine[] =>
  Array.from({ length: count }, (_, k): SomeLine[] => [
    [from + k, 0, item, day, 100],
    ...(k < again ? [[from + k, 0, 9, day + 20, 100] satisfies SomeLine] : []),
  ]).flat()

it('the items that most openings contained are first', () => {
  const ledger = new Ledger(
    linesOf([...openers(0, 30, 1, 100, 0), ...openers(30, 20, 2, 100, 0), ...openers(50, 10, 3, 100, 0)]),
  )
  const [best = []] = firstItems(ledger, 300, 90)
  expect(best.map(({ item }) => item)).toEqual([1, 2, 3])
  expect(best.map(({ share }) => share)).toEqual(
    [0.5, 1 / 3, 1 / 6].map((share) => expect.closeTo(share, 10)),
  )
})

it('of two items in as many openings the one after which the family was bought again is first', () => {
  const ledger = new Ledger(linesOf([...openers(0, 30, 1, 100, 0), ...openers(30, 30, 2, 100, 30)]))
  const [best = []] = firstItems(ledger, 300, 90, 60)
  const [first, second] = [1, 2].map((item) => best.find((one) => one.item === item))
  expect(best[0]?.item).toBe(2)
  // The family: (30 + 1) / (60 + 2) = ½. Item 1: (0 + 100 · ½) / 130, item 2: (30 + 100 · ½) / 130.
  expect([first?.again, second?.again]).toEqual([expect.closeTo(50 / 130, 10), expect.closeTo(80 / 130, 10)])
})

it('a purchase one half-life earlier counts half, and an opening three times more', () => {
  const ledger = new Ledger(
    linesOf([
      [0, 0, 1, 100, 1],
      [1, 0, 2, 130, 1],
    ]),
  )
  const shares = new ItemShares(ledger, 131, 30)
  expect(shares.of(1, 0) / shares.of(2, 0)).toBeCloseTo(0.5, 10)
  const again = new ItemShares(
    new Ledger(
      linesOf([
        [0, 0, 1, 130, 1],
        [0, 0, 2, 131, 1],
      ]),
    ),
    132,
    1e9,
  )
  // Item 1 opened the family and was bought: 1 + 3. Item 2 was bought later: 1. The family: 1 + 3.
  expect([again.of(1, 0), again.of(2, 0)]).toEqual([expect.closeTo(1, 6), expect.closeTo(0.25, 6)])
})

it('of an item that an account bought twice the last purchase counts, and the opening', () => {
  const shares = new ItemShares(
    new Ledger(
      linesOf([
        [0, 0, 1, 100, 1],
        [0, 0, 1, 130, 1],
        [1, 0, 2, 130, 1],
      ]),
    ),
    131,
    30,
  )
  // In units of a purchase on day 130, item 1 has 1 + 3 / 2 and item 2 has 1 + 3.
  expect([shares.of(1, 0), shares.of(2, 0)]).toEqual([
    expect.closeTo(2.5 / 6.5, 10),
    expect.closeTo(4 / 6.5, 10),
  ])
})

it('the half-life is the usual one where the shop has few openings', () => {
  expect(halfLifeOf(new Ledger(linesOf(openers(0, 30, 1, 100, 3))), 130, 90)).toBe(60)
})

it('the half-life is short where what opens a family changes every month', () => {
  // Everybody is known by family 1; each 30 days four other items open family 0, those of the month before no longer.
  const rows = Array.from({ length: 6_000 }, (_, account): SomeLine[] => {
    const month = account % 12
    return [
      [account, 1, 99, 0, 100],
      [account, 0, 4 * month + (account % 4), 30 * month + (account % 30), 100],
    ]
  }).flat()
  expect(halfLifeOf(new Ledger(linesOf(rows)), 360, 15)).toBe(15)
})

it('later purchases, and families that nobody bought, name nothing', () => {
  const ledger = new Ledger(linesOf(openers(0, 30, 1, 100, 0), { accounts: 1, families: 2, items: 1 }))
  expect(firstItems(ledger, 100, 90)).toEqual([[], []])
})
