import { ITEM_CHANGES, TRIGGER_TYPES } from '../../../../../vocabulary/decisions/triggers.ts'
import { CheckField, SelectField, TextField } from '../../../../parts/field.tsx'
import { Card } from '../../../../parts/page.tsx'
import { triggerTexts } from '../../../../texts/triggers.ts'
import { NumberField } from '../../../rules/edit/fields.tsx'
import { ofNewType } from './draft.ts'
import { errorAt, type PartProps } from './issues.tsx'

/** What a trigger is called, and what sets it off. */
export function CauseFields({ draft, set, issues }: PartProps) {
  const t = triggerTexts.value.trigger_form
  const { name, on } = draft
  return (
    <Card title={triggerTexts.value.triggers.sets_off} lead={t.on_lead}>
      <div class="form">
        <TextField
          label={t.name}
          value={name}
          required
          error={errorAt(issues, 'name')}
          onInput={(text) => set({ name: text })}
        />
        <SelectField
          label={t.on}
          hint={t.explained[on.type]}
          value={on.type}
          options={TRIGGER_TYPES.map((one) => [one, t.types[one]] as const)}
          onInput={(type) => set(ofNewType(TRIGGER_TYPES.find((one) => one === type) ?? 'lapse', draft))}
        />
        <TypeFields draft={draft} set={set} issues={issues} />
      </div>
    </Card>
  )
}

/** The fields of the type of the cause. */
function TypeFields({ draft: { on }, set, issues }: PartProps) {
  const t = triggerTexts.value.trigger_form
  const error = (field: string) => errorAt(issues, `on.${field}`)
  switch (on.type) {
    case 'order':
      return (
        <CheckField
          label={t.first_only}
          checked={on.first_only}
          onInput={(first_only) => set({ on: { ...on, first_only } })}
        />
      )
    case 'anniversary':
      return (
        <NumberField
          label={t.years}
          hint={t.years_hint}
          value={on.years ?? undefined}
          error={error('years')}
          onChange={(years) => set({ on: { ...on, years: years ?? null } })}
        />
      )
    case 'event':
      return (
        <TextField
          label={t.event}
          hint={t.event_hint}
          value={on.name}
          required
          error={error('name')}
          onInput={(name) => set({ on: { ...on, name } })}
        />
      )
    case 'viewed_item':
      return <ViewedFields {...{ on, set, error }} />
    case 'attribute':
    case 'date':
      return <AttributeFields {...{ on, set, error }} />
    default:
      return null
  }
}

type OnProps<Type extends PartProps['draft']['on']['type']> = {
  on: Extract<PartProps['draft']['on'], { type: Type }>
  set: PartProps['set']
  error: (field: string) => string | undefined
}

/** What happens to an item that a customer viewed. */
function ViewedFields({ on, set, error }: OnProps<'viewed_item'>) {
  const t = triggerTexts.value.trigger_form
  return (
    <>
      <SelectField
        label={t.change}
        value={on.change}
        options={ITEM_CHANGES.map((one) => [one, t.changes[one]] as const)}
        onInput={(change) =>
          set({ on: { ...on, change: ITEM_CHANGES.find((one) => one === change) ?? on.change } })
        }
      />
      {on.change === 'price_drop' && (
        <NumberField
          label={t.least_percent}
          value={on.least_percent}
          required
          error={error('least_percent')}
          onChange={(least_percent = 5) => set({ on: { ...on, least_percent } })}
        />
      )}
    </>
  )
}

/** A number or a date that the merchant says of a customer. */
function AttributeFields({ on, set, error }: OnProps<'attribute' | 'date'>) {
  const t = triggerTexts.value.trigger_form
  return (
    <>
      <TextField
        label={t.attribute}
        value={on.attribute}
        required
        error={error('attribute')}
        onInput={(attribute) => set({ on: { ...on, attribute } })}
      />
      {on.type === 'date' ? (
        <NumberField
          label={t.days_before}
          value={on.days_before}
          error={error('days_before')}
          onChange={(days_before = 0) => set({ on: { ...on, days_before } })}
        />
      ) : (
        <NumberField
          label={t.at_least}
          value={on.at_least}
          required
          error={error('at_least')}
          onChange={(at_least = 0) => set({ on: { ...on, at_least } })}
        />
      )}
    </>
  )
}
