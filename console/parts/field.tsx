import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type Common = { label: string; hint?: string | undefined; error?: string | undefined }

/** A label with its control; the hint and the error are a part of the control's description. */
function Field(
  props: Common & { children: (ids: { id: string; describedBy: string | undefined }) => ComponentChildren },
) {
  const { label, hint, error, children } = props
  const id = useId()
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`]
  const described = [hint && hintId, error && errorId].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, describedBy: described || undefined })}
      {hint && (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={errorId}>
          {error}
        </p>
      )}
    </div>
  )
}

type TextProps = Common & {
  value: string
  onInput: (value: string) => void
  type?: 'text' | 'number' | 'search' | 'url' | 'date' | 'datetime-local' | 'time' | 'email' | 'password'
  rows?: number
  list?: readonly string[]
  disabled?: boolean | undefined
  placeholder?: string
  required?: boolean
}

/** A text, of several lines with `rows`. */
export const TextField = ({ value, onInput, type = 'text', rows, list, ...props }: TextProps) => (
  <Field {...props}>
    {({ id, describedBy }) => {
      const shared = {
        id,
        class: 'input',
        value,
        disabled: props.disabled,
        required: props.required,
        'aria-describedby': describedBy,
        'aria-invalid': props.error !== undefined,
      }
      if (rows) {
        return <textarea {...shared} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      }
      const entry = {
        ...shared,
        autocomplete: 'off' as const,
        onInput: (event: { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
      }
      // Preact's types know of each kind which lists it may have, and these have none.
      if (type === 'date') return <input {...entry} type="date" />
      if (type === 'email') return <input {...entry} type="email" />
      if (type === 'password') return <input {...entry} type="password" />
      return (
        <>
          <input {...entry} type={type} placeholder={props.placeholder} list={list && `${id}-list`} />
          {list && (
            <datalist id={`${id}-list`}>
              {list.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )
    }}
  </Field>
)

type SelectProps = Common & {
  value: string
  onInput: (value: string) => void
  options: readonly (readonly [value: string, label: string])[]
  disabled?: boolean | undefined
}

/** One of several values. */
export const SelectField = ({ value, onInput, options, disabled, ...props }: SelectProps) => (
  <Field {...props}>
    {({ id, describedBy }) => (
      <select
        id={id}
        class="input"
        disabled={disabled}
        aria-describedby={describedBy}
        aria-invalid={props.error !== undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      >
        {options.map(([one, label]) => (
          <option key={one} value={one} selected={one === value}>
            {label}
          </option>
        ))}
      </select>
    )}
  </Field>
)

/** Yes or no. */
export function CheckField(props: {
  label: string
  checked: boolean
  disabled?: boolean | undefined
  onInput: (on: boolean) => void
}) {
  const { label, checked, disabled, onInput } = props
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onInput={(event) => onInput(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  )
}
