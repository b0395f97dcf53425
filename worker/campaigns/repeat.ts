import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import { NO_WORK } from '../../schema/campaigns/work.ts'
import { DAY } from '../../vocabulary/time.ts'
import { hasNextRun, writeCampaign } from '../store/campaigns/campaigns.ts'
import { timeId } from '../store/ids.ts'
import type { Store } from '../store/open.ts'

/**
 * The next run of a recurring campaign: a campaign of its own with the same approval, whose audience is gone through when it starts. Whoever
 * was contacted lately falls to the contact policy.
 */
export async function repeatCampaign(store: Store, row: CampaignRow, now: number): Promise<void> {
  const { campaign, started_at } = row
  if (campaign.repeat_days === null || started_at === null) return
  if (await hasNextRun(store, row.repeats ?? row.campaign_id)) return
  const starts_at = started_at + campaign.repeat_days * DAY
  const { shop_id: _, ...same } = row
  await writeCampaign(store, {
    ...same,
    ...{ campaign_id: timeId('cmp', now), version: 1, status: 'approved' },
    repeats: row.repeats ?? row.campaign_id,
    campaign: { ...campaign, starts_at, ends_at: starts_at + campaign.ends_at - started_at },
    ...{ created_at: now, changed_at: now, started_at: null, ended_at: null, reason: null },
    ...{ plan: null, results: null, work: { ...NO_WORK, wave: campaign.test_share > 0 ? 1 : 2 } },
  })
}
