import { describe, expect, it } from 'vitest'
import { type CampaignRow, comparisonOf } from '../../../engine/uplift/campaign.ts'
import { fitAll, fitTwoModels, rawScore } from '../../../engine/uplift/estimators.ts'
import { expected, fitRegression } from '../../../engine/uplift/regression.ts'
import { drained } from '../choice/drained.ts'

/** So many rows of one cell of the table, of which a number has the outcome 1. */
const cell = (
  name: string,
  treatment: string | null,
  feature: number,
  count: number,
  hits: number,
): CampaignRow[] =>
  Array.from({ length: count }, (_, n) => ({
    key: `${name} ${n}`,
    features: [feature],
    treatment,
    outcome: n < hits ? 1 : 0,
  }))

/** Tea drinkers: 30 % with the mail, 10 % without. Others: 12 % and 8 %. */
const table = [
  ...cell('tea, mail', 'mail', 1, 10_000, 3_000),
  ...cell('tea, none', null, 1, 10_000, 1_000),
  ...cell('other, mail', 'mail', 0, 10_000, 1_200),
  ...cell('other, none', null, 0, 10_000, 800),
]
const everyone = (rows: readonly CampaignRow[]) => Uint32Array.from(rows, (_, n) => n)

describe('on a table of two by two', () => {
  const all = comparisonOf(table, 'mail')
  const { scores, outcome } = drained(fitAll(all, everyone(table)))

  it('the models of the outcome give the rates of the cells', () => {
    expect(expected(outcome.contacted, [1])).toBeCloseTo(0.3, 2)
    expect(expected(outcome.contacted, [0])).toBeCloseTo(0.12, 2)
    expect(expected(outcome.control, [1])).toBeCloseTo(0.1, 2)
    expect(expected(outcome.control, [0])).toBeCloseTo(0.08, 2)
  })

  it.each(['two_models', 'interactions', 'transformed'] as const)(
    '%s gives the difference of differences',
    (name) => {
      const of = (tea: number) => rawScore(scores[name], [tea])
      expect(of(1)).toBeCloseTo(0.3 - 0.1, 2)
      expect(of(0)).toBeCloseTo(0.12 - 0.08, 2)
      // The penalty takes a twentieth of the differences.
      expect(Math.abs(of(1) - of(0) - 0.16)).toBeLessThan(0.01)
    },
  )

  it('the response is the rate of the contacted, and everybody is alike', () => {
    expect(rawScore(scores.response, [1])).toBeCloseTo(0.3, 2)
    expect(rawScore(scores.everybody, [1])).toBe(rawScore(scores.everybody, [0]))
  })

  it('the two models need a half of the customers each', () => {
    const mailed = everyone(table).filter((number) => all.contacted[number] === 1 || number % 2 === 0)
    expect(expected(drained(fitTwoModels(all, mailed)).contacted, [1])).toBeCloseTo(0.3, 2)
  })
})

it('values have the same estimators, in their own unit', () => {
  const rows = table.map((row) => ({ ...row, outcome: 1_000 * row.outcome + 50 }))
  const { scores } = drained(fitAll(comparisonOf(rows, 'mail'), everyone(rows)))
  for (const name of ['two_models', 'interactions'] as const) {
    expect(rawScore(scores[name], [1]) / 1_000).toBeCloseTo(0.2, 2)
    expect(rawScore(scores[name], [0]) / 1_000).toBeCloseTo(0.04, 2)
  }
})

it('few customers hardly move the weights', () => {
  const few = [
    ...cell('tea, mail', 'mail', 1, 5, 5),
    ...cell('tea, none', null, 1, 5, 0),
    ...cell('other, mail', 'mail', 0, 5, 0),
    ...cell('other, none', null, 0, 5, 5),
  ]
  const { scores } = drained(fitAll(comparisonOf(few, 'mail'), everyone(few)))
  // The cells differ by 2, from −1 to 1.
  for (const name of ['two_models', 'interactions', 'transformed'] as const) {
    expect(rawScore(scores[name], [1]) - rawScore(scores[name], [0])).toBeLessThan(0.8)
  }
})

it('ridge regression is its closed form', () => {
  // x = −1, 0, 1 and y = 0, 3, 3, divided by the deviation √2: slope = Σxy / (Σx² + penalty) = 3 / (2 + 1).
  const weights = drained(
    fitRegression({
      length: 3,
      size: 2,
      isBinary: false,
      fill: (n, columns) => columns.set([n - 1, 1]),
      outcome: (n) => [0, 3, 3][n] ?? 0,
      penalty: (k) => (k === 0 ? 1 : 0),
    }),
  )
  expect(weights[0]).toBeCloseTo(1, 9)
  expect(weights[1]).toBeCloseTo(2, 9)
})

it('outcomes that are all equal have no slope', () => {
  const weights = drained(
    fitRegression({
      length: 3,
      size: 2,
      isBinary: false,
      fill: (n, columns) => columns.set([n - 1, 1]),
      outcome: () => 5,
      penalty: (k) => (k === 0 ? 1 : 0),
    }),
  )
  expect(weights[0]).toBeCloseTo(0, 9)
  expect(weights[1]).toBeCloseTo(5, 6)
})

it('a feature that never differs changes no score', () => {
  const wide = table.map((row) => ({ ...row, features: [...row.features, 7] }))
  const [own, same] = [table, wide].map((rows) => drained(fitAll(comparisonOf(rows, 'mail'), everyone(rows))))
  for (const name of ['response', 'two_models', 'interactions', 'transformed'] as const) {
    const score = rawScore(own?.scores[name] ?? { plus: null, minus: null }, [1])
    expect(rawScore(same?.scores[name] ?? { plus: null, minus: null }, [1, 7])).toBeCloseTo(score, 9)
  }
})
