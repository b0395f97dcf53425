import { call } from '../../../api/call.ts'
import { Card } from '../../../parts/page.tsx'
import { enablementTexts } from '../../../texts/enablement.ts'
import { mayWrite } from '../may.ts'
import { SavedSwitch } from '../saved-switch.tsx'

/** Whether reps are ordered by their figures, beside what research says about it. */
export function Rankings({ isOn, onChange }: { isOn: boolean; onChange: () => void }) {
  const t = enablementTexts.value.team_work
  const save = async (rankings: boolean) => {
    await call('/v1/settings', { method: 'PATCH', json: { accounts: { rankings } } })
    onChange()
  }
  return (
    <Card title={t.rankings}>
      {mayWrite() && <SavedSwitch label={t.switched} checked={isOn} onSave={save} />}
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
