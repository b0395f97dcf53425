import { Temporal } from 'temporal-polyfill'
import type { Rule, RuleConditions } from '../../engine/rules/rule.ts'
import type { RuleRow, WrittenConditions, WrittenRule } from '../../schema/shop/rules.ts'

/** The rules that are in force, in the form in which answers evaluate them. @param time_zone of the shop, an IANA name */
export const compileRules = (rows: readonly RuleRow[], time_zone: string): Rule[] =>
  rows
    .filter(({ rule }) => rule.status === 'live')
    .map(({ rule_id, rule, created_at }) => compiled(rule_id, rule, created_at, time_zone))

function compiled(
  rule_id: string,
  { priority, action, when, start, end }: WrittenRule,
  changed_at: number,
  time_zone: string,
): Rule {
  return {
    ...{ rule_id, priority, changed_at, action, when: conditionsOf(when) },
    starts_at: start === null ? null : momentOf(start, time_zone),
    ends_at: end === null ? null : momentOf(end, time_zone),
  }
}

const conditionsOf = ({ hours, ...rest }: WrittenConditions): RuleConditions => ({
  ...rest,
  ...(hours && { hours: { from: minutesOf(hours.from), to: minutesOf(hours.to) } }),
})

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return 60 * hours + minutes
}

/**
 * A time of the shop in UTC milliseconds. A time that a change of the clock leaves out is as much later, one that comes twice is the
 * first (ECMAScript Temporal, disambiguation "compatible").
 */
const momentOf = (text: string, time_zone: string): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(time_zone).epochMilliseconds

/** Scope of the pins of a rule for pages and carts of one item. */
export const itemScope = (item_id: string): string => `item ${item_id}`

/** Items that the rules pin or include, with the pages on which they may do so. */
export function pinsOf(rules: readonly Rule[]): { scope: string; item_id: string }[] {
  const pins = rules.flatMap(({ action, when }) => {
    const ids = action.kind === 'pin' ? [action.item_id] : action.kind === 'include' ? action.item_ids : []
    const scopes = when.seed?.item_ids?.map(itemScope) ?? ['']
    return ids.flatMap((item_id) => scopes.map((scope) => ({ scope, item_id })))
  })
  return [...new Map(pins.map((pin) => [JSON.stringify(pin), pin])).values()]
}
