import { RANKINGS, type Ranking } from '../engine/uplift/estimators.ts'
import { qiniEstimate } from '../engine/uplift/qini.ts'
import { fitUplift } from '../engine/uplift/uplift-model.ts'
import { finished } from './choice/finished.ts'
import { realFile } from './data.ts'
import { type Fifth, fifthsOf } from './uplift/fifths.ts'
import { hillstromRows, MENS, spreadOf, WOMENS } from './uplift/halves.ts'
import { tryWithoutEffect } from './uplift/no-effect.ts'
import { chooseOnly, type Halving, RULES, SHARE, tryHalving, withoutEffect } from './uplift/rankings.ts'
import { trySmall } from './uplift/small.ts'
import { tryThreeWays } from './uplift/three-ways.ts'

// Ends the bench before it prints anything where data is missing.
realFile('hillstrom_email/customers.csv.gz')

const HALVINGS = Number(process.env.UPLIFT_HALVINGS ?? 20)
const numbers = Array.from({ length: HALVINGS }, (_, n) => n + 1)
const rows = hillstromRows('visit')
const mails = [
  [WOMENS, "women's"],
  [MENS, "men's"],
] as const
const pm = (figures: readonly number[], digits: number, by = 1) => {
  const { mean, deviation } = spreadOf(figures.map((one) => by * one))
  return `${mean.toFixed(digits)} (${deviation.toFixed(digits)})`
}

console.log(`The e-mail test of 64,000 customers (K. Hillstrom 2008): a third got the men's mail, a third the women's, a third none, by chance. The outcome is a visit within two weeks, unless stated otherwise. ${HALVINGS / 2} times the
customers are divided by hash, and each half is fitted to and tested on the other: ${HALVINGS} halvings. Everything is fitted and chosen on one half and tested on the other. Figures are means over the halvings, with the standard
deviation in brackets; halvings share customers, so this is no standard error. Penalties and features were fixed before the first run, the rule of the choice by the second table. Qini: mean height over the chance line, a thousand times the
extra visits for each mailed customer; uplift: extra visits among the best ${100 * SHARE} %.

## Who is changed by a mail
`)
const halvings = new Map<string, Halving[]>(
  mails.map(([mail]) => [mail, numbers.map((halving) => tryHalving(rows, mail, halving))]),
)
console.log(`| ranked by | women's mail: Qini × 1000 | uplift @ 30 % | men's mail: Qini × 1000 | uplift @ 30 % |
|---|---|---|---|---|`)
for (const name of Object.keys(halvings.get(WOMENS)?.[0]?.figures ?? {})) {
  const cells = mails.flatMap(([mail]) => {
    const figures = (halvings.get(mail) ?? []).flatMap((halving) => halving.figures[name] ?? [])
    return [
      pm(
        figures.map(({ qini }) => qini),
        2,
        1000,
      ),
      pm(
        figures.map(({ uplift }) => uplift),
        4,
      ),
    ]
  })
  console.log(`| ${name.replace('_', ' ')} | ${cells.join(' | ')} |`)
}

console.log(`
## What cross-validation chooses, on the training halves only

By how many standard errors a ranking must be better than a simpler one: the response than everybody; an estimator of the difference than the response; such an estimator than everybody. The engine has the third rule. Right is: an estimator of the difference for the women's mail, the response for the men's, everybody where arms were drawn again, so that no mail has an effect.

| standard errors | women's mail | men's mail | no effect | right of ${3 * HALVINGS} |
|---|---|---|---|---|`)
const none = numbers.map((halving) => chooseOnly(withoutEffect(rows, WOMENS, halving), WOMENS, halving))
const counted = (list: readonly (Ranking | undefined)[]) =>
  RANKINGS.flatMap((ranking) => {
    const count = list.filter((one) => one === ranking).length
    return count > 0 ? [`${ranking.replace('_', ' ')} ${count}`] : []
  }).join(', ')
for (const [rule, { response, over_response, difference }] of RULES.entries()) {
  const chosen = mails.map(([mail]) => (halvings.get(mail) ?? []).map((halving) => halving.chosen[rule]))
  const noEffect = none.map((list) => list[rule])
  const isUplift = (one?: Ranking) => one !== undefined && one !== 'everybody' && one !== 'response'
  const right =
    (chosen[0] ?? []).filter(isUplift).length +
    (chosen[1] ?? []).filter((one) => one === 'response').length +
    noEffect.filter((one) => one === 'everybody').length
  console.log(
    `| ${response}, ${over_response}, ${difference} | ${[...chosen, noEffect].map(counted).join(' | ')} | ${right} |`,
  )
}

const SIMULATED = Number(process.env.UPLIFT_SIMULATED ?? 200)
const without = tryWithoutEffect(SIMULATED)
const shares = RULES.map(
  ({ response, over_response, difference }, rule) =>
    `${without.filter(({ chosen }) => chosen[rule] === 'everybody').length} by ${response}, ${over_response}, ${difference}`,
)
const deviations = RANKINGS.filter((ranking) => ranking !== 'everybody').map(
  (ranking) =>
    `${ranking.replace('_', ' ')} ${spreadOf(without.map(({ z }) => z[ranking])).deviation.toFixed(2)}`,
)
console.log(`
Of ${SIMULATED} simulated campaigns of 3,000 customers without any effect everybody is right: ${shares.join('; ')}. The Qini coefficient divided by its error should have a standard deviation of 1: ${deviations.join(', ')}.`)

console.log(`
## Expected and measured effects

Customers of the test half in fifths by the effect that the model of the training half expects: expected and measured extra visits, and the Qini coefficient of the first halving with its 95 % bootstrap interval.

| mail | expected, by fifths | measured | Qini × 1000 of one half |
|---|---|---|---|`)
for (const [mail, name] of mails) {
  const parts = numbers.map((halving) => fifthsOf(rows, mail, halving))
  const fifth = (of: (part: Fifth) => number) =>
    [0, 1, 2, 3, 4].map((n) =>
      spreadOf(parts.flatMap(({ fifths }) => fifths.slice(n, n + 1).map(of))).mean.toFixed(3),
    )
  const { value, low, high } = qiniEstimate(fifthsOf(rows, mail, 1).scored)
  const thousand = [value, low, high].map((one) => (1000 * one).toFixed(2))
  console.log(
    `| ${name} | ${fifth(({ expected }) => expected).join(', ')} | ${fifth(({ measured }) => measured).join(', ')} | ${thousand[0]} (${thousand[1]} … ${thousand[2]}) |`,
  )
}

const COSTS = [0, 0.03, 0.06, 0.08]
console.log(`
## Women's, men's or none

Each customer of the test half is given the mail that is worth most, if it is worth its cost. Value: visits less costs for a hundred customers, by inverse propensity weighting. Single: the mail, or none, for all that was best on the training half.
The differences are paired; the error is that on one half.

| cost of a mail, visits | sent: women's, men's, none | policy | single | difference | error | above 0 | doubly robust | to the best single with hindsight |
|---|---|---|---|---|---|---|---|---|`)
const ways = numbers.map((halving) => tryThreeWays(rows, halving, COSTS))
for (const [at, cost] of COSTS.entries()) {
  const of = ways.flatMap((list) => list[at] ?? [])
  const shares = [WOMENS, MENS, 'none'].map((mail) =>
    (100 * spreadOf(of.map((one) => one.shares[mail] ?? 0)).mean).toFixed(0),
  )
  const column = (figure: (one: (typeof of)[number]) => number) => pm(of.map(figure), 2, 100)
  const cells = [
    column(({ policy }) => policy),
    column(({ single }) => single),
    column(({ over_single }) => over_single.value),
    (100 * spreadOf(of.map(({ over_single }) => over_single.error)).mean).toFixed(2),
    `${of.filter(({ over_single }) => over_single.value > 0).length} of ${HALVINGS}`,
    column(({ robust }) => robust.value),
    column(({ over_hindsight }) => over_hindsight.value),
  ]
  console.log(`| ${cost} | ${shares.join(', ')} % | ${cells.join(' | ')} |`)
}

console.log(`
## Small campaigns

Models of small samples of the customers of one mail and the control, ${HALVINGS} of each size. The average effect is shrunken to the prior; the last column is how much the expected effects of customers differ (standard deviation, mean of the samples).

| mail | customers | chosen | measured effect | shrunken | customers differ by |
|---|---|---|---|---|---|`)
for (const [mail, name] of mails) {
  for (const customers of [100, 1_000, 5_000, 20_000]) {
    const of = numbers.map((draw) => trySmall(rows, mail, customers, draw))
    console.log(
      `| ${name} | ${customers.toLocaleString('en')} | ${counted(of.map(({ ranking }) => ranking))} | ${pm(
        of.map(({ measured }) => measured),
        4,
      )} | ${pm(
        of.map(({ average }) => average),
        4,
      )} | ${spreadOf(of.map(({ deviation }) => deviation)).mean.toFixed(4)} |`,
    )
  }
}

console.log(`
## Values: dollars spent

The same choice, on the whole test, where the outcome is the money spent within two weeks.

| mail | chosen | measured effect | shrunken | Qini of its cross-validation, dollars |
|---|---|---|---|---|`)
for (const { treatment, ranking, measured, average, candidates } of finished(
  fitUplift(hillstromRows('spend')),
).treatments) {
  const list = candidates.map(
    ({ ranking: name, qini }) =>
      `${name.replace('_', ' ')} ${qini.value.toFixed(3)} ± ${qini.error.toFixed(3)}`,
  )
  console.log(
    `| ${treatment} | ${ranking.replace('_', ' ')} | ${measured?.value.toFixed(3)} ± ${measured?.error.toFixed(3)} | ${average.toFixed(3)} | ${list.slice(1).join(', ')} |`,
  )
}
