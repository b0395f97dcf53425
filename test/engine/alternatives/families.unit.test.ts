import { expect, it } from 'vitest'
import { alternativesOf, type TestItem } from './some-features.ts'

/** Returns the items of the family of the first one, by the catalogue only. */
const insteadOf = (items: readonly TestItem[]) =>
  alternativesOf(items.map((item, at) => ({ ...item, price: at === 0 ? 1_000 : 1_200 })))
    .of(0)
    .upgrade.map(({ item }) => item)
    .sort((a, b) => a - b)

it('in a tree an item belongs to its deepest category, at any position of the list', () => {
  const items = [
    { in: ['Shop > Sale', 'Shop > Kitchen > Mugs'] },
    { in: ['Shop > Kitchen > Mugs', 'Shop > New'] },
    { in: ['Shop > Sale', 'Shop > Kitchen > Pots'] },
    { in: ['Shop > Kitchen'] },
  ]
  expect(insteadOf(items)).toEqual([1])
})

it('of two paths of equal depth the one whose items are more alike decides', () => {
  // Bags and watches each have a leaf category; the collection mixes them.
  const items = [
    { in: ['Gear > Bags', 'Collections > New'] },
    { in: ['Gear > Bags'] },
    { in: ['Gear > Bags', 'Collections > New'] },
    { in: ['Gear > Watches', 'Collections > New'] },
    { in: ['Gear > Watches', 'Collections > New'] },
  ]
  expect(insteadOf(items)).toEqual([1, 2])
})

it('of flat collections, small ones that overlap little with others count more', () => {
  const items = [
    { in: ['mugs', 'sale'] },
    { in: ['mugs'] },
    { in: ['sale', 'pots'] },
    { in: ['sale', 'tins'] },
    { in: ['sale', 'jars'] },
    { in: ['pots', 'tins', 'jars'] },
  ]
  expect(insteadOf(items)).toEqual([1])
})

it('a flat collection of nearly all items is ignored', () => {
  const items = Array.from({ length: 20 }, () => ({ in: ['All products'] }))
  expect(insteadOf(items)).toEqual([])
})

it('a shared product type suffices with a common word, and not without', () => {
  const items = [
    { type: 'Top', title: 'Oslo linen shirt' },
    { type: 'Top', title: 'Linen blouse' },
    { type: 'Top', title: 'Vest' },
    { type: 'Gear', title: 'Oslo linen bag' },
    { type: 'Gear', title: 'Bag' },
  ]
  expect(insteadOf(items)).toEqual([1])
})

it('by titles alone most words must be equal; colours are ignored', () => {
  const items = [
    { title: 'Retrospot cake tin red' },
    { title: 'Retrospot cake tin, blue' },
    { title: 'Retrospot umbrella for the garden' },
    { title: 'Kite' },
  ]
  expect(insteadOf(items)).toEqual([1])
})

it('customers who switched connect only titles that share a word', () => {
  const items: TestItem[] = [
    { title: 'Retrospot cake tin', price: 1_000 },
    { title: 'Retrospot umbrella for the garden', price: 1_200 },
    { title: 'Kite', price: 1_200 },
  ]
  const later = (who: string, item: number) => [
    { who, day: 1, items: [0] },
    { who, day: 2, items: [item] },
  ]
  const upgrades = (...customers: string[]) =>
    alternativesOf(
      items,
      customers.flatMap((who) => [...later(who, 1), ...later(`${who}'s friend`, 2)]),
    )
      .of(0)
      .upgrade.map(({ item }) => item)
  expect(upgrades('ann')).toEqual([])
  expect(upgrades('ann', 'bob')).toEqual([1])
})

it('a family has one number: its leaf category, or the first of those with similar titles', () => {
  const items = [
    { title: 'Enamel milk jug' },
    { in: ['Kitchen > Mugs'] },
    { title: 'Enamel milk jug, large' },
    { in: ['Kitchen > Mugs'] },
    { in: ['Kitchen > Pots'] },
    { title: 'Kite' },
  ]
  const tails = alternativesOf(items)
  const families = items.map((_, item) => tails.familyOf(item))
  expect([families[0], families[1]]).toEqual([families[2], families[3]])
  expect(new Set(families).size).toBe(4)
})

it('of a family of 1,000 items the best sellers and the most similar titles are examined', () => {
  const items: TestItem[] = Array.from({ length: 1_000 }, (_, at) => ({
    in: ['Shop > Mugs', at % 2 === 0 ? 'Shop > Even' : 'Shop > Odd'],
    title: at === 0 || at === 900 ? 'Zebra mug' : `Mug number${at}`,
    price: at === 0 ? 1_000 : 1_200,
  }))
  const orders = Array.from({ length: 30 }, () => ({ items: [950] }))
  const found = alternativesOf(items, orders).of(0).upgrade
  expect(
    found
      .map(({ item }) => item)
      .slice(0, 2)
      .sort(),
  ).toEqual([900, 950])
})

it('reports how much more often than by chance items of a family are bought together', () => {
  const items = [{ in: ['S > A'] }, { in: ['S > A'] }, { in: ['S > B'] }, { in: ['S > B'] }]
  const lift = (orders: number[][]) =>
    alternativesOf(
      items,
      orders.map((held) => ({ items: held })),
    ).family_lift
  // Each item has 2 of 8 lines; of the 6 lines of other items 2 are of its family.
  expect(
    lift([
      [0, 1],
      [0, 1],
      [2, 3],
      [2, 3],
    ]),
  ).toBeCloseTo(1 / (2 / 6), 5)
  expect(
    lift([
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ]),
  ).toBe(0)
  expect(lift([[0]])).toBeUndefined()
  expect(lift([])).toBeUndefined()
})
