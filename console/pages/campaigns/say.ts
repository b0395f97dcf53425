import type { CampaignView, WrittenCampaign } from '../../../schema/campaigns/campaigns.ts'
import type { SegmentView } from '../../../schema/customers/segments.ts'
import type { OfferView } from '../../../schema/decisions/offers.ts'
import type { CampaignGoal, CampaignStatus } from '../../../vocabulary/decisions/campaigns.ts'
import { date, fineMoney, number, significant } from '../../format.ts'
import { campaignTexts } from '../../texts/campaigns.ts'
import { texts } from '../../texts/index.ts'

/** The colour of a status. */
export const MOODS: Readonly<Record<CampaignStatus, string>> = {
  ...{ draft: '', checking: '', checked: 'warn', approved: 'good', running: 'good' },
  ...{ paused: 'warn', done: '', stopped: '' },
}

/** What a campaign, or a part of it, brings: an amount, or pieces. */
export const sayWorth = (goal: CampaignGoal, value: number): string =>
  goal === 'units'
    ? campaignTexts.value.campaigns.pieces(
        Math.abs(value) < 1 ? significant(value, 2) : number(Math.round(value * 10) / 10),
      )
    : fineMoney(value)

/** The name of an offer of a campaign; undefined while the offers are being read, and for one that was deleted. */
export const nameOfOffer = (offers: readonly OfferView[], offer_id: string): string | undefined =>
  offers.find((one) => one.offer_id === offer_id)?.name

/** Who may be contacted, in words. */
export function sayAudience(
  { audience }: Pick<WrittenCampaign, 'audience'>,
  segments: readonly SegmentView[],
): string {
  const t = campaignTexts.value.wizard
  if (audience.type === 'family') return t.likeliest(number(audience.customers), audience.family)
  if (audience.type === 'list') return t.listed(audience.customers.length)
  if (audience.type === 'condition') return t.with_condition
  if (audience.type === 'everybody') return t.types.everybody
  const segment = segments.find(({ segment_id }) => segment_id === audience.segment_id)
  return t.in_segment(segment?.name ?? audience.segment_id)
}

/** From when until when, in words; the end of a campaign is the first moment after it. */
export function sayDays({
  starts_at,
  started_at,
  ends_at,
}: Pick<CampaignView, 'ends_at'> & { starts_at?: number | null; started_at?: number | null }): string {
  const t = campaignTexts.value.campaigns
  const [from, last] = [started_at ?? starts_at ?? null, date(ends_at - 1)]
  return from === null ? t.until(last) : t.from_until(date(from), last)
}

/** Why somebody was not contacted, in words; the code of a rare reason. */
export function sayReason(code: string): string {
  const others: Record<string, string> = campaignTexts.value.outcome.other_codes
  const usual: Partial<Record<string, string>> = texts.value.decisions.withheld
  return others[code] ?? usual[code] ?? code
}
