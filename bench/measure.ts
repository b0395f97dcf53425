import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dice } from '../demo/shop/orders/random.ts'
import { compare } from '../engine/measure/compare.ts'
import { difference } from '../engine/measure/effect.ts'
import { momentsOf, pairsOf } from '../engine/measure/moments.ts'
import { MISMATCH, sampleRatio } from '../engine/measure/sample-ratio.ts'
import { DATA } from './data.ts'
import { coverageOf } from './measure/coverage.ts'
import { readCustomers } from './measure/hillstrom.ts'
import type { World } from './measure/logs.ts'
import { pathError, throughExperiment, withWorker } from './measure/through-http.ts'

const LOGS = 2_000
const percent = (share: number) => `${(100 * share).toFixed(1)} %`

const WORLDS: Record<string, World> = {
  '+4 % margin a visitor': { visitors: 40_000, effect: 0.04, returning: 0.3 },
  'no effect': { visitors: 40_000, effect: 0, returning: 0.3 },
  'no effect, nobody with a past': { visitors: 40_000, effect: 0, returning: 0 },
}

console.log(`## Intervals

${LOGS.toLocaleString('en')} experiments each, seeds 1 … ${LOGS.toLocaleString('en')}, 40,000 visitors in two arms, margin a visitor, one in twenty buys, lognormal margins. Twenty looks. Aims: one look covers in 93.5 to 96.5 %, alarms without an effect in at most 6.5 %; the always-valid interval covers in at least 94 % over all looks together.

| world | one look covers | excludes 0 | always-valid covers all 20 looks | ever excludes 0 | variance left by CUPED |
|---|---|---|---|---|---|`)
for (const [name, world] of Object.entries(WORLDS)) {
  const { covered, found, always_covered, always_found, left } = coverageOf(world, LOGS)
  console.log(
    `| ${name} | ${percent(covered)} | ${percent(found)} | ${percent(always_covered)} | ${percent(always_found)} | ${percent(left)} |`,
  )
}

const split = (share: number) =>
  Array.from({ length: LOGS }, (_, at) => {
    const { chance } = dice(at + 1)
    const first = Array.from({ length: 10_000 }, () => chance() < share).filter(Boolean).length
    return sampleRatio([first, 10_000 - first], [1, 1]) < MISMATCH
  }).filter(Boolean).length / LOGS

console.log(`
## Sample-ratio check

5,200 to 4,800 is chance with p = ${sampleRatio([5_200, 4_800], [1, 1]).toExponential(1)}. Of ${LOGS.toLocaleString('en')} draws of 10,000 visitors each: half and half alarms in ${percent(split(0.5))} (at most 1 %), 52 to 48 in ${percent(split(0.52))}.
`)

const path = join(DATA, 'hillstrom_email/customers.csv.gz')
if (existsSync(path)) {
  const customers = readCustomers(path)
  const { below } = dice(1)
  console.log(`## A real experiment: 64,000 customers, two mails or none (K. Hillstrom, 2008)

Difference to no mail, 95 % interval; beside the middle 95 % of 2,000 bootstrap samples. CUPED takes the spend of the year before. Visits as K. Hillstrom published them: 18.28, 15.14 and, without a mail, 10.62 %.

| measure | mail | mean | without | difference | bootstrap | with CUPED |
|---|---|---|---|---|---|---|`)
  for (const measure of ['visit', 'conversion', 'spend'] as const) {
    const of = (segment: string) => customers.filter((one) => one.segment === segment)
    const control = of('No E-Mail')
    for (const segment of ['Mens E-Mail', 'Womens E-Mail'] as const) {
      const arm = of(segment)
      const values = (list: typeof arm) => list.map((one) => one[measure])
      const found = difference(momentsOf(values(arm)), momentsOf(values(control)))
      const resampled = (list: number[]) => {
        let sum = 0
        for (let n = 0; n < list.length; n += 1) sum += list[below(list.length)] ?? 0
        return sum / list.length
      }
      const [a, c] = [values(arm), values(control)]
      const boot = Array.from({ length: 2_000 }, () => resampled(a) - resampled(c)).sort((x, y) => x - y)
      const pairs = (list: typeof arm) => pairsOf(list.map((one) => [one[measure], one.history] as const))
      const {
        effect,
        arm: mean,
        control: without,
        variance_left,
      } = compare(pairs(arm), pairs(control), { arm: 1, control: 1 }, customers.length)
      const range = (low: number, high: number) => `${low.toFixed(4)} … ${high.toFixed(4)}`
      console.log(
        `| ${measure} | ${segment} | ${mean.toFixed(4)} | ${without.toFixed(4)} | ${found.value.toFixed(4)} (${range(found.low, found.high)}) | ${range(boot[50] ?? 0, boot[1949] ?? 0)} | ${range(effect.low, effect.high)}, ${percent(variance_left)} of the variance |`,
      )
    }
  }
}

const RUNS = 20
const VISITORS = 500
const errors = await withWorker(async (open) => {
  const found: number[] = []
  for (let seed = 1; seed <= RUNS; seed += 1) found.push(await pathError(await open(), seed, VISITORS))
  return found
})
console.log(`
## The whole path

${RUNS} experiments of ${VISITORS} visitors each, sent to a running Worker as events and orders, counted by its jobs, read from its results: revenue, effect and interval differ from the estimators on the same visitors by at most ${Math.max(...errors).toExponential(1)} of a minor unit.
`)

if (existsSync(path)) {
  const customers = readCustomers(path)
  const { comparisons } = await withWorker(async (open) => await throughExperiment(await open(), customers))
  console.log(`## The same e-mail test through the experiments of a running Worker

${customers.length.toLocaleString('en')} visitors, three arms: a beacon each, and an order of whoever visited. Effect and 95 % interval; beside them what the textbook's formula gives.

| measure | mail | through the API | textbook |
|---|---|---|---|`)
  let apart = 0
  for (const { arm, conversion, revenue, margin } of comparisons) {
    const segment = arm === 'mens' ? 'Mens E-Mail' : 'Womens E-Mail'
    // Money comes back in cents, and a sale is a cent of margin.
    const measures = [
      ['visit', conversion, 1],
      ['conversion', margin, 1],
      ['spend', revenue, 100],
    ] as const
    for (const [measure, { effect }, unit] of measures) {
      const of = (one: string) => momentsOf(customers.filter((c) => c.segment === one).map((c) => c[measure]))
      const book = difference(of(segment), of('No E-Mail'))
      const range = (e: { value: number; low: number; high: number }, by: number) =>
        [e.value, e.low, e.high].map((figure) => (figure / by).toFixed(4)).join(' / ')
      const [ours, theirs] = [range(effect, unit), range(book, 1)]
      if (ours !== theirs) apart += 1
      console.log(`| ${measure} | ${arm} | ${ours} | ${theirs} |`)
    }
  }
  console.log(`
${apart === 0 ? 'All are equal to four digits.' : `${apart} of 6 are not equal to four digits.`}`)
  if (apart > 0 || comparisons.length !== 2) process.exitCode = 1
}
