import { type CampaignRow, comparisonOf } from '../../engine/uplift/campaign.ts'
import { fitTwoModels } from '../../engine/uplift/estimators.ts'
import { meanEstimate, type PolicyCase, policyValues } from '../../engine/uplift/policy.ts'
import { expected } from '../../engine/uplift/regression.ts'
import { bestTreatment, fitUplift } from '../../engine/uplift/uplift-model.ts'
import { finished } from '../choice/finished.ts'
import { halfOf, MENS, WOMENS } from './halves.ts'

/** A difference with its paired error. */
type Gain = { value: number; error: number }

/** Value of the policy on a test half for each customer, of single mails for all, and how often the policy chose what. */
export type ThreeWays = {
  policy: number
  /** The single choice that was best in the training half. */
  single: number
  over_single: Gain
  /** The same, doubly robust. */
  robust: Gain
  /** Against the mail or none that was best in the test half, with hindsight. */
  over_hindsight: Gain
  shares: Record<string, number>
}

const CHOICES = [null, WOMENS, MENS] as const

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
  return costs.map((cost) => {
    const chosen = test.map(({ features }) => bestTreatment(model, features, () => cost))
    const own = (number: number) => chosen[number] ?? null
    const values = (choose: (number: number) => string | null, models?: Expect) =>
      policyValues(casesOf(test, choose, cost, models))
    const policy = values(own)
    const bestOf = (half: readonly CampaignRow[]) => bestSingle(half, cost)
    const [single, hindsight] = [bestOf(train), bestOf(test)]
    const over = (mail: string | null, models?: Expect) =>
      pairedGain(
        values(own, models),
        values(() => mail, models),
      )
    return {
      policy: meanEstimate(policy).value,
      single: meanEstimate(values(() => single)).value,
      over_single: over(single),
      robust: over(single, outcomes),
      over_hindsight: over(hindsight),
      shares: Object.fromEntries(
        CHOICES.map((mail) => [mail ?? 'none', chosen.filter((one) => one === mail).length / chosen.length]),
      ),
    }
  })
}

const pairedGain = (values: Float64Array, others: Float64Array): Gain =>
  meanEstimate(values.map((value, number) => value - (others[number] ?? 0)))

/** The choice for all with the largest mean outcome less its cost. */
function bestSingle(rows: readonly CampaignRow[], cost: number): string | null {
  const net = (mail: string | null) => {
    const outcomes = rows.filter(({ treatment }) => treatment === mail).map(({ outcome }) => outcome)
    return outcomes.reduce((sum, one) => sum + one, 0) / outcomes.length - (mail === null ? 0 : cost)
  }
  return CHOICES.reduce((best, mail) => (net(mail) > net(best) ? mail : best))
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
