import { expect, it } from 'vitest'
import { alternativesOf, type TestItem } from './some-features.ts'

const TEES = 12
/** Twelve tees, then two pants, two balls, one hat, and one tee more. */
const SHOP: TestItem[] = [
  ...Array.from({ length: TEES }, () => ({ in: ['Shop > Women > Tees'] })),
  { in: ['Shop > Women > Pants'] },
  { in: ['Shop > Women > Pants'] },
  { in: ['Shop > Gear'] },
  { in: ['Shop > Gear'] },
  { in: ['Shop > Women > Hats'] },
  { in: ['Shop > Women > Tees'] },
]
const [PANTS, MORE_PANTS, BALL, BIG_BALL, HAT, NEW_TEE] = [12, 13, 14, 15, 16, 17] as const
/** Returns links from each of the first tees to these items. */
const linked = (sources: number, ...to: number[]) =>
  Array.from({ length: sources }, (_, from) => to.map((item) => [from, item] as const)).flat()
const named = (found: readonly { item: number }[]) => found.map(({ item }) => item)

it('an item without links gets those that its family usually has, the most linked first', () => {
  const complement = [...linked(10, PANTS), ...linked(4, BALL), ...linked(3, MORE_PANTS)]
  const tails = alternativesOf(SHOP, [], { complement })
  // Of 17 links 13 go to pants. 10 of them to these pants, 3 to those; 4 of 4 to the ball, in a family of 4 in 17.
  expect(named(tails.linkedBy('complement', NEW_TEE))).toEqual([PANTS, MORE_PANTS, BALL])
  expect(tails.linkedBy('related', NEW_TEE)).toEqual([])
})

it('an item with its own links keeps them', () => {
  expect(alternativesOf(SHOP, [], { complement: linked(10, PANTS) }).linkedBy('complement', 0)).toEqual([])
})

it('nine linked items make no pattern', () => {
  const found = (sources: number) =>
    alternativesOf(SHOP, [], { related: linked(sources, PANTS) }).linkedBy('related', NEW_TEE)
  expect([found(9), named(found(10))]).toEqual([[], [PANTS]])
})

it('a family without links follows the category above it, or else the shop', () => {
  const complement = [
    ...linked(10, PANTS),
    ...[BALL, BIG_BALL].map((from) => [from, HAT] as const),
    [PANTS, MORE_PANTS] as const,
  ]
  const tails = alternativesOf(SHOP, [], { complement })
  // Hats are in Women's, where no item is linked to hats.
  expect(named(tails.linkedBy('complement', HAT))[0]).toBe(PANTS)
})

it('an item is never linked to itself, nor to items that may not be suggested', () => {
  const shop = SHOP.map((good, item) => ({ ...good, offered: item !== BALL }))
  const tails = alternativesOf(shop, [], { complement: linked(10, PANTS, BALL) })
  expect([named(tails.linkedBy('complement', PANTS)), named(tails.linkedBy('complement', HAT))]).toEqual([
    [],
    [PANTS],
  ])
})
