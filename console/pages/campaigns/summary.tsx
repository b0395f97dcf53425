import type { WrittenCampaign } from '../../../schema/campaigns/campaigns.ts'
import type { SegmentView } from '../../../schema/customers/segments.ts'
import type { OfferView } from '../../../schema/decisions/offers.ts'
import type { Channel } from '../../../vocabulary/decisions/offers.ts'
import { date, days, list, money, number, percent } from '../../format.ts'
import { Pairs } from '../../parts/pairs.tsx'
import { campaignTexts } from '../../texts/campaigns.ts'
import { texts } from '../../texts/index.ts'
import { nameOfOffer, sayAudience } from './say.ts'

type Props = {
  campaign: WrittenCampaign
  offers: readonly OfferView[]
  segments: readonly SegmentView[]
}

/** A campaign as it was written, in words. */
export function Summary({ campaign, offers, segments }: Props) {
  const t = campaignTexts.value.wizard
  const { channels } = texts.value.offers
  const { starts_at, ends_at, budget, control_share, test_share, test_days, repeat_days } = campaign
  const limits = limitsOf(campaign, offers, segments)
  const first = starts_at === null ? t.at_once : date(starts_at)
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t.audience, sayAudience(campaign, segments)],
    [t.offers, list(campaign.offer_ids.map((one) => nameOfOffer(offers, one) ?? one))],
    [t.where, list(campaign.channels.map((one) => channels[one]))],
    [t.goal_short, campaignTexts.value.campaigns.goals[campaign.goal]],
    [t.first_day, first],
    [t.last_day, date(ends_at - 1)],
    [t.repetition, repeat_days === null ? t.once : t.every(repeat_days)],
    [t.budget, budget === null ? t.none : money(budget)],
    [t.limits, limits.length > 0 ? limits.join('; ') : undefined],
    [campaignTexts.value.plan.control, control_share > 0 ? t.share_of(percent(control_share)) : t.no_control],
    [t.more_measuring, test_share > 0 ? t.test_of(percent(test_share), test_days) : undefined],
    [t.counted, days(campaign.outcome_days)],
    [t.note, campaign.note || undefined],
  ]
  return <Pairs rows={rows} />
}

/** All limits besides the budget, in words. */
function limitsOf(
  { capacity, stock, minimums }: WrittenCampaign,
  offers: readonly OfferView[],
  segments: readonly SegmentView[],
): string[] {
  const t = campaignTexts.value.wizard
  const { channels } = texts.value.offers
  const nameOf = (segment_id: string) =>
    segments.find((one) => one.segment_id === segment_id)?.name ?? segment_id
  return [
    ...Object.entries(capacity).map(([channel, most]) => t.a_day(channels[channel as Channel], number(most))),
    ...Object.entries(stock).map(([offer_id, most]) =>
      t.of_stock(nameOfOffer(offers, offer_id) ?? offer_id, number(most)),
    ),
    ...minimums.map(({ segment_id, customers }) => t.of_segment(nameOf(segment_id), number(customers))),
  ]
}
