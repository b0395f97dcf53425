import type { RuleInput, RuleView } from '../../../schema/shop/rules.ts'
import { CheckField } from '../../parts/field.tsx'
import { simulatorTexts } from '../../texts/simulator.ts'

/** Rules that are tried, as in the bodies of simulate and compare: drafts as if they were live, live rules as if they were off. */
export type Trial = {
  drafts: readonly (RuleInput & { rule_id: string })[]
  without: readonly string[]
}
export const NO_TRIAL: Trial = { drafts: [], without: [] }

/** A stored rule as a draft, without what the server adds. */
export const draftOf = (rule: RuleView): Trial['drafts'][number] => {
  const { rule_id, name, note, status, priority, action, when, start, end } = rule
  return { rule_id, name, note, status, priority, action, when, start, end }
}

type Props = { rules: readonly RuleView[]; trial: Trial; onChange: (trial: Trial) => void }

/** Which rules are tried: those that are not live, and those that are live. */
export function TrialControls({ rules, trial, onChange }: Props) {
  const t = simulatorTexts.value
  const { drafts, without } = trial
  const waiting = rules.filter(({ status }) => status !== 'live')
  const live = rules.filter(({ status }) => status === 'live')
  return (
    <div class="stack">
      {rules.length === 0 && <p class="soft">{t.no_rules}</p>}
      {waiting.length > 0 && (
        <fieldset class="checks">
          <legend>{t.try_drafts}</legend>
          {waiting.map((rule) => (
            <CheckField
              key={rule.rule_id}
              label={rule.name}
              checked={drafts.some(({ rule_id }) => rule_id === rule.rule_id)}
              onInput={(on) => {
                const others = drafts.filter(({ rule_id }) => rule_id !== rule.rule_id)
                onChange({ ...trial, drafts: on ? [...others, draftOf(rule)] : others })
              }}
            />
          ))}
        </fieldset>
      )}
      {live.length > 0 && (
        <fieldset class="checks">
          <legend>{t.try_without}</legend>
          {live.map(({ rule_id, name }) => (
            <CheckField
              key={rule_id}
              label={name}
              checked={without.includes(rule_id)}
              onInput={(on) => {
                const others = without.filter((one) => one !== rule_id)
                onChange({ ...trial, without: on ? [...others, rule_id] : others })
              }}
            />
          ))}
        </fieldset>
      )}
    </div>
  )
}
