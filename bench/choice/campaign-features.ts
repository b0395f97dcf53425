import type { CampaignData, CampaignRow } from './campaign-data.ts'

/** The regression to beat, on the seven clean columns of the table: three kinds of campaign, and logarithms of what came before it. */
export function referenceFeatures(row: CampaignRow): number[] {
  const {
    campaign_type: kind,
    pre_spend,
    prior_campaigns_received,
    prior_same_type_received,
    prior_redemptions,
  } = row
  const counts = [pre_spend, prior_campaigns_received, prior_same_type_received, prior_redemptions]
  return [
    ...['TypeA', 'TypeB', 'TypeC'].map((one) => (one === kind ? 1 : 0)),
    ...counts.map((count) => Math.log1p(Number(count))),
  ]
}

/** Pseudo-count of a household's purchases without a category of the campaign, and with one. */
const [PSEUDO_BOUGHT, PSEUDO_MATCH] = [10, 1]

/**
 * Those and four more: whether the household is known by a survey, the share of its earlier purchases in categories of the campaign's
 * coupons, and redemptions and spending apart for the campaigns with many coupons for everybody (type A).
 */
export function ownFeatures(row: CampaignRow, { categories, bought, surveyed }: CampaignData): number[] {
  const { household_key = '', campaign = '', start_day, campaign_type, prior_redemptions, pre_spend } = row
  const offered = categories.get(campaign) ?? new Set()
  const before = (bought.get(household_key) ?? []).filter(({ day }) => day < Number(start_day))
  const matching = before.filter(({ category }) => offered.has(category)).length
  const isWide = campaign_type === 'TypeA' ? 1 : 0
  return [
    ...referenceFeatures(row),
    surveyed.has(household_key) ? 1 : 0,
    isWide * Math.log1p(Number(prior_redemptions)),
    isWide * Math.log1p(Number(pre_spend)),
    Math.log((matching + PSEUDO_MATCH) / (before.length + PSEUDO_BOUGHT)),
  ]
}
