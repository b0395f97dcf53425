import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import { type Channel, isOutbound } from '../../vocabulary/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { namedOption } from './options.ts'

/** The contacts of each channel on each day, for which they are planned, and what a channel can make in one. */
export class DayLimits {
  private readonly campaign: CampaignRow['campaign']
  /** Channels that take no further contact in this release: who comes next would be contacted before those who were left. */
  private readonly closed = new Set<Channel>()
  private readonly counts: Record<string, number>

  constructor({ campaign, work }: CampaignRow, now: number) {
    this.campaign = campaign
    const today = Math.floor(now / DAY)
    const kept = Object.entries(work.released).filter(([key]) => Number.parseInt(key, 10) >= today)
    this.counts = Object.fromEntries(kept)
  }

  /** Whether a contact of a channel at this time keeps the limit; otherwise the channel is closed. */
  takes(channel: Channel, at: number): boolean {
    const most = isOutbound(channel) ? this.campaign.capacity[channel] : undefined
    if (this.closed.has(channel)) return false
    if (most === undefined || (this.counts[keyOf(channel, at)] ?? 0) < most) return true
    this.closed.add(channel)
    return false
  }

  /** Counts a contact. */
  add(channel: Channel, at: number): void {
    const key = keyOf(channel, at)
    this.counts[key] = (this.counts[key] ?? 0) + 1
  }

  /** The options on channels that are open. */
  openOptions(): number[] {
    const { offer_ids, channels } = this.campaign
    return offer_ids
      .flatMap((_, offer) => channels.map((_, on) => offer * channels.length + on))
      .filter((option) => !this.closed.has(namedOption(this.campaign, option).channel))
  }

  /** The counts as the work keeps them. */
  noted(): CampaignWork['released'] {
    return { ...this.counts }
  }
}

const keyOf = (channel: Channel, at: number): string => `${Math.floor(at / DAY)} ${channel}`
