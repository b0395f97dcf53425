import type { CampaignCheck } from '../../../../schema/campaigns/check.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { date, dateTime, fineMoney, money, number, percent } from '../../../format.ts'
import { DifferenceInterval } from '../../../parts/interval.tsx'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { Notice } from '../../../parts/states.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { texts } from '../../../texts/index.ts'
import { Fact } from '../fact.tsx'
import { nameOfOffer, sayWorth } from '../say.ts'
import type { PlanProps } from '../use-names.ts'
import { Planner } from './planner.tsx'
import { Reach } from './reach.tsx'

/** What a campaign is expected to do. */
export const PlanReport = (props: PlanProps) => (
  <>
    <Expected {...props} />
    <Reach plan={props.plan} />
    {props.plan.contacts > 0 && <ByOffer {...props} />}
    {props.plan.contacts > 0 && <Planner {...props} />}
  </>
)

/** Smallest share that is written: a smaller one would be written as 0 %. */
const LEAST_GAP = 0.001

/** How near the plan is to the best one. */
function sayGap(gap: number | null): string {
  const t = campaignTexts.value.plan
  if (gap === null) return t.gap_unknown
  return gap > 0 ? t.gap(percent(Math.max(gap, LEAST_GAP))) : t.gap_none
}

function Expected({ campaign, plan }: PlanProps) {
  const t = campaignTexts.value.plan
  const goal = campaign.goal ?? 'margin'
  const { contacts, cost, worth, control, gap } = plan
  const says = t.interval(sayWorth(goal, worth.low), sayWorth(goal, worth.high))
  return (
    <Card title={t.title}>
      {contacts === 0 ? (
        <Notice mood="warn">
          <p>{t.nobody}</p>
        </Notice>
      ) : (
        <>
          <dl class="facts">
            <Fact name={t.contacts} value={number(contacts)} />
            <Fact name={t.control} value={number(control)} />
            <Fact name={t.cost} value={money(cost)} />
            <Fact
              name={t.worth(campaignTexts.value.campaigns.goals[goal])}
              value={sayWorth(goal, worth.value)}
            />
          </dl>
          <DifferenceInterval {...worth} says={says} />
          <p>
            {t.basis[plan.basis]} {sayGap(gap)}
          </p>
          <p>{sayPower(plan)}</p>
        </>
      )}
      <p class="soft small">{t.as_of(dateTime(plan.as_of))}</p>
    </Card>
  )
}

/** What the control can show, and by when; of a plan for margin also whether that is enough. */
function sayPower({ control, power, as_of }: CampaignCheck): string {
  const t = campaignTexts.value.plan
  const { smallest_effect: smallest, expected_effect: expected, days } = power
  if (control === 0) return t.control_none
  if (smallest === null) return t.control_unknown
  const shows = t.control_shows(number(control), fineMoney(smallest), date(as_of + days * DAY))
  // The difference is one of margin; what another goal expects cannot be compared with it.
  if (expected === null) return shows
  const enough = expected >= smallest ? t.control_enough : t.control_short
  return `${shows} ${enough(fineMoney(expected))}`
}

function ByOffer({ plan, names: { offers } }: PlanProps) {
  const t = campaignTexts.value.plan
  return (
    <Card title={t.by_offer}>
      <Scroll label={t.by_offer}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.offer}</th>
              <th scope="col">{t.channel}</th>
              <th scope="col" class="number">
                {t.contacts}
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.offers.map(({ offer_id, channel, contacts }) => (
              <tr key={`${offer_id} ${channel}`}>
                <th scope="row">{nameOfOffer(offers, offer_id) ?? t.deleted}</th>
                <td>{texts.value.offers.channels[channel]}</td>
                <td class="number">{number(contacts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  )
}
