import type { RuleInput } from '../../../../schema/shop/rules.ts'
import { SOURCES } from '../../../../vocabulary/panels.ts'
import { PIN_MODES, RULE_KINDS, type RuleKind, type Strength } from '../../../../vocabulary/rules.ts'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { ItemSearch } from '../../../parts/item-search.tsx'
import { texts } from '../../../texts/index.ts'
import { simulatorTexts } from '../../../texts/simulator.ts'
import { emptyAction } from './empty.ts'
import { Checks, ListField, NumberField } from './fields.tsx'
import { ItemTestFields } from './item-test.tsx'

type Action = RuleInput['action']
type Of<K extends RuleKind> = Extract<Action, { kind: K }>

const STRENGTH_NAMES = ['weak', 'moderate', 'strong'] as const satisfies readonly Strength[]

type Props<A> = { action: A; onChange: (action: Action) => void }

/** What the rule does: its kind, and the fields of that kind. */
export function ActionFields({ action, onChange }: Props<Action>) {
  const t = texts.value.editor
  return (
    <div class="stack">
      <div class="form">
        <SelectField
          label={texts.value.rules.what}
          hint={t.explained[action.kind]}
          value={action.kind}
          options={RULE_KINDS.map((kind) => [kind, texts.value.rules.kinds[kind]] as const)}
          onInput={(value) => onChange(emptyAction(RULE_KINDS.find((kind) => kind === value) ?? 'hide'))}
        />
        <Numbers action={action} onChange={onChange} />
      </div>
      {'items' in action && typeof action.items === 'object' && (
        <ItemTestFields
          key={action.kind}
          test={action.items}
          onChange={(items) => onChange({ ...action, items } as Action)}
        />
      )}
      <Chosen action={action} onChange={onChange} />
    </div>
  )
}

/** The numbers and short choices of an action. */
function Numbers({ action, onChange }: Props<Action>) {
  const t = texts.value.editor
  const set = (part: object) => onChange({ ...action, ...part } as Action)
  return (
    <>
      {'place' in action && (
        <NumberField label={t.place} value={action.place} required onChange={(place = 1) => set({ place })} />
      )}
      {action.kind === 'pin' && (
        <SelectField
          label={t.mode}
          value={action.mode ?? 'at'}
          options={PIN_MODES.map((mode) => [mode, t.modes[mode]] as const)}
          onInput={(mode) => set({ mode })}
        />
      )}
      {'strength' in action && (
        <SelectField
          label={t.strength}
          value={action.strength ?? 'moderate'}
          options={STRENGTH_NAMES.map((one) => [one, texts.value.rules.strengths[one]] as const)}
          onInput={(strength) => set({ strength })}
        />
      )}
      {'property' in action && (
        <TextField
          label={t.property}
          hint={t.property_hint}
          value={action.property}
          required
          list={['brand', 'category', 'product_type', ...(action.kind === 'at_most' ? ['family'] : [])]}
          onInput={(property) => set({ property })}
        />
      )}
      <Limits action={action} onChange={onChange} />
    </>
  )
}

/** The numbers of an action that limits what is shown. */
function Limits({ action, onChange }: Props<Action>) {
  const t = texts.value.editor
  const set = (part: object) => onChange({ ...action, ...part } as Action)
  return (
    <>
      {action.kind === 'price_band' && <Band action={action} onChange={onChange} />}
      {action.kind === 'least_margin' && (
        <NumberField
          label={t.percent}
          value={action.percent}
          required
          onChange={(percent = 0) => set({ percent })}
        />
      )}
      {action.kind === 'least_stock' && (
        <NumberField
          label={t.pieces}
          value={action.pieces}
          required
          onChange={(pieces = 0) => set({ pieces })}
        />
      )}
      {action.kind === 'push_slow' && (
        <NumberField
          label={t.cover_days}
          value={action.cover_days}
          required
          onChange={(cover_days = 1) => set({ cover_days })}
        />
      )}
      {action.kind === 'at_most' && (
        <NumberField
          label={t.at_most}
          value={action.items}
          required
          onChange={(items = 1) => set({ items })}
        />
      )}
    </>
  )
}

const Band = ({ action, onChange }: Props<Of<'price_band'>>) => {
  const t = texts.value.editor
  return (
    <>
      <NumberField
        label={t.percent_from}
        value={action.from}
        onChange={(from) => onChange({ ...action, from })}
      />
      <NumberField label={t.percent_to} value={action.to} onChange={(to) => onChange({ ...action, to })} />
    </>
  )
}

/** The items or sources that an action names one by one. */
function Chosen({ action, onChange }: Props<Action>) {
  const t = texts.value.editor
  if (action.kind === 'sources') {
    const options = SOURCES.map((one) => [one, texts.value.catalogue.sources[one]] as const)
    return (
      <Checks
        label={texts.value.catalogue.source}
        options={options}
        chosen={action.sources}
        onChange={(sources = []) => onChange({ ...action, sources })}
      />
    )
  }
  if (action.kind !== 'pin' && action.kind !== 'include') return null
  const ids = action.kind === 'pin' ? (action.item_id ? [action.item_id] : []) : action.item_ids
  const set = (next: string[]) =>
    onChange(
      action.kind === 'pin' ? { ...action, item_id: next.at(-1) ?? '' } : { ...action, item_ids: next },
    )
  return (
    <div class="stack">
      <div class="form">
        <ListField label={t.tests.item_ids} values={ids} onChange={(values = []) => set(values)} />
      </div>
      <ItemSearch
        label={t.find_item}
        press={simulatorTexts.value.choose}
        pressOf={simulatorTexts.value.choose_of}
        without={ids}
        onChoose={({ item_id }) => set([...ids, item_id])}
      />
    </div>
  )
}
