import { CANCEL_ON } from '../../../../../vocabulary/decisions/triggers.ts'
import { TextField } from '../../../../parts/field.tsx'
import { Card } from '../../../../parts/page.tsx'
import { triggerTexts } from '../../../../texts/triggers.ts'
import { Checks, NumberField } from '../../../rules/edit/fields.tsx'
import { DAILY } from './draft.ts'
import { errorAt, type PartProps, Wrong } from './issues.tsx'

/** How late a trigger may fire, what cancels it, and how its effect is measured. */
export function LimitFields({ draft, set, issues }: PartProps) {
  const { trigger_form: t, triggers } = triggerTexts.value
  const { on, late_after_hours, cancel_on, control_share, note } = draft
  const always: Partial<Record<string, string>> = t.cancels_always
  return (
    <Card title={t.limits}>
      <div class="form">
        <NumberField
          label={t.late}
          hint={DAILY.has(on.type) ? t.late_daily : t.late_hint}
          value={late_after_hours}
          required
          error={errorAt(issues, 'late_after_hours')}
          onChange={(hours = 48) => set({ late_after_hours: hours })}
        />
        <NumberField
          label={t.control}
          hint={t.control_hint}
          // As percent, with a decimal place.
          value={Math.round(control_share * 1000) / 10}
          error={errorAt(issues, 'control_share')}
          onChange={(share = 0) => set({ control_share: share / 100 })}
        />
      </div>
      <Checks
        label={t.cancel_on}
        options={CANCEL_ON.map((one) => [one, t.cancels[one]] as const)}
        chosen={cancel_on}
        none={always[on.type] ?? t.cancels_nothing}
        onChange={(chosen = []) => set({ cancel_on: chosen })}
      />
      <Wrong issues={issues} field="cancel_on" />
      <TextField
        label={triggers.note}
        rows={2}
        value={note}
        error={errorAt(issues, 'note')}
        onInput={(text) => set({ note: text })}
      />
    </Card>
  )
}
