import { allocate } from '../../engine/allocate/allocate.ts'
import type { Campaign, Customers } from '../../engine/allocate/campaign.ts'
import { decisionsOf } from '../../engine/allocate/decide.ts'
import { hash32 } from '../../engine/numbers/hash.ts'
import { comparisonOf } from '../../engine/uplift/campaign.ts'
import { fitTwoModels } from '../../engine/uplift/estimators.ts'
import { expected } from '../../engine/uplift/regression.ts'
import { effectsOf, fitUplift } from '../../engine/uplift/uplift-model.ts'
import { finished } from '../choice/finished.ts'
import type { Customer } from './world.ts'

/** By what customers are chosen, each within the same budget. */
export const WAYS = ['uplift', 'propensity', 'revenue', 'chance'] as const
export type Way = (typeof WAYS)[number]

/** Minor units of a contact. */
const CONTACT = 15

/** What is learned from a campaign of which a half, drawn by hash, was the control. @param chance 0 ≤ x < 1 of each purchase */
export function learned(past: readonly Customer[], chance: () => number) {
  const rows = past.map((one) => {
    const isContact = hash32(`arm ${one.key}`) % 2 === 0
    const bought = chance() < (isContact ? one.with : one.without)
    return {
      ...{ key: one.key, features: one.features, treatment: isContact ? 'email' : null },
      outcome: bought ? 1 : 0,
    }
  })
  const model = finished(fitUplift(rows))
  const all = comparisonOf(rows, 'email')
  const { contacted } = finished(
    fitTwoModels(
      all,
      Uint32Array.from(all.keys, (_, at) => at),
    ),
  )
  return {
    ranking: model.treatments[0]?.ranking ?? '',
    effect: (one: Customer) => effectsOf(model, one.features)[0]?.effect ?? 0,
    response: (one: Customer) => expected(contacted, one.features),
  }
}

/** Net margin that a plan really brings: what the contacts change, less incentives and contacts. */
const netOf = (chosen: readonly Customer[]): number =>
  chosen.reduce(
    (sum, { with: after, without, margin, incentive }) =>
      sum + (after - without) * margin - after * incentive - CONTACT,
    0,
  )

/** What each way brings within a budget, and what it spends as it expects. */
export async function plannedBy(
  way: Way,
  customers: readonly Customer[],
  { effect, response }: ReturnType<typeof learned>,
  budget: number,
): Promise<{ net: number; contacts: number; spent: number }> {
  const costs = customers.map((one) => CONTACT + response(one) * one.incentive)
  const values = customers.map((one, at) => {
    const cost = costs[at] ?? 0
    if (way === 'uplift') return effect(one) * one.margin - cost
    if (way === 'propensity') return response(one) * one.margin - cost
    if (way === 'revenue') return response(one) * one.price
    return 1 + (hash32(`chance ${one.key}`) % 1_000) / 1_000
  })
  const worth = customers.flatMap((_, at) => ((values[at] ?? 0) > 0 ? [at] : []))
  const chunk: Customers = {
    keys: worth.map((at) => customers[at]?.key ?? ''),
    starts: Uint32Array.from({ length: worth.length + 1 }, (_, at) => at),
    options: new Uint16Array(worth.length),
    values: Float32Array.from(worth, (at) => values[at] ?? 0),
    costs: Float32Array.from(worth, (at) => costs[at] ?? 0),
  }
  const wave: Campaign = {
    ...{ options: [{ offer: 0, channel: 0 }], budget, capacities: [null], stocks: [null], minimums: [] },
  }
  const plan = await allocate(wave, () => [chunk])
  const decided = decisionsOf(wave, plan)(chunk)
  const chosen = worth.filter((_, at) => (decided[at] ?? -1) >= 0)
  return {
    net: netOf(chosen.flatMap((at) => customers[at] ?? [])),
    contacts: chosen.length,
    spent: chosen.reduce((sum, at) => sum + (costs[at] ?? 0), 0),
  }
}
