import { useMemo } from 'preact/hooks'
import type { CampaignCheck } from '../../../../schema/campaigns/check.ts'
import type { CampaignGoal } from '../../../../vocabulary/decisions/campaigns.ts'
import type { Channel } from '../../../../vocabulary/decisions/offers.ts'
import { inMinorUnits, money, number } from '../../../format.ts'
import { Chart } from '../../../parts/chart.tsx'
import { Card } from '../../../parts/page.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { texts } from '../../../texts/index.ts'
import { nameOfOffer, sayWorth } from '../say.ts'
import type { Names, PlanProps } from '../use-names.ts'

type Limit = CampaignCheck['limits'][number]

/** What each limit is worth, and the curve of other budgets. */
export function Planner({ campaign, plan, names }: PlanProps) {
  const t = campaignTexts.value.plan
  const goal = campaign.goal ?? 'margin'
  return (
    <>
      <Card title={t.planner} lead={plan.limits.length > 0 ? t.planner_lead : t.no_limits}>
        {plan.limits.length > 0 && <Limits limits={plan.limits} goal={goal} names={names} />}
      </Card>
      {plan.curve.length > 1 && (
        <Card title={t.curve(campaignTexts.value.campaigns.goals[goal])} lead={t.curve_lead}>
          <Curve plan={plan} goal={goal} budget={campaign.budget ?? null} />
        </Card>
      )}
    </>
  )
}

type LimitsProps = { limits: readonly Limit[]; goal: CampaignGoal; names: Names }

function Limits({ limits, goal, names }: LimitsProps) {
  const t = campaignTexts.value.plan
  return (
    <Scroll label={t.planner}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.limit}</th>
            <th scope="col" class="number">
              {t.used}
            </th>
            <th scope="col" class="number">
              {t.costs}
            </th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <tr key={`${limit.kind} ${limit.name}`}>
              <td class="wide">
                <strong>{nameOf(limit, names)}</strong>
                <span class="soft small block">{sayStep(limit, goal)}</span>
              </td>
              <td class="number">{sayUsed(limit)}</td>
              <td class="number">{limit.costs > 0 ? sayWorth(goal, limit.costs) : t.nothing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** How much of a limit the plan uses. */
function sayUsed({ kind, used, limit }: Limit): string {
  const t = campaignTexts.value.plan
  if (kind === 'budget') return t.of_limit(money(used), money(limit))
  const counts = [number(Math.round(used)), number(Math.round(limit))] as const
  return kind === 'minimum' ? t.of_minimum(...counts) : t.of_limit(...counts)
}

function nameOf({ kind, name }: Limit, { offers, segments }: Names): string {
  const t = campaignTexts.value.plan
  if (kind === 'budget') return t.kinds.budget
  if (kind === 'stock') return t.kinds.stock(nameOfOffer(offers, name) ?? name)
  if (kind === 'minimum') {
    const segment = segments.find(({ segment_id }) => segment_id === name)
    return t.kinds.minimum(segment?.name ?? name)
  }
  return t.all_days(texts.value.offers.channels[name as Channel])
}

/** A step of the budget, in the shop's currency: a round amount, a tenth of the budget or less; never below one. */
const stepOf = (budget: number): number =>
  ['1000', '100', '10', '1'].map((one) => inMinorUnits(one) ?? 1).find((one) => 10 * one <= budget) ??
  inMinorUnits('1') ??
  1

/** What one step more of a limit brings, in words. */
function sayStep({ kind, limit, price }: Limit, goal: CampaignGoal): string {
  const t = campaignTexts.value.plan
  if (price <= 0) return kind === 'minimum' ? t.met : t.not_reached
  if (kind === 'minimum') return t.one_fewer(sayWorth(goal, price))
  if (kind !== 'budget') return t.next_contact(sayWorth(goal, price))
  const step = stepOf(limit)
  return t.next_money(money(step), sayWorth(goal, price * step))
}

type CurveProps = { plan: CampaignCheck; goal: CampaignGoal; budget: number | null }

/** The best worth for each budget, as a picture and as a table. */
function Curve({ plan, goal, budget }: CurveProps) {
  const t = campaignTexts.value.plan
  // A new object would draw the chart again with every reading of the campaign.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve belongs to the check of this time
  const drawn = useMemo(() => curveOf(plan.curve, goal, budget), [plan.as_of, goal, budget])
  return (
    <div class="stack">
      <Chart {...drawn} />
      <details>
        <summary>{t.figures}</summary>
        <Scroll label={t.figures}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t.kinds.budget}</th>
                <th scope="col" class="number">
                  {campaignTexts.value.campaigns.goals[goal]}
                </th>
              </tr>
            </thead>
            <tbody>
              {plan.curve.map((point) => (
                <tr key={point.budget}>
                  <th scope="row">{money(point.budget)}</th>
                  <td class="number">{sayWorth(goal, point.worth)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </div>
  )
}

/** The curve for the chart, with a point at the budget that was set. */
function curveOf(curve: CampaignCheck['curve'], goal: CampaignGoal, budget: number | null) {
  const t = campaignTexts.value
  const at = (worth: number) => ({ value: worth, low: worth, high: worth })
  const own = curve.map((point) => (point.budget === budget ? at(point.worth) : null))
  return {
    times: curve.map((point) => point.budget),
    lines: [
      { name: t.campaigns.goals[goal], values: curve.map(({ worth }) => at(worth)) },
      ...(own.some(Boolean) ? [{ name: t.plan.this_budget, values: own, isMark: true }] : []),
    ],
    write: (worth: number) => (goal === 'units' ? number(worth) : sayWorth(goal, worth)),
    across: (amount: number) => money(amount),
  }
}
