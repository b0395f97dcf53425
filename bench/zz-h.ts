import { difference } from '../engine/measure/effect.ts'
import { momentsOf } from '../engine/measure/moments.ts'
import { readCustomers } from './measure/hillstrom.ts'
import { throughExperiment, withWorker } from './measure/through-http.ts'
const customers = readCustomers('../shared/data/hillstrom_email/customers.csv.gz').slice(0, 6000)
const shown = await withWorker(async (open) => [
  ['visit', 1, await throughExperiment(await open(), customers, ({ visit }) => visit)] as const,
  ['spend', 100, await throughExperiment(await open(), customers, ({ spend }) => Math.round(100 * spend))] as const,
])
for (const [name, unit, { comparisons, arms, sample_ratio }] of shown) {
  console.log(name, JSON.stringify(arms.map((a) => [a.arm, a.visitors, a.buyers])), sample_ratio.p)
  for (const { arm, revenue, conversion } of comparisons) {
    const segment = arm === 'mens' ? 'Mens E-Mail' : 'Womens E-Mail'
    for (const [m, e, by] of (name === 'spend' ? [['spend', revenue.effect, unit], ['conversion', conversion.effect, 1]] : [['visit', revenue.effect, 1]]) as [ 'visit'|'spend'|'conversion', {value:number,low:number,high:number}, number][]) {
      const of = (s: string) => momentsOf(customers.filter((c) => c.segment === s).map((c) => c[m]))
      const b = difference(of(segment), of('No E-Mail'))
      console.log(m, arm, [e.value, e.low, e.high].map((x) => (x / by).toFixed(6)), [b.value, b.low, b.high].map((x) => x.toFixed(6)))
    }
  }
}
