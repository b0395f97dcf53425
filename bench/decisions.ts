import { campaign, type Outcome, propensitiesOf, STRATEGIES, type Strategy } from './decisions/campaign.ts'
import { decisionTown, WORLDS } from './decisions/town.ts'

const SEEDS = Number(process.env.DECISION_SEEDS ?? 10)
/** Two-sided 95 % quantiles of Student's t by degrees of freedom (W. S. Gosset 1908; any table). */
const T: Readonly<Record<number, number>> = { 1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 9: 2.262, 19: 2.093 }

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
/** Half the width of the 95 % interval of a mean. */
function half(list: readonly number[]): number {
  const middle = mean(list)
  const variance = list.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (list.length - 1)
  return (T[list.length - 1] ?? 1.96) * Math.sqrt(variance / list.length)
}

console.log(`Simulated customers of a shop with ten families of goods and an offer of each: 3,000 a shop, ${SEEDS} shops a world, seeds 1 … ${SEEDS}. A year of
purchases, from which propensities are fitted as the Worker fits them; then half a year with an occasion a month, by e-mail, within the usual contact policy (two contacts in 90 days, one
in 7, and its rests). \`tastes\`: customers differ in what they like, and offers in what they bring. \`alike\`: all customers are the same, offers differ. \`flat\`: nothing differs. Who would accept
what is the same under each way to choose (paired). Only "decisions" draw an offer in 2 % of the cases, to learn. ± is half the 95 % interval over the shops.

| world | chosen by | contacts a customer | accepted of a hundred | refusals a customer | margin a contact, minor units | decisions bring more by |
|---|---|---|---|---|---|---|`)
for (const world of WORLDS) {
  const found = new Map<Strategy, Outcome[]>(STRATEGIES.map((strategy) => [strategy, []]))
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const town = decisionTown(world, seed)
    const propensities = propensitiesOf(town)
    for (const strategy of STRATEGIES) found.get(strategy)?.push(campaign(town, strategy, propensities, seed))
  }
  const perContact = (list: readonly Outcome[]) => list.map(({ margin, contacts }) => margin / contacts)
  const ours = perContact(found.get('decisions') ?? [])
  for (const [strategy, list] of found) {
    const own = perContact(list)
    const gains = own.map((one, at) => (100 * ((ours[at] ?? 0) - one)) / one)
    const gain = strategy === 'decisions' ? '' : `${mean(gains).toFixed(1)} ± ${half(gains).toFixed(1)} %`
    const accepted = mean(list.map((one) => (100 * one.accepted) / one.contacts)).toFixed(2)
    const [contacts, refusals] = [
      mean(list.map((one) => one.contacts / 3_000)),
      mean(list.map((one) => one.refused / 3_000)),
    ]
    console.log(
      `| ${world} | ${strategy} | ${contacts.toFixed(2)} | ${accepted} | ${refusals.toFixed(2)} | ${mean(own).toFixed(1)} ± ${half(own).toFixed(1)} | ${gain} |`,
    )
  }
}
