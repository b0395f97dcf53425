import { expect, it } from 'vitest'
import { familyFacts } from '../../../engine/choice/family-facts.ts'
import { packFacts, unpackFacts } from '../../../engine/choice/pack-facts.ts'
import { codeOf, decoded } from '../../../engine/choice/probability-codes.ts'
import { firstDayOf, fitPropensities, Scorer } from '../../../engine/choice/propensity-model.ts'
import { reasonsFor } from '../../../engine/choice/reasons.ts'
import { buysWithin } from '../../../engine/choice/timing.ts'
import { drained } from './drained.ts'
import { aTown, bought, purchasesOf } from './some-purchases.ts'

const SHAPE = { families: 6, brands: 0 }
const [CUT, WINDOW] = [1_340, 30]

it('probabilities are about what happens in the window after the fit', () => {
  const purchases = aTown(700, 6)
  const model = drained(fitPropensities(purchases, CUT, WINDOW, SHAPE))
  if (!model) throw new Error('No model.')
  const scorer = new Scorer(model, drained(familyFacts(purchases, CUT, 6, 0)))
  let [predicted, observed, own, others] = [0, 0, 0, 0]
  for (let person = 0; person < purchases.people; person += 1) {
    const count = purchases.before(person, CUT)
    scorer.score(purchases, person, count)
    predicted += scorer.any
    observed += buysWithin(purchases, person, count, CUT + WINDOW) ? 1 : 0
    own += scorer.propensities[person % 6] ?? 0
    others += scorer.propensities[(person + 1) % 6] ?? 0
    for (const p of scorer.propensities) expect(p).toBeLessThanOrEqual(scorer.any)
    expect(scorer.chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10)
  }
  expect(predicted / observed).toBeGreaterThan(0.95)
  expect(predicted / observed).toBeLessThan(1.05)
  expect(own).toBeGreaterThan(2 * others)
  expect(model.errors.family.ece).toBeLessThan(0.08)
})

it('too short a time gives no model', () => {
  expect(drained(fitPropensities(aTown(50, 6, 90), 1_090, WINDOW, SHAPE))).toBeUndefined()
})

it('a time without a second purchase gives no model, and no purchases have the first day 0', () => {
  const once = purchasesOf([bought(1_000, 0)], [bought(1_000, 1)])
  expect(drained(fitPropensities(once, CUT, WINDOW, SHAPE))).toBeUndefined()
  expect([firstDayOf(once), firstDayOf(purchasesOf())]).toEqual([1_000, 0])
})

it('people who came after the day of a fit change nothing of it', () => {
  const { any, ...model } = { any: 0, ...drained(fitPropensities(aTown(60, 6), CUT, WINDOW, SHAPE)) }
  const more = aTown(60, 6)
  more.add([bought(CUT - 1, 3)])
  expect(drained(fitPropensities(more, CUT, WINDOW, SHAPE))).toEqual(model)
})

it('where nobody bought in the window before the calibration, a purchase is taken for one family', () => {
  // The last purchases are on day 1,279; the window before the calibrated one is from day 1,280 on.
  const model = drained(fitPropensities(aTown(60, 6, 280), CUT, WINDOW, SHAPE))
  expect(model?.breadth).toBe(1)
})

it('facts are packed for a row, and the same model scores the same', () => {
  const facts = drained(familyFacts(aTown(100, 6), CUT, 6, 0))
  const once = unpackFacts(JSON.parse(JSON.stringify(packFacts(facts))))
  expect(once.share[2]).toBeCloseTo(facts.share[2] ?? 0, 6)
  expect(unpackFacts(JSON.parse(JSON.stringify(packFacts(once))))).toEqual(once)
})

it('codes compare as texts like the probabilities that they stand for', () => {
  const probabilities = [1e-7, 1e-4, 0.01, 0.3, 0.5, 0.7, 0.99, 0.9999]
  const codes = probabilities.map(codeOf)
  expect(codes.toSorted()).toEqual(codes)
  expect(decoded(codeOf(0.2))).toBeCloseTo(0.2, 3)
  expect(codes.every((code) => code.length === 2)).toBe(true)
})

it('reasons are the largest contributions against the average customer', () => {
  const purchases = purchasesOf([bought(100, 0), bought(130, 0)], [bought(100, 1), bought(120, 2)])
  const facts = drained(familyFacts(purchases, 150, 3, 0))
  const model = {
    timing: {
      ...{ window_days: 30, bgNbd: null, usualGap: 25 },
      logistic: { intercept: 0, weights: [], means: [], deviations: [] },
    },
    // Only habits and companions count, and the average customer has none.
    choice: {
      weights: [0, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0],
      deviations: Array(11).fill(1),
      means: Array(33).fill(0),
    },
    breadth: 1,
    calibrations: { any: { intercept: 0, slope: 1 }, family: { intercept: 0, slope: 1 } },
  }
  const scorer = new Scorer(model, facts)
  scorer.score(purchases, 0)
  const told = (family: number) => reasonsFor(family, scorer, model.choice.means, facts)
  expect(told(0)).toEqual([{ code: 'bought_before', times: 2, days_ago: 20 }])
  expect(told(1)[0]).toEqual({ code: 'popular', share: facts.share[1] })
  scorer.score(purchases, 1)
  expect(
    told(2)
      .map(({ code }) => code)
      .toSorted(),
  ).toEqual(['bought_before', 'goes_with'])
  expect(told(2).find(({ code }) => code === 'goes_with')).toMatchObject({ family: 1 })
})
