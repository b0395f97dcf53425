import type { Campaign, Customers } from '../../engine/allocate/campaign.ts'
import type { CampaignRow, WrittenCampaign } from '../../schema/campaigns/campaigns.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import { isOutbound } from '../../vocabulary/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { type Candidate, listCandidates } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'

/** Members of one read, and options of them all: about 2 MB. */
const [MOST_MEMBERS, MOST_OPTIONS] = [5_000, 50_000]

/** Members as the engine takes them. */
export function chunkOf(members: readonly Candidate[]): Customers {
  const starts = new Uint32Array(members.length + 1)
  const segmentStarts = new Uint32Array(members.length + 1)
  const segments: number[] = []
  for (const [at, member] of members.entries()) {
    starts[at + 1] = (starts[at] ?? 0) + member.options.length
    for (let bit = 0; 1 << bit <= member.segments; bit += 1) {
      if (member.segments & (1 << bit)) segments.push(bit)
    }
    segmentStarts[at + 1] = segments.length
  }
  const all = members.flatMap(({ options }) => options)
  return {
    keys: members.map(({ customer }) => customer),
    starts,
    options: Uint16Array.from(all, ([number]) => number),
    values: Float32Array.from(all, ([, worth]) => worth),
    costs: Float32Array.from(all, ([, , cost]) => cost),
    segmentStarts,
    segments: Uint16Array.from(segments),
  }
}

/** Pages of the members who were not released, by customer. */
export async function* memberPages(
  store: Store,
  { campaign_id, campaign }: Pick<CampaignRow, 'campaign_id' | 'campaign'>,
  from = '',
): AsyncGenerator<Candidate[]> {
  const options = campaign.offer_ids.length * campaign.channels.length
  const size = Math.max(100, Math.min(MOST_MEMBERS, Math.floor(MOST_OPTIONS / options)))
  for (let after = from; ; ) {
    const page = await listCandidates(store, campaign_id, after, size)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (page.length < size || !last) return
    after = last.customer
  }
}

/** Days from a time until the end of a campaign, at least one. */
export const daysLeft = ({ starts_at, ends_at }: WrittenCampaign, now: number): number =>
  Math.max(1, Math.ceil((ends_at - Math.max(now, starts_at ?? now)) / DAY))

/**
 * The limits that are left for those whose turn has not come.
 * @param codes free codes of offers that give every customer another one
 * @param contacted those who were, by bits of the segments with a minimum
 */
export function limitsLeft(
  { campaign }: Pick<CampaignRow, 'campaign'>,
  { spent, offered }: CampaignWork,
  codes: ReadonlyMap<string, number>,
  contacted: readonly { segments: number; contacts: number }[],
  now: number,
): Campaign {
  const { offer_ids, channels, budget, capacity, stock, minimums } = campaign
  const days = daysLeft(campaign, now)
  return {
    options: offer_ids.flatMap((_, offer) => channels.map((_, channel) => ({ offer, channel }))),
    budget: budget === null ? null : Math.max(0, budget - spent),
    capacities: channels.map((channel) => {
      const a_day = isOutbound(channel) ? capacity[channel] : undefined
      return a_day === undefined ? null : a_day * days
    }),
    stocks: offer_ids.map((offer_id) => {
      const wanted = stock[offer_id]
      const room = [
        ...(wanted === undefined ? [] : [wanted - (offered[offer_id] ?? 0)]),
        ...(codes.has(offer_id) ? [codes.get(offer_id) ?? 0] : []),
      ]
      return room.length > 0 ? Math.max(0, Math.min(...room)) : null
    }),
    minimums: minimums.map(({ customers }, at) => {
      const own = contacted.filter(({ segments }) => segments & (1 << at))
      return Math.max(0, customers - own.reduce((sum, { contacts }) => sum + contacts, 0))
    }),
  }
}
