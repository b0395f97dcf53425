import { expect, it } from 'vitest'
import { choiceFeatures, WIDTH } from '../../../engine/choice/choice-features.ts'
import { familyFacts } from '../../../engine/choice/family-facts.ts'
import { History } from '../../../engine/choice/history.ts'
import type { FamilyPurchase, Purchases } from '../../../engine/choice/purchases.ts'
import { drained } from './drained.ts'
import { bought, purchasesOf } from './some-purchases.ts'

const historyOf = (purchases: Purchases, families: number, day: number, person = 0): History => {
  const history = new History(families)
  history.read(purchases, person, purchases.before(person, day), day)
  return history
}

it('the price of a history is the mean over purchases with a price, and its brands are without 0', () => {
  const purchases = purchasesOf([
    { ...bought(10, 0, 1), log_price: 2, brands: [5, 0] },
    { ...bought(20, 0), log_price: null, brands: [7] },
    { ...bought(30, 1), log_price: 4, brands: [5] },
  ])
  const history = historyOf(purchases, 2, 40)
  expect(history.logPrice).toBe(3)
  expect([...history.brands]).toEqual([5, 7])
  expect(historyOf(purchasesOf([bought(10, 0)]), 2, 40).logPrice).toBeNaN()
})

it('of a long history the 20 families that were bought last count; on equal days the smaller numbers', () => {
  const late = Array.from({ length: 19 }, (_, at) => 3 + at)
  for (const early of [
    [0, 1, 2],
    [2, 1, 0],
  ]) {
    const purchases = purchasesOf([bought(10, ...early), bought(20, ...late.toReversed())])
    expect(historyOf(purchases, 22, 30).leading).toEqual([...late, 0])
  }
})

/** Two people with prices and brands. Family 0 has brands 1 and 2, family 1 has brand 1, family 2 has none. */
const PRICED: FamilyPurchase[][] = [
  [{ ...bought(10, 0), log_price: 1, brands: [1] }],
  [
    { ...bought(10, 0), log_price: 1, brands: [2] },
    { ...bought(20, 1), log_price: 2.5, brands: [1] },
    { ...bought(30, 2), log_price: 9, brands: [0] },
  ],
]

it('families at prices and of brands like those of the person have larger features', () => {
  const purchases = purchasesOf(...PRICED)
  const facts = drained(familyFacts(purchases, 40, 3, 2))
  const features = new Float64Array(3 * WIDTH)
  choiceFeatures(historyOf(purchases, 3, 40), facts, features)
  const of = (k: number) => [0, 1, 2].map((family) => features[family * WIDTH + k])
  // The person's ln(price) is 1. The families' are 1, 2.5 and 9; a distance counts 2 at most.
  expect(of(9).map(Number)).toEqual([expect.closeTo(0, 12), -1.5, -2])
  // The person bought brand 1: one of two purchases of family 0 has it, and the only one of family 1.
  expect(of(10)).toEqual([0.5, 1, 0])
})
