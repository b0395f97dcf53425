import type { ComponentChildren } from 'preact'
import { QUOTE_STATES } from '../../../../vocabulary/accounts.ts'
import { Button } from '../../../parts/button.tsx'
import { SelectField, TextField } from '../../../parts/field.tsx'
import { Card } from '../../../parts/page.tsx'
import { whiteSpaceTexts } from '../../../texts/white-space.ts'
import { emptyQuote, type PlanDraft, type QuoteDraft } from './draft.ts'
import { errorAt, type PartProps } from './issues.ts'

/** One entry of a list, with the button that removes it. */
const Entry = (props: {
  title: string
  remove: string
  onRemove: () => void
  children: ComponentChildren
}) => (
  <fieldset class="part">
    <legend>{props.title}</legend>
    <div class="stack tight">
      <div class="form">{props.children}</div>
      <div>
        <Button size="small" kind="quiet" label={props.remove} onPress={props.onRemove}>
          {whiteSpaceTexts.value.account_form.remove}
        </Button>
      </div>
    </div>
  </fieldset>
)

const replaced = <T,>(list: readonly T[], at: number, part: Partial<T>): T[] =>
  list.map((one, index) => (index === at ? { ...one, ...part } : one))
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at)

/** Quotes that the account was given. */
export function Quotes({ draft, set, issues }: PartProps) {
  const t = whiteSpaceTexts.value.account_form
  const { quotes } = draft
  const change = (at: number, part: Partial<QuoteDraft>) => set({ quotes: replaced(quotes, at, part) })
  return (
    <Card title={t.quotes} lead={t.quotes_lead}>
      {quotes.map((one, at) => (
        <Entry
          // biome-ignore lint/suspicious/noArrayIndexKey: a quote that is being typed has no id yet
          key={at}
          title={t.quote(at + 1)}
          remove={t.remove_quote(at + 1)}
          onRemove={() => set({ quotes: without(quotes, at) })}
        >
          <TextField
            label={t.quote_id}
            value={one.quote_id}
            required
            error={errorAt(issues, `quotes.${at}.quote_id`)}
            hint={one.kept.lines.length > 0 ? t.lines_kept(one.kept.lines.length) : undefined}
            onInput={(quote_id) => change(at, { quote_id })}
          />
          <SelectField
            label={t.quote_status}
            value={one.status}
            options={QUOTE_STATES.map((state) => [state, t.states[state]] as const)}
            onInput={(state) => change(at, { status: QUOTE_STATES.find((one) => one === state) ?? 'open' })}
          />
          <TextField
            label={t.amount}
            type="number"
            value={one.amount}
            error={errorAt(issues, `quotes.${at}.amount`)}
            onInput={(amount) => change(at, { amount })}
          />
          <TextField
            label={t.valid_until}
            type="date"
            value={one.valid_until}
            error={errorAt(issues, `quotes.${at}.valid_until`)}
            onInput={(valid_until) => change(at, { valid_until })}
          />
        </Entry>
      ))}
      <div>
        <Button onPress={() => set({ quotes: [...quotes, emptyQuote()] })}>{t.add_quote}</Button>
      </div>
    </Card>
  )
}

/** What the account plans. */
export function Plans({ draft, set, issues }: PartProps) {
  const t = whiteSpaceTexts.value.account_form
  const { plans } = draft
  const change = (at: number, part: Partial<PlanDraft>) => set({ plans: replaced(plans, at, part) })
  return (
    <Card title={t.plans} lead={t.plans_lead}>
      {plans.map((one, at) => (
        <Entry
          // biome-ignore lint/suspicious/noArrayIndexKey: plans have no ids
          key={at}
          title={t.plan(at + 1)}
          remove={t.remove_plan(at + 1)}
          onRemove={() => set({ plans: without(plans, at) })}
        >
          <TextField
            label={t.plan_at}
            type="date"
            value={one.at}
            required
            error={errorAt(issues, `plans.${at}.at`) && t.need_date}
            onInput={(day) => change(at, { at: day })}
          />
          <TextField
            label={t.plan_text}
            value={one.text}
            required
            error={errorAt(issues, `plans.${at}.text`)}
            onInput={(text) => change(at, { text })}
          />
        </Entry>
      ))}
      <div>
        <Button onPress={() => set({ plans: [...plans, { at: '', text: '' }] })}>{t.add_plan}</Button>
      </div>
    </Card>
  )
}
