import type { CampaignRow as TrainingRow } from '../../engine/uplift/campaign.ts'
import { fitUplift, type UpliftModel } from '../../engine/uplift/uplift-model.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { DAY } from '../../vocabulary/time.ts'
import { drained, type JobLease } from '../jobs/lease/lease.ts'
import { listCampaigns } from '../store/campaigns/campaigns.ts'
import { writeUpliftModel } from '../store/campaigns/uplift-models.ts'
import type { Store } from '../store/open.ts'
import { memberOutcomes } from './count.ts'
import { namedOption } from './options.ts'

/** Ended campaigns that are learned from, the newest, and members of them. */
const [MAX_CAMPAIGNS, MAX_MEMBERS] = [20, 50_000]

/**
 * Learns from the ended campaigns with a control by how much a contact on each channel raises the probability that a customer buys, and of whom.
 * Everybody whose turn came counts, withheld or not, because who was withheld was not drawn.
 */
export async function learnUplift(store: Store, shop: Shop, now: number, lease: JobLease): Promise<void> {
  const ended = [
    ...(await listCampaigns(store, 'done', '~', MAX_CAMPAIGNS)),
    ...(await listCampaigns(store, 'stopped', '~', MAX_CAMPAIGNS)),
  ].filter(
    ({ campaign, started_at, ended_at }) =>
      campaign.control_share > 0 &&
      started_at !== null &&
      // Before, purchases are still to come.
      (ended_at ?? now) + campaign.outcome_days * DAY <= now,
  )
  ended.sort((a, b) => (a.campaign_id < b.campaign_id ? 1 : -1))
  const channels = new Map<string, Channel>()
  let read = 0
  for (const row of ended.slice(0, MAX_CAMPAIGNS)) {
    if (read >= MAX_MEMBERS) break
    for await (const page of memberOutcomes(store, shop, row, lease)) {
      for (const { member, orders } of page.slice(0, MAX_MEMBERS - read)) {
        // The control of a channel are those who would have been contacted there.
        const { channel } = namedOption(row.campaign, member.channel_option)
        const known = channels.get(channel) ?? { rows: [], contacts: 0, acceptance: 0 }
        const { customer: key, features, role, released_at: at, acceptance } = member
        const isContact = role === 'contact'
        known.rows.push({
          ...{ key, features, at, treatment: isContact ? channel : null, outcome: orders > 0 ? 1 : 0 },
        })
        known.contacts += isContact ? 1 : 0
        known.acceptance += isContact ? acceptance : 0
        channels.set(channel, known)
      }
      read += Math.min(page.length, MAX_MEMBERS - read)
      if (read >= MAX_MEMBERS) break
    }
  }
  const treatments: UpliftModel['treatments'] = []
  const acceptances: Record<string, number> = {}
  let width = 0
  for (const [channel, { rows, contacts, acceptance }] of channels) {
    if (contacts === 0 || contacts === rows.length) continue
    const model = await drained(fitUplift(rows), lease)
    treatments.push(...model.treatments)
    width = model.width
    acceptances[channel] = acceptance / contacts
  }
  if (treatments.length === 0) return
  const model: UpliftModel = { width, treatments, contrasts: [], reference: null }
  await writeUpliftModel(store, { fitted_at: now, members: read, model, acceptances })
}

/** What became of the members of a channel. */
type Channel = { rows: TrainingRow[]; contacts: number; acceptance: number }
