import { useState } from 'preact/hooks'
import type { TeamView } from '../../../../schema/accounts/team.ts'
import { withQuery } from '../../../api/call.ts'
import { useKept, useResource } from '../../../api/resource.ts'
import { days } from '../../../format.ts'
import { SelectField } from '../../../parts/field.tsx'
import { Card, Page } from '../../../parts/page.tsx'
import { Failure, Ghost } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { enablementTexts } from '../../../texts/enablement.ts'
import { Areas } from '../areas.tsx'
import { Goals } from './goals.tsx'
import { Rankings } from './rankings.tsx'
import { Work } from './work.tsx'

/** Times that can be looked at, in days. */
const TIMES = [7, 30, 90]

/** How the reps of a team work with their accounts, beside their own past. */
export function Team() {
  const [length, setLength] = useState(30)
  const team = useResource<TeamView>(withQuery('/v1/team', { days: length }))
  const view = useKept(team)
  const t = enablementTexts.value.team_work
  return (
    <Page title={accountTexts.value.accounts.title} lead={t.lead} help="accounts">
      <Areas at="team" />
      <Failure problem={team.problem} onRetry={team.reload} />
      {!view && !team.problem && <Ghost />}
      {view && (
        <>
          <Card title={t.work} lead={t.work_lead(days(view.days))}>
            <div class="form">
              <SelectField
                label={t.period}
                value={String(length)}
                options={TIMES.map((one) => [String(one), days(one)] as const)}
                onInput={(one) => setLength(Number(one))}
              />
            </div>
            <Work view={view} />
          </Card>
          <Goals view={view} onChange={team.reload} />
          <Rankings isOn={view.rankings} onChange={team.reload} />
        </>
      )}
    </Page>
  )
}
