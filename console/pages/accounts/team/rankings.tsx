import { call } from '../../../api/call.ts'
import { useAct } from '../../../api/resource.ts'
import { CheckField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { Failure } from '../../../parts/states.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'
import { mayWrite } from '../may.ts'

/** Whether reps are ordered by their figures, beside what research says about it. */
export function Rankings({ isOn, onChange }: { isOn: boolean; onChange: () => void }) {
  const t = enablementTexts.value.team_work
  const save = useAct(async (rankings: boolean) => {
    await call('/v1/settings', { method: 'PATCH', json: { accounts: { rankings } } })
    onChange()
  })
  return (
    <Card title={t.rankings}>
      {mayWrite() && (
        <CheckField
          label={t.switched}
          checked={isOn}
          disabled={save.busy}
          onInput={(on) => void save.run(on)}
        />
      )}
      <Failure problem={save.problem} />
      <div class="stack tight">
        <p>{t.research}</p>
        <ul class="numbered">
          <li>{t.research_adoption}</li>
          <li>{t.research_lead}</li>
          <li>{t.research_money}</li>
        </ul>
        <p>{t.research_so}</p>
      </div>
    </Card>
  )
}
