import { expect, it } from 'vitest'
import { bestItems, INSIDE_FAMILY } from '../../../engine/choice/best-items.ts'
import { familyNameOf, familyNames } from '../../../engine/choice/family-names.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { drained } from './drained.ts'
import { bought, purchasesOf } from './some-purchases.ts'

const item = (title: string, category = '', product_type = '') => ({ title, category, product_type })

it('families are categories, else product types, else what titles name', () => {
  const items = [
    item('Assam', 'Food > Tea > Black'),
    item('Sencha', 'Food > Tea > Green'),
    item('A thing', '', 'Gifts'),
    item('Red leather bag'),
    item('Blue bag with a zip'),
    item('Candle holder'),
  ]
  const names = drained(familyNames(items, 100))
  expect(items.map((one) => familyNameOf(one, names))).toEqual([
    'Food > Tea > Black',
    'Food > Tea > Green',
    ...['Gifts', 'bag', 'bag', 'holder'],
  ])
  // With room for one family the paths are cut.
  expect(familyNameOf(item('Assam', 'Food > Tea > Black'), drained(familyNames(items, 1)))).toBe('Food')
  expect(familyNameOf(item('42'), names)).toBe('')
})

it('which families there are does not depend on the order of the items', () => {
  const items = [item('Red bag'), item('42'), item('Candle holder'), item('Blue bag'), item('Oak holder')]
  const texts = [items, items.toReversed()].map((all) => JSON.stringify(drained(familyNames(all, 100))))
  expect(texts).toEqual(Array(2).fill('{"depth":4,"kinds":{"bag":2,"holder":2}}'))
})

it('a title that could name two things is in the family of what more titles name', () => {
  const items = ['Red bag', 'Blue bag', 'Oak holder'].map((title) => item(title))
  const names = drained(familyNames(items, 100))
  expect(['Bag holder', 'Holder bag'].map((title) => familyNameOf(item(title), names))).toEqual([
    'bag',
    'bag',
  ])
})

it('items that are sold alike are in the order of their numbers', () => {
  const popular = [8, 5, 7].map((number) => [number, 0.02] as const)
  for (const shares of [popular, popular.toReversed()]) {
    const ranked = bestItems(new Map(), 0, 0, { popular: shares, companionsOf: () => [] })
    expect(ranked.map(({ item }) => item)).toEqual([5, 7, 8])
  }
})

it('own purchases come before what everybody buys, and items that nobody bought last', () => {
  const now = 1_000 * DAY
  const facts = {
    popular: [
      [7, 0.04],
      [8, 0.02],
    ] as const,
    companionsOf: (of: number) => (of === 3 ? ([[9, 0.5]] as const) : []),
  }
  const ranked = bestItems(new Map([[3, [now, now]]]), 2, now, facts, INSIDE_FAMILY)
  // 2 / (2 + 10) for the own item; 0.1 · 0.1667 · 0.5 for its companion; twice the shares for the others.
  expect(ranked.map(({ item }) => item)).toEqual([3, 7, 8, 9])
  expect(ranked[0]?.score).toBeCloseTo(2 / 12, 10)
  expect(ranked[3]?.score).toBeCloseTo((0.1 * (2 / 12)) / 2, 10)
  expect(bestItems(new Map([[3, [now]]]), 2, now, facts).map(({ item }) => item)).toEqual([3, 7, 8])
})

it('purchases get other numbers in place, and families that are left out vanish', () => {
  const purchases = purchasesOf([bought(1, 0, 1, 2), bought(2, 1)], [bought(3, 2, 0)])
  purchases.renumber(Int32Array.of(1, -1, 0), Int32Array.of(0))
  const families = Array.from({ length: 3 }, (_, at) => [
    ...purchases.families.subarray(purchases.starts[at], purchases.starts[at + 1]),
  ])
  expect(families).toEqual([[1, 0], [], [0, 1]])
})
