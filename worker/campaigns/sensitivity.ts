import type { Campaign, LimitName } from '../../engine/allocate/campaign.ts'
import type { Plan } from '../../engine/allocate/plan.ts'
import { drawSample } from '../../engine/allocate/sample.ts'
import { budgetCurve, limitCosts } from '../../engine/allocate/sensitivity.ts'
import type { CampaignRow, WrittenCampaign } from '../../schema/campaigns/campaigns.ts'
import type { CampaignCheck } from '../../schema/campaigns/check.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import type { Store } from '../store/open.ts'
import { competitors } from './choose.ts'

/** What the limits of a plan cost, and what other budgets would bring. */
export type Sensitivity = Pick<CampaignCheck, 'limits' | 'curve'>

const KINDS = { budget: 'budget', channel: 'capacity', offer: 'stock', segment: 'minimum' } as const

/** Estimates what the plan would be worth with other limits, on a random sample of the members. */
export async function sensitivityOf(
  store: Store,
  row: CampaignRow,
  limits: Campaign,
  { report }: Plan,
  lease: JobLease,
): Promise<Sensitivity> {
  const sample = await drawSample(limits, () => competitors(store, row, lease))
  const costs = limitCosts(limits, sample)
  await lease.stretch()
  const curve = limits.budget === null ? [] : budgetCurve(limits, sample)
  return {
    limits: report.limits.map(({ kind, at, limit, used, price }) => ({
      ...{ kind: KINDS[kind], name: nameOf(row.campaign, { kind, at }), limit, used: rounded(used) },
      price: rounded(price),
      costs: rounded(costs.find((one) => one.kind === kind && one.at === at)?.lost ?? 0),
    })),
    curve: curve.map(({ budget, value }) => ({ budget: Math.round(budget), worth: rounded(value) })),
  }
}

const rounded = (value: number): number => Number(value.toPrecision(4))

function nameOf({ channels, offer_ids, minimums }: WrittenCampaign, { kind, at }: LimitName): string {
  if (kind === 'channel') return channels[at] ?? ''
  if (kind === 'offer') return offer_ids[at] ?? ''
  return kind === 'segment' ? (minimums[at]?.segment_id ?? '') : ''
}
