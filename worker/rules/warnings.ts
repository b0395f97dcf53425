import { prepareTest } from '../../engine/rules/item-test.ts'
import { bareFacts, type ItemFacts, type Rule } from '../../engine/rules/rule.ts'
import { byPrecedence } from '../../engine/rules/rule-set.ts'
import type { Advice } from '../../schema/shapes.ts'

/** Ids that a rule names: items that it shows, and items of its conditions. */
export function idsNamedBy({ action, when }: Pick<Rule, 'action' | 'when'>): string[] {
  const shown = action.kind === 'pin' ? [action.item_id] : action.kind === 'include' ? action.item_ids : []
  const tested = 'items' in action && typeof action.items === 'object' ? (action.items.item_ids ?? []) : []
  return [
    ...new Set([...shown, ...tested, ...(when.seed?.item_ids ?? []), ...(when.cart?.items?.item_ids ?? [])]),
  ]
}

/**
 * What is doubtful about a rule: items that the catalogue does not have, an item that another rule hides, a place that another rule
 * has, a schedule that is over.
 * @param live all rules in force; the rule itself may be among them
 * @param known facts of the items that the rule names, as far as the catalogue has them
 * @param now UTC milliseconds
 */
export function warningsOf(
  rule: Rule,
  live: readonly Rule[],
  known: ReadonlyMap<string, ItemFacts>,
  now: number,
): Advice[] {
  const missing = idsNamedBy(rule).filter((item_id) => !known.has(item_id))
  const warnings: Advice[] = []
  if (missing.length > 0) {
    const text = `The catalogue has no item ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' and others' : ''}. Use ids of the catalogue.`
    warnings.push({ code: 'unknown_item', text })
  }
  if (rule.ends_at !== null && rule.ends_at <= now) {
    warnings.push({ code: 'over', text: 'The end of the rule is in the past, so it does nothing.' })
  }
  const others = live.filter(({ rule_id }) => rule_id !== rule.rule_id)
  return [...warnings, ...hiddenBy(rule, others, known), ...sharedPlace(rule, others)]
}

/** Rules that hide what this one pins, whatever the page: those with conditions may never meet it. */
function hiddenBy(
  { action }: Rule,
  others: readonly Rule[],
  known: ReadonlyMap<string, ItemFacts>,
): Advice[] {
  if (action.kind !== 'pin') return []
  const item = known.get(action.item_id) ?? bareFacts(action.item_id, null)
  return others.flatMap(({ rule_id, action: other, when, starts_at, ends_at }) => {
    if (other.kind !== 'never_show' && other.kind !== 'hide' && other.kind !== 'only') return []
    if (Object.keys(when).length > 0 || starts_at !== null || ends_at !== null) return []
    if (prepareTest(other.items)(item) === (other.kind === 'only')) return []
    const text = `The item is never shown: rule ${rule_id} hides what this one pins.`
    return [{ code: 'hidden_by_rule', text }]
  })
}

/** Other pins of the same place with the same conditions. */
function sharedPlace(rule: Rule, others: readonly Rule[]): Advice[] {
  const { action, when } = rule
  if (action.kind !== 'pin' || action.mode !== 'at') return []
  const same = others.filter(
    (other) =>
      other.action.kind === 'pin' &&
      other.action.mode === 'at' &&
      other.action.place === action.place &&
      JSON.stringify(other.when) === JSON.stringify(when),
  )
  return same.map((other) => {
    const winner = byPrecedence(rule, other) < 0 ? 'this rule wins' : `rule ${other.rule_id} wins`
    const text = `Rule ${other.rule_id} pins another item to place ${action.place} of the same pages: ${winner}, and the other item takes the next place.`
    return { code: 'same_place', text }
  })
}
