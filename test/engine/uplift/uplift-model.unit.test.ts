import { describe, expect, it } from 'vitest'
import { PRIOR_SHARE, priorEffect } from '../../../engine/uplift/prior.ts'
import { bestTreatment, effectsOf, fitUplift, type UpliftModel } from '../../../engine/uplift/uplift-model.ts'
import { drained } from '../choice/drained.ts'
import { someCampaign, type Truth } from './some-campaigns.ts'

/** Tea drinkers are moved by the mail; new customers buy more, with or without it. */
const moved: Truth = (tea, isNew, treatment) => 0.1 + 0.2 * isNew + (treatment && tea ? 0.15 : 0)
/** The mail makes everybody buy half as often again. */
const multiplied: Truth = (tea, isNew, treatment) =>
  (0.06 + 0.12 * tea + 0.12 * isNew) * (treatment ? 1.8 : 1)
/** The mail changes nothing. */
const unmoved: Truth = (tea, isNew) => 0.1 + 0.2 * isNew + 0.1 * tea

const fitted = (customers: number, truth: Truth): UpliftModel =>
  drained(fitUplift(someCampaign(customers, truth)))
const effectOf = (model: UpliftModel, features: readonly number[]) =>
  effectsOf(model, features)[0]?.effect ?? 0

describe('cross-validation chooses', () => {
  it('an estimator of the difference where some are moved and others buy anyway', () => {
    const model = fitted(12_000, moved)
    expect(['two_models', 'interactions', 'transformed']).toContain(model.treatments[0]?.ranking)
    expect(Math.abs(effectOf(model, [1, 0]) - 0.15)).toBeLessThan(0.05)
    expect(Math.abs(effectOf(model, [0, 1]))).toBeLessThan(0.05)
    expect(effectOf(model, [1, 0]) - effectOf(model, [0, 1])).toBeGreaterThan(0.08)
  })

  it('the response where those who buy more are moved more', () => {
    const model = fitted(12_000, multiplied)
    expect(model.treatments[0]?.ranking).toBe('response')
    expect(effectOf(model, [1, 1])).toBeGreaterThan(effectOf(model, [0, 0]) + 0.05)
  })

  it('everybody where the mail changes nothing, in most of twenty towns', () => {
    // One standard error of the response is passed by chance in one of six.
    const chosen = Array.from({ length: 20 }, (_, town) => {
      const model = drained(fitUplift(someCampaign(1_000, unmoved, ['mail'], `town ${town}`)))
      return model.treatments[0]?.ranking
    })
    expect(chosen.filter((ranking) => ranking === 'everybody').length).toBeGreaterThanOrEqual(14)
  })
})

it('nobody is worth the cost of a mail that changes nothing', () => {
  const model = drained(fitUplift(someCampaign(6_000, unmoved, ['mail'], 'town 1')))
  expect(effectOf(model, [1, 1])).toBe(effectOf(model, [0, 0]))
  expect(Math.abs(effectOf(model, [1, 1]))).toBeLessThan(0.03)
  expect(bestTreatment(model, [1, 1], () => 0.03)).toBe(null)
})

describe('a campaign of a few customers', () => {
  const model = fitted(60, moved)
  const [own] = model.treatments

  it('gives everybody the average effect', () => {
    expect(own?.ranking).toBe('everybody')
    expect(effectOf(model, [1, 0])).toBe(own?.average)
  })

  it('moves the prior only a little', () => {
    const rows = someCampaign(60, moved)
    const prior = priorEffect(rows.reduce((sum, { outcome }) => sum + outcome / rows.length, 0))
    const measured = own?.measured?.value ?? 0
    expect(Math.abs((own?.average ?? 0) - prior)).toBeLessThan(0.5 * Math.abs(measured - prior))
  })

  it('without a control is the prior, a quarter of what is expected', () => {
    const alone = drained(
      fitUplift(someCampaign(60, moved).map((row) => ({ ...row, treatment: 'mail', outcome: 1 }))),
    )
    expect(effectOf(alone, [1, 0])).toBeCloseTo(PRIOR_SHARE, 12)
    expect(alone.treatments[0]?.measured).toBe(null)
  })
})

it('a campaign of many customers has the measured average', () => {
  const [own] = fitted(12_000, multiplied).treatments
  expect(own?.average).toBeCloseTo(own?.measured?.value ?? 0, 2)
})

describe('a model', () => {
  const rows = someCampaign(3_000, moved, ['letter', 'mail'])
  const model = drained(fitUplift(rows))

  it('does not depend on the order of the rows', () => {
    expect(drained(fitUplift(rows.toReversed()))).toEqual(model)
  })

  it('is stored as JSON', () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model)
  })

  it('has every treatment and the contrasts to the best of them', () => {
    expect(model.treatments.map(({ treatment }) => treatment)).toEqual(['letter', 'mail'])
    expect([model.reference, ...model.contrasts.map(({ treatment }) => treatment)].sort()).toEqual([
      'letter',
      'mail',
    ])
  })

  it('refuses other numbers of features, and numbers that are none', () => {
    expect(() => effectsOf(model, [1])).toThrow(RangeError)
    expect(() =>
      drained(fitUplift([...rows, { key: 'x', features: [1], treatment: null, outcome: 0 }])),
    ).toThrow(RangeError)
    expect(() =>
      drained(fitUplift([{ key: 'x', features: [Number.NaN], treatment: 'mail', outcome: 0 }])),
    ).toThrow(RangeError)
  })

  it('of no rows has no treatment', () => {
    const empty = drained(fitUplift([]))
    expect(effectsOf(empty, [])).toEqual([])
    expect(bestTreatment(empty, [], () => 0)).toBe(null)
  })
})

it('each customer gets the treatment that suits them, or none where it costs too much', () => {
  // The letter moves tea drinkers, the mail the others.
  const truth: Truth = (tea, isNew, treatment) =>
    0.1 + 0.1 * isNew + (treatment === 'letter' ? 0.2 * tea : treatment === 'mail' ? 0.2 * (1 - tea) : 0)
  const model = drained(fitUplift(someCampaign(9_000, truth, ['letter', 'mail'])))
  expect(bestTreatment(model, [1, 0], () => 0.02)).toBe('letter')
  expect(bestTreatment(model, [0, 0], () => 0.02)).toBe('mail')
  expect(bestTreatment(model, [0, 0], (one) => (one === 'mail' ? 0.5 : 0.02))).not.toBe('mail')
  expect(bestTreatment(model, [1, 0], () => 0.5)).toBe(null)
})

it('a treatment replaces the reference when it is better by more than a standard error', () => {
  const effect = (treatment: string, average: number, error: number) => ({
    ...{ treatment, contacted: 100, control: 100, average, ranking: 'everybody' as const, candidates: [] },
    ...{ measured: { value: average, error, low: average - 2 * error, high: average + 2 * error, p: 0.5 } },
    ...{ score: { plus: null, minus: null }, center: 0, slope: 0, slope_error: 0 },
  })
  const best = (difference: number) =>
    bestTreatment(
      {
        ...{ width: 0, reference: 'letter', contrasts: [effect('mail', difference, 0.03)] },
        treatments: [effect('letter', 0.1, 0.03), effect('mail', 0.1 + difference, 0.03)],
      },
      [],
      () => 0.05,
    )
  expect([best(0.02), best(0.04), best(-0.04)]).toEqual(['letter', 'mail', 'letter'])
})

it('values of money have effects in money', () => {
  const rows = someCampaign(12_000, moved).map((row) => ({ ...row, outcome: 2_000 * row.outcome }))
  const model = drained(fitUplift(rows))
  expect(effectOf(model, [1, 0]) - effectOf(model, [0, 1])).toBeGreaterThan(160)
})
