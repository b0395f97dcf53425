import { useState } from 'preact/hooks'
import type { Settings } from '../../../schema/shop/settings.ts'
import { LAYOUTS, PUBLIC_PLACEMENTS } from '../../../vocabulary/panels.ts'
import { CheckField, SelectField, TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import { SaveRow, useSettings } from '../settings/use-settings.tsx'

type Placement = (typeof PUBLIC_PLACEMENTS)[number]

/** How panels look, by placement. Fields that are empty have the usual value. */
export function Look({ onSaved }: { onSaved: () => void }) {
  const form = useSettings('panels', onSaved)
  const [placement, setPlacement] = useState<Placement>('product')
  const t = texts.value.panels
  return (
    <Card title={t.settings}>
      <Loaded of={form.resource}>
        {() => (
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault()
              void form.save.run()
            }}
          >
            <div class="form">
              <SelectField
                label={t.placement}
                value={placement}
                options={PUBLIC_PLACEMENTS.map((one) => [one, t.placements[one]] as const)}
                onInput={(value) => setPlacement(PUBLIC_PLACEMENTS.find((one) => one === value) ?? 'product')}
              />
              <Fields
                settings={form.wish}
                placement={placement}
                onChange={(panel) => form.change({ panels: { [placement]: panel } })}
              />
            </div>
            <SaveRow form={form} />
          </form>
        )}
      </Loaded>
    </Card>
  )
}

type FieldsProps = {
  settings: Settings
  placement: Placement
  /** A change as a merge patch: null resets a field. */
  onChange: (panel: Record<string, unknown>) => void
}

function Fields({ settings, placement, onChange }: FieldsProps) {
  const t = texts.value.panels
  const panel = settings.panels[placement] ?? {}
  const disabled = !may('editor')
  const numbers = (most: number) => [
    ['', t.default] as const,
    ...Array.from({ length: most }, (_, at) => [String(at + 1), String(at + 1)] as const),
  ]
  const asNumber = (value: string) => (value === '' ? null : Number(value))
  return (
    <>
      <TextField
        label={t.title_field}
        hint={t.title_hint}
        value={panel.title ?? ''}
        disabled={disabled}
        onInput={(value) => onChange({ title: value.trim() === '' ? null : value })}
      />
      <SelectField
        label={t.layout}
        value={panel.layout ?? ''}
        disabled={disabled}
        options={[['', t.default] as const, ...LAYOUTS.map((one) => [one, t.layouts[one]] as const)]}
        onInput={(value) => onChange({ layout: value || null })}
      />
      <SelectField
        label={t.limit}
        value={String(panel.limit ?? '')}
        disabled={disabled}
        options={numbers(12)}
        onInput={(value) => onChange({ limit: asNumber(value) })}
      />
      <SelectField
        label={t.columns}
        value={String(panel.columns ?? '')}
        disabled={disabled}
        options={numbers(8)}
        onInput={(value) => onChange({ columns: asNumber(value) })}
      />
      <div class="stack tight">
        <CheckField
          label={t.why}
          disabled={disabled}
          checked={panel.why !== false}
          onInput={(on) => onChange({ why: on ? null : false })}
        />
        <CheckField
          label={t.not_for_me}
          disabled={disabled}
          checked={panel.not_for_me === true}
          onInput={(on) => onChange({ not_for_me: on ? true : null })}
        />
      </div>
    </>
  )
}
