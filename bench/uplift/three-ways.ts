import { type CampaignRow, comparisonOf } from '../../engine/uplift/campaign.ts'
import { fitTwoModels } from '../../engine/uplift/estimators.ts'
import { bestTreatment, meanEstimate, type PolicyCase, policyValues } from '../../engine/uplift/policy.ts'
import { expected } from '../../engine/uplift/regression.ts'
import { effectsOf, fitUplift } from '../../engine/uplift/uplift-model.ts'
import { finished } from '../choice/finished.ts'
import { halfOf, MENS, WOMENS } from './halves.ts'

/** Value of the policy and of the best single mail on a test half, for each customer, and how often the policy chose what. */
export type ThreeWays = {
  policy: number
  single: number
  /** Difference of the two with its paired error, and the same doubly robust. */
  gain: { value: number; error: number }
  robust: { value: number; error: number }
  shares: Record<string, number>
}

/** The choice of women's, men's or no mail, by what the first half taught, for several costs of a mail. */
export function tryThreeWays(
  rows: readonly CampaignRow[],
  halving: number,
  costs: readonly number[],
): ThreeWays[] {
  const train = halfOf(rows, halving, true)
  const test = halfOf(rows, halving, false)
  const model = finished(fitUplift(train))
  const outcomes = outcomeModels(train)
  const effects = test.map(({ features }) => effectsOf(model, features))
  return costs.map((cost) => {
    const chosen = effects.map((list) => bestTreatment(list, () => cost))
    const valuesOf = (choose: (number: number) => string | null, isRobust: boolean) =>
      policyValues(casesOf(test, choose, cost, isRobust ? outcomes : undefined))
    const policy = valuesOf((number) => chosen[number] ?? null, false)
    const singles = [null, WOMENS, MENS].map((mail) => ({ mail, values: valuesOf(() => mail, false) }))
    // The single mail is the best of the test half, with hindsight.
    const single = singles.reduce((best, one) =>
      meanEstimate(one.values).value > meanEstimate(best.values).value ? one : best,
    )
    const robust = valuesOf((number) => chosen[number] ?? null, true)
    const robustSingle = valuesOf(() => single.mail, true)
    return {
      policy: meanEstimate(policy).value,
      single: meanEstimate(single.values).value,
      gain: meanEstimate(policy.map((value, number) => value - (single.values[number] ?? 0))),
      robust: meanEstimate(robust.map((value, number) => value - (robustSingle[number] ?? 0))),
      shares: Object.fromEntries(
        [WOMENS, MENS, null].map((mail) => [
          mail ?? 'none',
          chosen.filter((one) => one === mail).length / chosen.length,
        ]),
      ),
    }
  })
}

type Expect = (mail: string | null, features: readonly number[]) => number

/** Expected outcome by what a customer receives, fitted to the training half. */
function outcomeModels(train: readonly CampaignRow[]): Expect {
  const of = (treatment: string) => {
    const all = comparisonOf(train, treatment)
    return finished(
      fitTwoModels(
        all,
        Uint32Array.from(all.keys, (_, number) => number),
      ),
    )
  }
  const [womens, mens] = [of(WOMENS), of(MENS)]
  return (mail, features) =>
    expected(mail === null ? mens.control : (mail === WOMENS ? womens : mens).contacted, features)
}

function casesOf(
  test: readonly CampaignRow[],
  choose: (number: number) => string | null,
  cost: number,
  outcomes?: Expect,
): PolicyCase[] {
  const costOf = (mail: string | null) => (mail === null ? 0 : cost)
  const chances = new Map<string | null, number>()
  for (const { treatment } of test) chances.set(treatment, (chances.get(treatment) ?? 0) + 1 / test.length)
  return test.map(({ treatment, outcome, features }, number) => {
    const chosen = choose(number)
    const net = (mail: string | null) => (outcomes?.(mail, features) ?? 0) - costOf(mail)
    return {
      received: treatment,
      chance: chances.get(treatment) ?? 1,
      chosen,
      outcome: outcome - costOf(treatment),
      ...(outcomes && { expected: { received: net(treatment), chosen: net(chosen) } }),
    }
  })
}
