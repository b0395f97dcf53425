import { expect, it } from 'vitest'
import { choiceFeatures, WIDTH } from '../../../engine/choice/choice-features.ts'
import { type Choice, choicesOf, fitChoice, thinned } from '../../../engine/choice/choice-model.ts'
import { familyFacts } from '../../../engine/choice/family-facts.ts'
import { History } from '../../../engine/choice/history.ts'
import type { Purchases } from '../../../engine/choice/purchases.ts'
import { drained } from './drained.ts'
import { aTown, bought, purchasesOf } from './some-purchases.ts'

/** The penalised log-likelihood, written down again from its definition. */
function objective(
  purchases: Purchases,
  choices: readonly Choice[],
  standardised: readonly number[],
  deviations: readonly number[],
  l2: number,
): number {
  const families = choices[0]?.facts.families ?? 0
  const history = new History(families)
  const features = new Float64Array(families * WIDTH)
  let value = standardised.reduce((sum, weight) => sum + (l2 / 2) * weight ** 2, 0)
  for (const { person, purchase, facts } of choices) {
    history.read(purchases, person, purchase - (purchases.heads[person] ?? 0), purchases.days[purchase] ?? 0)
    choiceFeatures(history, facts, features)
    const utilities = Array.from({ length: families }, (_, family) =>
      standardised.reduce(
        (sum, weight, k) => sum + (weight * (features[family * WIDTH + k] ?? 0)) / (deviations[k] ?? 1),
        0,
      ),
    )
    const all = Math.log(utilities.reduce((sum, one) => sum + Math.exp(one), 0))
    const chosen = [
      ...purchases.families.subarray(purchases.starts[purchase], purchases.starts[purchase + 1]),
    ]
    value += chosen.reduce((sum, family) => sum + all - (utilities[family] ?? 0), 0) / chosen.length
  }
  return value
}

it('no other weights explain the choices better, and the fit is the same each time', () => {
  const purchases = aTown(60, 6)
  const facts = drained(familyFacts(purchases, 1_150, 6, 0))
  const choices = choicesOf(purchases, facts, 1_150, 1_300)
  const { weights, deviations } = drained(fitChoice(purchases, choices, 2))
  const at = (moved: readonly number[]) => objective(purchases, choices, moved, deviations, 2)
  const best = at(weights)
  for (const k of weights.keys()) {
    for (const step of [-0.02, 0.02]) {
      expect(at(weights.map((weight, j) => (j === k ? weight + step : weight)))).toBeGreaterThan(best)
    }
  }
  expect(drained(fitChoice(purchases, choices, 2)).weights).toEqual(weights)
})

it('features are those of the history, and know nothing of what comes', () => {
  const person = [bought(100, 0), bought(120, 0, 1), bought(140, 2)]
  const other = [bought(90, 1), bought(130, 0)]
  const whole = purchasesOf(person, other)
  const facts = drained(familyFacts(whole, 130, 3, 0))
  // Before day 130: families 0, 0, 1 of one person and 1 of the other, with 20 more spread evenly.
  const share = (count: number) => (count + 20 / 3) / 24
  for (const [family, count] of [2, 2, 0].entries()) expect(facts.share[family]).toBeCloseTo(share(count), 12)
  const features = (purchases: Purchases) => {
    const history = new History(3)
    history.read(purchases, 0, 2, 130)
    const found = new Float64Array(3 * WIDTH)
    choiceFeatures(history, drained(familyFacts(purchases, 130, 3, 0)), found)
    return [...found]
  }
  expect(features(whole)).toEqual(features(purchasesOf(person.slice(0, 2), other.slice(0, 1))))
  const of = (family: number, k: number) => features(whole)[family * WIDTH + k] ?? 0
  const faded = (day: number) => 2 ** ((day - 130) / 180)
  const [own, all] = [faded(100) + faded(120), faded(100) + 2 * faded(120)]
  expect(of(0, 1)).toBeCloseTo(Math.log((own + 10 * share(2)) / (all + 10) / share(2)), 10)
  expect(of(0, 2)).toBeCloseTo(own / (all + 10), 10)
  expect([of(0, 3), of(2, 3)]).toEqual([1, 0])
  expect(of(0, 4)).toBeCloseTo(Math.exp(-10 / 20), 10)
  // One own gap of 20 days, shrunken to the mean gap of 20: due on day 140.
  expect(of(0, 5)).toBeCloseTo(Math.exp(-Math.abs(10 - 20) / 20), 10)
})

it('a family that follows on another is a companion of it', () => {
  const people = Array.from({ length: 30 }, (_, n) => [bought(10 + n, 0), bought(50 + n, 1)])
  const facts = drained(familyFacts(purchasesOf(...people), 200, 3, 0))
  expect(facts.following[1]).toBeGreaterThan(1.5)
  expect(facts.following[2]).toBeLessThan(1)
})

it('a list is thinned at equal distances', () => {
  expect(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toHaveLength(5)
  expect(thinned([1, 2], 5)).toEqual([1, 2])
  expect(
    thinned(
      Array.from({ length: 1_001 }, (_, at) => at),
      7,
    ),
  ).toHaveLength(7)
})
