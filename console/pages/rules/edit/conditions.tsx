import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { RuleInput } from '../../../../schema/shop/rules.ts'
import { INTENTS, PLACEMENTS } from '../../../../vocabulary/panels.ts'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { texts } from '../../../texts/index.ts'
import { simulatorTexts } from '../../../texts/simulator.ts'
import { AmountField, Checks, ListField } from './fields.tsx'
import { ItemTestFields } from './item-test.tsx'

type When = NonNullable<RuleInput['when']>
type Props = { when: When; onChange: (when: When) => void }

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

/** A value, or undefined where nothing in it is set. */
const filled = <T extends object>(value: T): T | undefined =>
  Object.values(value).some((one) => one !== undefined) ? value : undefined

/** A part of the conditions; it begins open when something in it is set, and stays as the reader leaves it. */
function Part({ title, isSet, children }: { title: string; isSet: boolean; children: ComponentChildren }) {
  const [isFirstOpen] = useState(isSet)
  return (
    <details open={isFirstOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

/** When the rule applies: all filled parts must hold. */
export function ConditionFields({ when, onChange }: Props) {
  const t = texts.value.editor
  const set = (part: Partial<When>) => {
    const kept = Object.entries({ ...when, ...part }).filter(([, value]) => value !== undefined)
    onChange(Object.fromEntries(kept))
  }
  const { seed, cart } = when
  const setCart = (part: object) => set({ cart: filled({ ...cart, ...part }) })
  const visitor = [when.customer, when.groups, when.markets, when.locales]
  return (
    <div class="stack">
      <Checks
        label={t.pages}
        options={PLACEMENTS.map((one) => [one, t.placements[one]] as const)}
        chosen={when.placements}
        onChange={(placements) => set({ placements })}
      />
      <Checks
        label={simulatorTexts.value.intent}
        options={INTENTS.map((one) => [one, t.intents[one]] as const)}
        chosen={when.intents}
        onChange={(intents) => set({ intents })}
      />
      <Part title={t.seed} isSet={seed !== undefined}>
        <ItemTestFields test={seed ?? {}} onChange={(test) => set({ seed: filled(test) })} />
      </Part>
      <Part title={t.cart} isSet={cart !== undefined}>
        <div class="stack">
          <div class="form">
            <AmountField
              label={t.cart_from}
              value={cart?.value?.from}
              onChange={(from) => setCart({ value: filled({ ...cart?.value, from }) })}
            />
            <AmountField
              label={t.cart_to}
              value={cart?.value?.to}
              onChange={(to) => setCart({ value: filled({ ...cart?.value, to }) })}
            />
          </div>
          <ItemTestFields test={cart?.items ?? {}} onChange={(test) => setCart({ items: filled(test) })} />
        </div>
      </Part>
      <Part title={t.visitor} isSet={visitor.some((one) => one !== undefined)}>
        <Visitor when={when} set={set} />
      </Part>
      <Part title={t.hours} isSet={when.weekdays !== undefined || when.hours !== undefined}>
        <Hours when={when} set={set} />
      </Part>
    </div>
  )
}

type SetProps = { when: When; set: (part: Partial<When>) => void }

function Visitor({ when, set }: SetProps) {
  const t = texts.value.editor
  const customer = (value: string) => (value === 'known' || value === 'unknown' ? value : undefined)
  return (
    <div class="form">
      <SelectField
        label={t.customer}
        value={when.customer ?? ''}
        options={[
          ['', t.any],
          ['known', t.known],
          ['unknown', t.unknown],
        ]}
        onInput={(value) => set({ customer: customer(value) })}
      />
      <ListField label={t.groups} values={when.groups} onChange={(groups) => set({ groups })} />
      <ListField label={t.markets} values={when.markets} onChange={(markets) => set({ markets })} />
      <ListField label={t.locales} values={when.locales} onChange={(locales) => set({ locales })} />
    </div>
  )
}

function Hours({ when: { weekdays, hours }, set }: SetProps) {
  const t = texts.value.editor
  const setHours = (part: { from?: string; to?: string }) => {
    const now = { from: '00:00', to: '00:00', ...hours, ...part }
    set({ hours: now.from === now.to ? undefined : now })
  }
  return (
    <div class="stack">
      <Checks
        label={t.weekdays}
        options={DAYS.map((day) => [day, t.days[day]] as const)}
        chosen={weekdays}
        onChange={(chosen) => set({ weekdays: chosen })}
      />
      <div class="form">
        <TextField
          label={t.hours_from}
          type="time"
          value={hours?.from ?? ''}
          onInput={(from) => setHours({ from: from || '00:00' })}
        />
        <TextField
          label={t.hours_to}
          type="time"
          value={hours?.to ?? ''}
          onInput={(to) => setHours({ to: to || '00:00' })}
        />
      </div>
    </div>
  )
}
