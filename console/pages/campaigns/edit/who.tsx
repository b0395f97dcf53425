import { useState } from 'preact/hooks'
import type { PropensityStatus } from '../../../../schema/customers/propensities.ts'
import type { SegmentView } from '../../../../schema/customers/segments.ts'
import { useResource } from '../../../api/resource.ts'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { Loaded } from '../../../parts/states.tsx'
import { campaignTexts } from '../../../texts/campaigns.ts'
import { Eligibility } from '../../offers/eligibility.tsx'
import { Size } from '../../offers/segments.tsx'
import { NumberField } from '../../rules/edit/fields.tsx'
import { type Audience, emptyAudience } from './draft.ts'

type Props = {
  name: string
  audience: Audience
  segments: readonly SegmentView[]
  set: (part: { name?: string; audience?: Audience }) => void
}

/** The first step: what the campaign is called, and who may be contacted. */
export function Who({ name, audience, segments, set }: Props) {
  const t = campaignTexts.value.wizard
  return (
    <Card title={t.steps.who} lead={t.audience_lead}>
      <div class="form">
        <TextField label={t.name} value={name} required onInput={(text) => set({ name: text })} />
        <SelectField
          label={t.audience}
          value={audience.type}
          options={Object.entries(t.types)}
          onInput={(type) => set({ audience: emptyAudience(type as Audience['type']) })}
        />
        {audience.type === 'segment' && segments.length > 0 && (
          <SelectField
            label={t.segment}
            value={audience.segment_id}
            options={[['', ''], ...segments.map((one) => [one.segment_id, one.name] as const)]}
            onInput={(segment_id) => set({ audience: { ...audience, segment_id } })}
          />
        )}
      </div>
      {audience.type === 'segment' && segments.length === 0 && <p>{t.no_segments}</p>}
      {audience.type === 'condition' && (
        <>
          <Eligibility
            condition={audience.condition}
            segments={segments}
            onChange={(condition) => set({ audience: { ...audience, condition: condition ?? { all: [] } } })}
          />
          {lines(audience.condition) > 0 && <Size condition={audience.condition} />}
        </>
      )}
      {audience.type === 'family' && (
        <Likeliest audience={audience} onChange={(next) => set({ audience: next })} />
      )}
      {audience.type === 'list' && (
        <Handles audience={audience} onChange={(next) => set({ audience: next })} />
      )}
    </Card>
  )
}

const lines = (condition: object): number =>
  'all' in condition && Array.isArray(condition.all) ? condition.all.length : 1

type Family = Extract<Audience, { type: 'family' }>

/** The likeliest buyers of a family: which one, and how many. */
function Likeliest({ audience, onChange }: { audience: Family; onChange: (next: Family) => void }) {
  const status = useResource<PropensityStatus>('/v1/propensities')
  const t = campaignTexts.value.wizard
  return (
    <Loaded of={status}>
      {({ families }) =>
        families.length === 0 ? (
          <p>
            {t.no_families} <a href="/console/customers/targets">{t.to_targets}</a>
          </p>
        ) : (
          <div class="form">
            <SelectField
              label={t.family}
              value={audience.family}
              options={[['', ''], ...families.toSorted().map((one) => [one, one] as const)]}
              onInput={(family) => onChange({ ...audience, family })}
            />
            <NumberField
              label={t.most}
              value={audience.customers}
              required
              onChange={(customers = 0) => onChange({ ...audience, customers })}
            />
          </div>
        )
      }
    </Loaded>
  )
}

type Listed = Extract<Audience, { type: 'list' }>

function Handles({ audience, onChange }: { audience: Listed; onChange: (next: Listed) => void }) {
  // What was typed stays as it was typed: a new line would be lost otherwise.
  const [typed, setTyped] = useState(audience.customers.join('\n'))
  const t = campaignTexts.value.wizard
  return (
    <TextField
      label={t.handles}
      hint={t.handles_hint}
      rows={5}
      value={typed}
      onInput={(text) => {
        setTyped(text)
        onChange({ ...audience, customers: text.split(/[\s,;]+/).filter(Boolean) })
      }}
    />
  )
}
