import type { ExperimentView } from '../../../schema/outcomes/experiments.ts'
import { percent } from '../../format.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { texts } from '../../texts/index.ts'

type Props = Pick<ExperimentView, 'plan' | 'arms'>

/** What the plan says in a sentence. */
function sayPlan({ plan, arms }: Props): string {
  const t = texts.value.experiments
  const holdout = arms.find((one) => one.holdout)?.share
  if (plan.proposed_holdout !== null && holdout !== undefined) return t.holdout(percent(holdout))
  return plan.weeks_of_half === null ? t.never : t.halves(Math.ceil(plan.weeks_of_half))
}

/** What an experiment can show, and how long it takes: from the shop's own orders and visitors. */
export function Plan({ plan, arms }: Props) {
  const t = texts.value.experiments
  if (plan.power.length === 0) return <p>{t.plan_none}</p>
  return (
    <>
      <p>{sayPlan({ plan, arms })}</p>
      <Scroll label={t.power}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.share}</th>
              <th scope="col">{t.in_4_weeks}</th>
              <th scope="col">{t.for_5}</th>
            </tr>
          </thead>
          <tbody>
            {plan.power.map(({ share, visible_in_4_weeks, weeks_to_see_5_percent }) => (
              <tr key={share}>
                <td>{percent(share)}</td>
                <td>{visible_in_4_weeks === null ? '–' : percent(visible_in_4_weeks)}</td>
                <td>
                  {weeks_to_see_5_percent === null ? t.beyond : t.weeks(Math.ceil(weeks_to_see_5_percent))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
