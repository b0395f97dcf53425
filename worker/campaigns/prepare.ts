import type { Campaign } from '../../engine/allocate/campaign.ts'
import type { Plan } from '../../engine/allocate/plan.ts'
import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignCheck } from '../../schema/campaigns/check.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import { noteWork } from '../store/campaigns/campaigns.ts'
import { countContacted } from '../store/campaigns/members.ts'
import { readShared } from '../store/decisions/people.ts'
import type { Store } from '../store/open.ts'
import { checkOf } from './check.ts'
import { choose, planFor } from './choose.ts'
import { limitsLeft } from './chunks.ts'
import { readEffects } from './effects.ts'
import { gather } from './gather.ts'
import { sensitivityOf } from './sensitivity.ts'

/** How members are chosen: the limits that were left, and the plan within them. */
type Rule = { limits: Campaign; plan: Plan }

/** Gathers the audience, plans, and gives every member what the plan says, from where the work is. */
export async function prepare(
  store: Store,
  shop: Shop,
  row: CampaignRow,
  now: number,
  lease: JobLease,
): Promise<CampaignWork> {
  let work = row.work.after === null ? row.work : await gather(store, shop, row, now, lease)
  if (work.rule === null) {
    const { codes } = await readShared(store, row.campaign.offer_ids)
    const contacted = await countContacted(store, row.campaign_id)
    const limits = limitsLeft(row, work, codes, contacted, now)
    const rule: Rule = { limits, plan: await planFor(store, row, limits, lease) }
    work = { ...work, rule, chosen_to: '' }
    await store.db.run(noteWork(store, { ...row, work }))
  }
  if (work.chosen_to === null) return work
  const { limits, plan } = work.rule as Rule
  work = await choose(store, { ...row, work }, limits, plan, lease)
  await store.db.run(noteWork(store, { ...row, work }))
  return work
}

/** What the prepared campaign is expected to do. */
export async function expectedOf(
  store: Store,
  shop: Shop,
  row: CampaignRow,
  work: CampaignWork,
  now: number,
  lease: JobLease,
): Promise<CampaignCheck> {
  const { limits, plan } = work.rule as Rule
  const sensitivity = await sensitivityOf(store, row, limits, plan, lease)
  const { basis } = await readEffects(store, row.campaign)
  return await checkOf(store, shop, row, work, plan, sensitivity, basis, now)
}
