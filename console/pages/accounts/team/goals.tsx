import { useState } from 'preact/hooks'
import type { TeamGoal, TeamView } from '../../../../schema/accounts/team.ts'
import type { MemberView } from '../../../../schema/shop/members.ts'
import { DAY } from '../../../../vocabulary/time.ts'
import { call } from '../../../api/call.ts'
import { useAct, useResource } from '../../../api/resource.ts'
import { date, dayOf, number, startOfDay } from '../../../format.ts'
import { Sure } from '../../../parts/ask.tsx'
import { Button } from '../../../parts/button.tsx'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { Failure, Meter } from '../../../parts/states.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'
import { mayWrite } from '../may.ts'

type Reached = TeamView['goals'][number]
const MEASURES = [
  'pages_opened',
  'outcomes',
  'accepted',
  'families_opened',
] as const satisfies readonly TeamGoal['measure'][]

/** What a goal is of. */
const nameOf = ({ team, measure }: Reached): string => {
  const t = enablementTexts.value.team_work
  return t.goal(team, t.measures[measure])
}

/** Goals of teams, with how far each is. */
export function Goals({ view, onChange }: { view: TeamView; onChange: () => void }) {
  const [leaving, setLeaving] = useState<Reached | undefined>()
  const t = enablementTexts.value.team_work
  const save = useAct(async (goals: readonly Reached[] | readonly TeamGoal[]) => {
    const kept = goals.map(({ team, measure, target, from, to }) => ({ team, measure, target, from, to }))
    await call('/v1/settings', { method: 'PATCH', json: { accounts: { goals: kept } } })
    onChange()
  })
  return (
    <Card title={t.goals} lead={t.goals_lead}>
      {view.goals.length === 0 && <p class="soft">{t.no_goals}</p>}
      <ul class="rows">
        {view.goals.map((goal) => (
          <li key={`${nameOf(goal)} ${goal.from} ${goal.to}`} class="stack tight">
            <div class="row apart">
              <strong>{nameOf(goal)}</strong>
              {mayWrite() && (
                <Button
                  size="small"
                  kind="quiet"
                  label={t.remove_goal(nameOf(goal))}
                  onPress={() => setLeaving(goal)}
                >
                  {t.remove}
                </Button>
              )}
            </div>
            <Meter value={Math.min(1, goal.reached / goal.target)} label={nameOf(goal)} />
            <span class="row apart">
              <span>{t.reached(number(goal.reached), number(goal.target))}</span>
              <span class="soft small">{t.from_to(date(goal.from), date(goal.to - 1))}</span>
            </span>
          </li>
        ))}
      </ul>
      <Failure problem={save.problem} />
      {mayWrite() && (
        <AddGoal
          key={view.goals.length}
          teams={view.items.flatMap(({ team }) => team ?? [])}
          busy={save.busy}
          onAdd={(goal) => void save.run([...view.goals, goal])}
        />
      )}
      {leaving && (
        <Sure
          title={t.remove_sure(nameOf(leaving))}
          yes={t.remove}
          onYes={() => void save.run(view.goals.filter((one) => one !== leaving))}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Card>
  )
}

type AddProps = { teams: readonly string[]; busy: boolean; onAdd: (goal: TeamGoal) => void }

/** The form of a new goal; its last day counts. */
function AddGoal({ teams, busy, onAdd }: AddProps) {
  const members = useResource<{ items: MemberView[] }>('/v1/members').data?.items ?? []
  const [team, setTeam] = useState('')
  const [measure, setMeasure] = useState<TeamGoal['measure']>('families_opened')
  const [target, setTarget] = useState('')
  const [from, setFrom] = useState(() => dayOf(Date.now()))
  const [to, setTo] = useState(() => dayOf(Date.now() + 90 * DAY))
  const [isWrong, setWrong] = useState(false)
  const t = enablementTexts.value.team_work
  const known = [...new Set([...teams, ...members.flatMap((one) => one.team ?? [])])].sort()
  const add = () => {
    const [first, last, count] = [startOfDay(from), startOfDay(to), Number(target)]
    const isRight =
      team.trim() !== '' && Number.isInteger(count) && count > 0 && first !== undefined && last !== undefined
    setWrong(!isRight || last < first)
    if (isRight && last >= first) onAdd({ team, measure, target: count, from: first, to: last + DAY })
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <div class="form filters dense">
        <TextField label={t.team} value={team} list={known} required onInput={setTeam} />
        <SelectField
          label={t.measure}
          value={measure}
          options={MEASURES.map((one) => [one, t.measures[one]] as const)}
          onInput={(one) => setMeasure(MEASURES.find((each) => each === one) ?? measure)}
        />
        <TextField label={t.target} type="number" value={target} required onInput={setTarget} />
        <TextField label={t.from} type="date" value={from} required onInput={setFrom} />
        <TextField label={t.to} type="date" value={to} required onInput={setTo} />
      </div>
      {isWrong && (
        <p class="error" role="alert">
          {t.bad_goal}
        </p>
      )}
      <div>
        <Button type="submit" busy={busy}>
          {t.add_goal}
        </Button>
      </div>
    </form>
  )
}
