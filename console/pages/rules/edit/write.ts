import type { RuleInput, RuleView, SavedRule } from '../../../../schema/shop/rules.ts'
import { ask } from '../../../api/call.ts'
import { patchTo } from './patch.ts'

/** The fields of a rule, without what the server adds. */
export const fieldsOf = ({
  name,
  note,
  status,
  priority,
  action,
  when,
  start,
  end,
}: RuleView): RuleInput => ({
  ...{ name, note, status, priority, action, when, start, end },
})

/** Saves a rule as a new version; a rule that somebody else has changed meanwhile is not overwritten. */
export async function write(before: RuleView | undefined, rule: RuleInput): Promise<SavedRule> {
  if (!before) return (await ask<SavedRule>('/v1/rules', { method: 'POST', json: rule })).data
  const { data } = await ask<SavedRule>(`/v1/rules/${encodeURIComponent(before.rule_id)}`, {
    method: 'PATCH',
    json: patchTo({ ...fieldsOf(before) }, { ...rule }),
    headers: { 'If-Match': `"${before.version}"` },
  })
  return data
}
