import { expect, it } from 'vitest'
import { dice } from '../../demo/shop/orders/random.ts'
import { type ExploredCell, judgeExplored } from '../../engine/measure/explored.ts'
import { doublyRobust, inversePropensity } from '../../engine/measure/offline.ts'

const cell = (more: Partial<ExploredCell>): ExploredCell => ({
  ...{ page: 'tea', item: 'mug', half: 0, chance: 0.9, seen: 0, kept: 0 },
  ...more,
})
/** The same on both halves of the days. */
const both = (more: Partial<ExploredCell>) => [cell({ ...more, half: 0 }), cell({ ...more, half: 1 })]

const BETTER = [
  ...both({ item: 'mug', chance: 0.9, seen: 900, kept: 18 }),
  ...both({ item: 'pot', chance: 0.05, seen: 50, kept: 5 }),
  ...both({ item: 'jar', chance: 0.05, seen: 48, kept: 0 }),
]

/** Every view of those cells by itself, as the estimators of engine/measure/offline.ts take them. */
const viewsOf = (cells: readonly ExploredCell[]) =>
  cells.flatMap((one) =>
    Array.from({ length: one.seen }, (_, n) => ({ ...one, reward: n < one.kept ? 1 : 0 })),
  )

it('says what the place brings as it is and with what was found, by inverse propensity', () => {
  const { usual, found, pages, views, drawn } = judgeExplored(BETTER)
  const by = (item: string) =>
    inversePropensity(
      viewsOf(BETTER).map((one) => [
        { logged: one.chance, other: one.item === item ? 1 : 0, reward: one.reward },
      ]),
    )
  expect([views, drawn, pages]).toEqual([1996, 196, 1])
  expect(usual.value).toBeCloseTo(by('mug').value, 12)
  expect(usual.error).toBeCloseTo(by('mug').error, 12)
  expect(found.value).toBeCloseTo(by('pot').value, 12)
  expect(found.error).toBeCloseTo(by('pot').error, 12)
})

it('the change is the difference of the two, and narrower by the doubly robust estimate', () => {
  const { usual, found, change, change_robust } = judgeExplored(BETTER)
  expect(change.value).toBeCloseTo(found.value - usual.value, 12)
  const rate = 23 / 998
  const guessed = (item: string) =>
    ({ mug: (18 + 200 * rate) / 1100, pot: (5 + 200 * rate) / 250, jar: (200 * rate) / 248 })[item] ?? 0
  const robustly = (item: string) =>
    doublyRobust(
      viewsOf(BETTER).map((one) => [
        { logged: one.chance, other: one.item === item ? 1 : 0, reward: one.reward },
      ]),
      viewsOf(BETTER).map((one) => [{ shown: guessed(one.item), other: guessed(item) }]),
    ).value
  expect(change_robust.value).toBeCloseTo(robustly('pot') - robustly('mug'), 12)
  expect(change_robust.error).toBeLessThan(change.error)
})

it('where the usual item does best nothing is changed', () => {
  const { change, change_robust, pages } = judgeExplored([
    ...both({ item: 'mug', chance: 0.9, seen: 900, kept: 90 }),
    ...both({ item: 'pot', chance: 0.1, seen: 100, kept: 2 }),
  ])
  expect(pages).toBe(0)
  expect([change.value, change_robust.value]).toEqual([0, 0])
})

it('what one half of the days brings up the other judges: luck is not taken for a find', () => {
  const { change, pages } = judgeExplored([
    ...both({ item: 'mug', chance: 0.9, seen: 900, kept: 18 }),
    cell({ item: 'pot', chance: 0.1, seen: 100, kept: 20, half: 0 }),
    cell({ item: 'pot', chance: 0.1, seen: 100, kept: 0, half: 1 }),
  ])
  expect(pages).toBe(1)
  expect(change.value).toBeLessThan(0)
})

it('nothing tried is nothing said', () => {
  expect(judgeExplored([])).toMatchObject({ views: 0, drawn: 0, pages: 0, change: { value: 0, p: 1 } })
})

/** A shop whose spare items are all worse, or one of them better: pages of 20 items' panels, drawn as the widget draws. */
function aLog(seed: number, better: number): ExploredCell[] {
  const { chance } = dice(seed)
  const cells = new Map<string, ExploredCell>()
  for (let view = 0; view < 40_000; view += 1) {
    const page = `page ${view % 20}`
    const drawn = chance() < 0.1
    const item = drawn ? `spare ${Math.floor(chance() * 2)}` : 'usual'
    const rate = item === 'spare 0' ? better : item === 'usual' ? 0.03 : 0.01
    const half = chance() < 0.5 ? 0 : 1
    const name = `${page} ${item} ${half}`
    const known = cells.get(name) ?? cell({ page, item, half, chance: drawn ? 0.05 : 0.9 })
    cells.set(name, { ...known, seen: known.seen + 1, kept: known.kept + (chance() < rate ? 1 : 0) })
  }
  return [...cells.values()]
}

it.each([
  ['when a spare item is three times as good', 0.09],
  ['when none is better', 0.01],
])('the interval of what it would bring as it is holds as often as it says, %s', (_, better) => {
  const logs = Array.from({ length: 40 }, (_, n) => judgeExplored(aLog(n + 1, better)))
  const held = logs.filter(({ usual }) => usual.low <= 0.03 && usual.high >= 0.03).length
  expect(held).toBeGreaterThanOrEqual(35)
  const [up, down] = [
    logs.filter(({ change_robust }) => change_robust.low > 0).length,
    logs.filter(({ change_robust }) => change_robust.high < 0).length,
  ]
  if (better > 0.03) expect([up > 37, down]).toEqual([true, 0])
  else expect(up).toBeLessThanOrEqual(3)
})
