import { byCodePoint } from '../numbers/sort.ts'
import { type PreparedConditions, prepareConditions } from './conditions.ts'
import type { Rule, RuleConditions, Situation } from './rule.ts'

/** A rule with its conditions prepared. */
export type PreparedRule = Rule & { applies: PreparedConditions }

/** The rules of a shop, prepared once for many answers. */
export type RuleSet = {
  /** Rules for certain items on the page, by item. */
  bySeed: ReadonlyMap<string, readonly PreparedRule[]>
  others: readonly PreparedRule[]
  /** Whether any of them compares properties of items, which an answer then has to read. */
  needsFacts: boolean
}

/** How narrow the scope of a rule is: the narrower one wins. */
export function specificityOf({ seed, cart, ...rest }: RuleConditions): number {
  if (seed?.item_ids) return 3
  if (seed || cart?.items) return 2
  return Object.values(rest).some((part) => part !== undefined) || cart ? 1 : 0
}

/** The rule that wins comes first: by scope, then priority, then age. Independent of the order in which rules are stored. */
export const byPrecedence = (a: Rule, b: Rule): number =>
  specificityOf(b.when) - specificityOf(a.when) ||
  b.priority - a.priority ||
  b.changed_at - a.changed_at ||
  byCodePoint(b.rule_id, a.rule_id)

/** Prepares rules. Those for certain items are found by the item, so that a thousand of them cost an answer one lookup. */
export function prepareRules(rules: readonly Rule[]): RuleSet {
  const bySeed = new Map<string, PreparedRule[]>()
  const others: PreparedRule[] = []
  for (const rule of rules.toSorted(byPrecedence)) {
    const prepared = { ...rule, applies: prepareConditions(rule) }
    const ids = rule.when.seed?.item_ids
    if (!ids) others.push(prepared)
    for (const item_id of new Set(ids)) {
      const own = bySeed.get(item_id)
      if (own) own.push(prepared)
      else bySeed.set(item_id, [prepared])
    }
  }
  return { bySeed, others, needsFacts: rules.some(usesFacts) }
}

/** The rules that apply, the one that wins first. */
export function rulesFor({ bySeed, others }: RuleSet, situation: Situation): PreparedRule[] {
  const own = situation.seed ? (bySeed.get(situation.seed.item_id) ?? []) : []
  // Those for certain items have the narrowest scope, so they come before all others.
  return [...own, ...others].filter(({ applies }) => applies(situation))
}

/** Whether a rule compares more than ids: a pin or an exclusion of certain items does not. */
function usesFacts({ action, when }: Rule): boolean {
  const onlyIds = (test: object | undefined) =>
    Object.entries(test ?? {}).every(([name, part]) => name === 'item_ids' || part === undefined)
  if (!onlyIds(when.seed) || !onlyIds(when.cart?.items) || when.cart?.value) return true
  if (action.kind === 'pin' || action.kind === 'include' || action.kind === 'sources') return false
  return !('items' in action) || typeof action.items !== 'object' || !onlyIds(action.items)
}
