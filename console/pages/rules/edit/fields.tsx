import { useState } from 'preact/hooks'
import { inMinorUnits, majorUnits } from '../../../format.ts'
import { CheckField, TextField } from '../../../parts/field.tsx'
import { shop } from '../../../session.ts'
import { texts } from '../../../texts/index.ts'

/** The values of a field, divided by semicolons, because categories and brands have commas; undefined for none. */
function valuesIn(text: string): string[] | undefined {
  const values = text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
  return values.length > 0 ? values : undefined
}

type ListProps = {
  label: string
  hint?: string
  values: readonly string[] | undefined
  onChange: (values: string[] | undefined) => void
}

/** Several values in one field, divided by semicolons. What was typed stays as it was typed. */
export function ListField({ label, hint, values, onChange }: ListProps) {
  const [typed, setTyped] = useState(values?.join('; ') ?? '')
  const isSame = (valuesIn(typed) ?? []).join(';') === (values ?? []).join(';')
  return (
    <TextField
      label={label}
      hint={hint}
      value={isSame ? typed : (values ?? []).join('; ')}
      onInput={(text) => {
        setTyped(text)
        onChange(valuesIn(text))
      }}
    />
  )
}

type NumberProps = {
  label: string
  hint?: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  required?: boolean
  error?: string | undefined
}

/** A number; undefined for an empty field. */
export const NumberField = ({ label, hint, value, onChange, required = false, error }: NumberProps) => (
  <TextField
    label={label}
    hint={hint}
    error={error}
    type="number"
    required={required}
    value={value === undefined ? '' : String(value)}
    onInput={(text) => onChange(text === '' || Number.isNaN(Number(text)) ? undefined : Number(text))}
  />
)

/** An amount of the shop's currency, in minor units; it is typed as it is written. */
export function AmountField({ label, hint, value, onChange }: NumberProps) {
  const [typed, setTyped] = useState(value === undefined ? '' : majorUnits(value))
  return (
    <TextField
      label={`${label} (${shop.value?.currency ?? ''})`}
      hint={hint}
      type="number"
      value={inMinorUnits(typed) === value ? typed : value === undefined ? '' : majorUnits(value)}
      onInput={(text) => {
        setTyped(text)
        onChange(inMinorUnits(text))
      }}
    />
  )
}

type ChecksProps<T> = {
  label: string
  options: readonly (readonly [T, string])[]
  chosen: readonly T[] | undefined
  /** What is said when none is chosen; by default that it does not matter. */
  none?: string
  onChange: (chosen: T[] | undefined) => void
}

/** Some of several values; none means that it does not matter. */
export function Checks<T extends string | number>({
  label,
  options,
  chosen = [],
  none = texts.value.editor.any,
  onChange,
}: ChecksProps<T>) {
  return (
    <fieldset class="checks">
      <legend>
        {label} {chosen.length === 0 && <span class="soft small">{none}</span>}
      </legend>
      <div class="row">
        {options.map(([value, text]) => (
          <CheckField
            key={value}
            label={text}
            checked={chosen.includes(value)}
            onInput={(on) => {
              const all = options.map(([one]) => one)
              const now = all.filter((one) => (one === value ? on : chosen.includes(one)))
              onChange(now.length > 0 ? now : undefined)
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}
