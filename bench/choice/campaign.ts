import { fitLogistic, logOdds, probabilityOf } from '../../engine/choice/logistic-regression.ts'
import { dice } from '../quality/tasks.ts'
import { betterHalf } from './better-half.ts'
import { areaUnderCurve, calibrationOf, logLoss, type Predicted, topDecileLift } from './binary.ts'
import { type CampaignRow, readCampaigns } from './campaign-data.ts'
import { ownFeatures, referenceFeatures } from './campaign-features.ts'
import { challengers } from './challengers.ts'
import { finished } from './finished.ts'
import { grouped } from './grouped.ts'

/** The test begins on this day (the data's README). */
const SPLIT = 500
/** Rolling folds of the training part, on which features, penalties and calibration were chosen. */
const FOLDS = [
  [346, 400],
  [400, 450],
  [450, SPLIT],
] as const
/** Penalty of a standardised weight. */
const L2 = { reference: 3, own: 30 }
const DRAWS = 2_000

type Predict = (train: readonly CampaignRow[], test: readonly CampaignRow[]) => Promise<number[]>
const startOf = ({ start_day }: CampaignRow): number => Number(start_day)
const outcomesOf = (rows: readonly CampaignRow[]): number[] => rows.map(({ redeemed }) => Number(redeemed))

const regression =
  (featuresOf: (row: CampaignRow) => number[], l2: number): Predict =>
  async (train, test) => {
    const rows = train.map(featuresOf)
    const cases = {
      width: rows[0]?.length ?? 0,
      features: Float32Array.from(rows.flat()),
      outcomes: Uint8Array.from(outcomesOf(train)),
    }
    const model = finished(fitLogistic(cases, l2))
    return test.map((row) => probabilityOf(logOdds(model, featuresOf(row))))
  }

async function onFolds(predict: Predict, train: readonly CampaignRow[]): Promise<Predicted> {
  const [probabilities, outcomes]: [number[], number[]] = [[], []]
  for (const [from, to] of FOLDS) {
    const tested = train.filter((row) => startOf(row) >= from && startOf(row) < to)
    probabilities.push(
      ...(await predict(
        train.filter((row) => startOf(row) < from),
        tested,
      )),
    )
    outcomes.push(...outcomesOf(tested))
  }
  return { probabilities, outcomes }
}

/** Predicts each campaign of the test from the campaigns that ended before it began: what a model refitted each night knows. */
async function refitted(
  predict: Predict,
  rows: readonly CampaignRow[],
  test: readonly CampaignRow[],
): Promise<number[]> {
  const predicted = new Map<CampaignRow, number>()
  for (const [start, asked] of grouped(test, startOf)) {
    const known = rows.filter(({ end_day }) => Number(end_day) < start)
    const probabilities = await predict(known, asked)
    for (const [at, row] of asked.entries()) predicted.set(row, probabilities[at] ?? 0)
  }
  return test.map((row) => predicted.get(row) ?? 0)
}

/** Prints who redeems a coupon of a campaign, by the way of predicting it. */
export async function campaigns(): Promise<void> {
  const data = readCampaigns()
  const train = data.rows.filter((row) => startOf(row) < SPLIT)
  const test = data.rows.filter((row) => startOf(row) >= SPLIT)
  const own = (row: CampaignRow) => ownFeatures(row, data)
  const ways: [string, Predict][] = [
    ['logistic regression on the clean columns', regression(referenceFeatures, L2.reference)],
    ['**engine/choice**', regression(own, L2.own)],
    ...Object.entries((await challengers()) ?? {}).map(([name, learn]): [string, Predict] => [
      `${name}, features of engine/choice`,
      async (rows, asked) => (await learn(rows.map(own), outcomesOf(rows)))(asked.map(own)),
    ]),
  ]
  console.log(`${train.length} households and campaigns before day ${SPLIT} train, ${test.length} later ones test. Features and penalties were chosen on folds of the training part: ${FOLDS.map(([from, to]) => `${from} to ${to}`).join(', ')}. Paired: by 2,000 bootstrap draws of households with all their campaigns.

| way | folds: AUC | log-loss | test: AUC | top decile's lift | log-loss | ECE | AUC over the first, paired |
|---|---|---|---|---|---|---|---|
| published: 7 clean features | | | 0.7845 | 3.84 | 0.3369 | | |`)
  const outcomes = outcomesOf(test)
  const bases: number[][] = []
  const print = (name: string, folds: Predicted | undefined, probabilities: number[], base: number[]) => {
    const found = { probabilities, outcomes }
    const onFolds = folds ? [areaUnderCurve(folds).toFixed(4), logLoss(folds).toFixed(4)] : ['', '']
    const onTest = [
      areaUnderCurve(found).toFixed(4),
      topDecileLift(found).toFixed(2),
      logLoss(found).toFixed(4),
      calibrationOf(found).ece.toFixed(4),
      bootstrap(test, base, probabilities),
    ]
    console.log(`| ${[name, ...onFolds, ...onTest].join(' | ')} |`)
  }
  for (const [name, predict] of ways) {
    const probabilities = await predict(train, test)
    bases.push(probabilities)
    print(name, await onFolds(predict, train), probabilities, bases[0] ?? [])
  }
  const again: number[][] = []
  for (const [name, predict] of ways.slice(0, 2)) {
    const probabilities = await refitted(predict, data.rows, test)
    again.push(probabilities)
    print(`${name}, refitted before each campaign`, undefined, probabilities, again[0] ?? [])
  }
  console.log(`\n${betterHalf(test, again[1] ?? [])}`)
}

/** Mean difference of the areas with its standard error: households are drawn, with all their campaigns. */
function bootstrap(rows: readonly CampaignRow[], a: readonly number[], b: readonly number[]): string {
  if (a === b) return ''
  const byHousehold = grouped(rows.keys(), (at) => rows[at]?.household_key ?? '')
  const households = [...byHousehold.values()]
  const outcomes = outcomesOf(rows)
  const draw = dice(1)
  const gains = Array.from({ length: DRAWS }, () => {
    const drawn = households.flatMap(() => households[draw(households.length)] ?? [])
    const of = (values: readonly number[]) => drawn.map((at) => values[at] ?? 0)
    const held = of(outcomes)
    return (
      areaUnderCurve({ probabilities: of(b), outcomes: held }) -
      areaUnderCurve({ probabilities: of(a), outcomes: held })
    )
  })
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / DRAWS
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (DRAWS - 1))
  return `${mean < 0 ? '−' : '+'}${Math.abs(mean).toFixed(4)} ± ${error.toFixed(4)}`
}
