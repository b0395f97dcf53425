import { useState } from 'preact/hooks'
import type { Settings } from '../../../schema/shop/settings.ts'
import { SelectField, TextField } from '../../parts/field.tsx'
import { Card } from '../../parts/page.tsx'
import { Loaded } from '../../parts/states.tsx'
import { may } from '../../session.ts'
import { texts } from '../../texts/index.ts'
import type { Patch } from './merged.ts'
import { SaveRow, useSettings } from './use-settings.tsx'

const EVIDENCE = ['share', 'words', 'none'] as const
const PICTURES = ['required', 'optional'] as const

/** Name, language, zone, origins and what shoppers are told. */
export function General() {
  const form = useSettings('shop')
  return (
    <Card title={texts.value.settings.general}>
      <Loaded of={form.resource}>
        {() => (
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault()
              void form.save.run()
            }}
          >
            <Fields settings={form.wish} onChange={form.change} />
            <Origins settings={form.wish} onChange={form.change} />
            <SaveRow form={form} />
          </form>
        )}
      </Loaded>
    </Card>
  )
}

type Props = { settings: Settings; onChange: (patch: Patch) => void }

function Fields({ settings, onChange }: Props) {
  const t = texts.value
  const disabled = !may('editor')
  return (
    <div class="form">
      <TextField
        label={t.basics.name}
        value={settings.name}
        disabled={disabled}
        required
        onInput={(name) => onChange({ name })}
      />
      <TextField
        label={t.basics.locale}
        value={settings.locale}
        disabled={disabled}
        onInput={(locale) => onChange({ locale })}
      />
      <TextField
        label={t.basics.time_zone}
        value={settings.time_zone}
        disabled={disabled}
        list={Intl.supportedValuesOf('timeZone')}
        onInput={(time_zone) => onChange({ time_zone })}
      />
      <TextField
        label={t.settings.price_days}
        type="number"
        value={String(settings.price_days)}
        disabled={disabled}
        onInput={(value) => onChange({ price_days: Number(value) })}
      />
      <SelectField
        label={t.panels.evidence}
        value={settings.public_evidence}
        disabled={disabled}
        options={EVIDENCE.map((one) => [one, t.panels.evidences[one]] as const)}
        onInput={(public_evidence) => onChange({ public_evidence })}
      />
      <SelectField
        label={t.panels.pictures}
        value={settings.pictures ?? 'required'}
        disabled={disabled}
        options={PICTURES.map((one) => [one, t.panels.picture_rules[one]] as const)}
        onInput={(pictures) => onChange({ pictures })}
      />
    </div>
  )
}

/** One origin per line. What is typed stays as it is, also an empty line. */
function Origins({ settings, onChange }: Props) {
  const [typed, setTyped] = useState<string | undefined>()
  const t = texts.value.settings
  return (
    <TextField
      label={t.origins}
      hint={t.origins_hint}
      rows={3}
      disabled={!may('editor')}
      value={typed ?? settings.allowed_origins.join('\n')}
      onInput={(value) => {
        setTyped(value)
        onChange({ allowed_origins: value.split(/\s+/).filter((line) => line !== '') })
      }}
    />
  )
}
