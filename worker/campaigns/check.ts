import type { Plan } from '../../engine/allocate/plan.ts'
import { varianceOf } from '../../engine/measure/moments.ts'
import { normalQuantile } from '../../engine/numbers/normal.ts'
import type { CampaignRow } from '../../schema/campaigns/campaigns.ts'
import type { CampaignCheck } from '../../schema/campaigns/check.ts'
import type { CampaignWork } from '../../schema/campaigns/work.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { DecisionStage } from '../../vocabulary/decisions/offers.ts'
import { DAY } from '../../vocabulary/time.ts'
import { policySettings } from '../decisions/question.ts'
import { type ChosenSum, readChosen, type Spending } from '../store/campaigns/chosen.ts'
import { readOverlaps } from '../store/campaigns/members.ts'
import type { Store } from '../store/open.ts'
import { daysLeft } from './chunks.ts'
import { namedOption } from './options.ts'
import type { Sensitivity } from './sensitivity.ts'

/** Quantiles of the two-sided 95 % interval, and of a power of 80 %. */
const [WITHIN, SEEN] = [normalQuantile(0.975), normalQuantile(0.8)]

/** What the campaign is expected to do, once every member has what the plan says. */
export async function checkOf(
  store: Store,
  shop: Shop,
  row: CampaignRow,
  work: CampaignWork,
  { report }: Plan,
  { limits, curve }: Sensitivity,
  basis: CampaignCheck['basis'],
  now: number,
): Promise<CampaignCheck> {
  const { campaign_id, campaign } = row
  const window = campaign.outcome_days * DAY
  const { sums, spending } = await readChosen(store, row, shop.currency, window, now)
  const contacts = sums.filter(({ role }) => role === 'contact')
  const [members, control] = [total(contacts, 'members'), total(ofRole(sums, 'control'), 'members')]
  const worth = total(contacts, 'worth')
  const reach = WITHIN * Math.sqrt(total(contacts, 'variance'))
  const blocked = Object.entries(work.blocked).map(([reason, customers]) => {
    const [stage, code = ''] = reason.split('/')
    return { stage: stage as DecisionStage, code, customers }
  })
  return {
    as_of: now,
    audience: work.audience,
    eligible: total(sums, 'members'),
    blocked: blocked.sort((a, b) => b.customers - a.customers || (a.code < b.code ? -1 : 1)),
    overlaps: await readOverlaps(store, campaign_id),
    ...{ contacts: members, control, spare: total(ofRole(sums, 'spare'), 'members') },
    offers: contacts
      .map(({ option, members: number }) => ({ ...namedOption(campaign, option ?? 0), contacts: number }))
      .sort((a, b) => b.contacts - a.contacts),
    cost: Math.round(total(contacts, 'cost')),
    worth: { value: digits(worth), low: digits(worth - reach), high: digits(worth + reach) },
    gap: report.gap === null ? null : Number(report.gap.toPrecision(2)),
    ...{ limits, curve, basis },
    power: {
      smallest_effect: smallestEffect(spending, members, control, policySettings(shop).assumed_margin),
      expected_effect:
        campaign.goal !== 'margin' || members === 0
          ? null
          : digits((worth + total(contacts, 'cost')) / members),
      days: daysLeft(campaign, now) + campaign.outcome_days,
    },
  }
}

const total = (sums: readonly ChosenSum[], of: 'members' | 'worth' | 'cost' | 'variance') =>
  sums.reduce((all, one) => all + one[of], 0)

const ofRole = (sums: readonly ChosenSum[], role: ChosenSum['role']) =>
  sums.filter((one) => one.role === role)

const digits = (value: number): number => Number(value.toPrecision(4))

/**
 * The smallest difference of margin a customer that a comparison of two means would show with a power of 80 %, from what these customers paid in
 * the same number of days before. Undefined without a control, or where nobody of them bought.
 * @see J. Fleiss, B. Levin, M. Paik (2003), Statistical Methods for Rates and Proportions, 4.2, for means
 */
function smallestEffect(
  { customers, mean, squares }: Spending,
  contacts: number,
  control: number,
  margin: number,
): number | null {
  const variance = varianceOf({ n: customers, mean, squares: Math.max(0, squares - customers * mean * mean) })
  if (contacts === 0 || control === 0 || variance === 0) return null
  return digits((WITHIN + SEEN) * Math.sqrt(variance * (1 / contacts + 1 / control)) * margin)
}
