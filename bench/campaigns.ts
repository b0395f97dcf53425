import { dice } from '../demo/shop/orders/random.ts'
import { learned, plannedBy, WAYS, type Way } from './campaigns/plans.ts'
import { CUSTOMERS, customersOf, WORLDS } from './campaigns/world.ts'

const SEEDS = Number(process.env.CAMPAIGN_SEEDS ?? 20)
/** Two-sided 95 % quantiles of Student's t by degrees of freedom (W. S. Gosset 1908; any table). */
const T: Readonly<Record<number, number>> = { 1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 9: 2.262, 19: 2.093 }
/** Budgets, minor units a customer of the audience. */
const BUDGETS = [2, 5, 10]

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
/** Half the width of the 95 % interval of a mean. */
function half(list: readonly number[]): number {
  const middle = mean(list)
  const variance = list.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (list.length - 1)
  return (T[list.length - 1] ?? 1.96) * Math.sqrt(variance / list.length)
}

console.log(`Simulated campaigns by e-mail: ${CUSTOMERS.toLocaleString('en')} customers, ${SEEDS} shops a world, seeds 1 … ${SEEDS}. A first campaign to a half of as many other customers, drawn by chance, is learned
from; then a budget (minor units a customer of the audience, for contacts of 15 and incentives of 5 % of the price) is spent on whom each way ranks highest, by the same allocation. \`uplift\`: what the contact is
expected to change × margin, as campaigns plan; \`propensity\`: probability of the purchase × margin; \`revenue\`: probability × price; \`chance\`: a random number. In \`persuadable\` a contact makes some buy, some buy anyway, and some are
put off; in \`proportional\` it multiplies everybody's odds by 1.57; in \`alike\` it adds 3 points to everybody. The net margin is the true one: what contacts change, less incentives and contacts. ± is half the 95 % interval of the paired
difference over the shops.

| world | budget | chosen by | contacts | spent | net margin | uplift brings more by |
|---|---|---|---|---|---|---|`)
for (const world of WORLDS) {
  const rankings: string[] = []
  const found = new Map<string, { net: number; contacts: number; spent: number }[]>()
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const model = learned(customersOf(world, 2 * seed, 'a'), dice(seed).chance)
    rankings.push(model.ranking)
    const customers = customersOf(world, 2 * seed + 1, 'b')
    for (const budget of BUDGETS) {
      for (const way of WAYS) {
        const plan = await plannedBy(way, customers, model, budget * CUSTOMERS)
        const key = `${budget} ${way}`
        found.set(key, [...(found.get(key) ?? []), plan])
      }
    }
  }
  for (const budget of BUDGETS) {
    const of = (way: Way) => found.get(`${budget} ${way}`) ?? []
    const ours = of('uplift').map(({ net }) => net)
    for (const way of WAYS) {
      const list = of(way)
      const gains = list.map(({ net }, at) => (ours[at] ?? 0) - net)
      const gain = way === 'uplift' ? '' : `${mean(gains).toFixed(0)} ± ${half(gains).toFixed(0)}`
      console.log(
        `| ${world} | ${budget} | ${way} | ${mean(list.map(({ contacts }) => contacts)).toFixed(0)} | ${mean(list.map(({ spent }) => spent)).toFixed(0)} | ${mean(list.map(({ net }) => net)).toFixed(0)} | ${gain} |`,
      )
    }
  }
  const counts = [...new Set(rankings)].map((one) => `${one} ${rankings.filter((own) => own === one).length}`)
  console.log(`| ${world} | | ranking of the model: ${counts.join(', ')} | | | | |`)
}
