import { FACT_PARTS, type FactPart, RULE_PROPERTIES } from '../../vocabulary/rules.ts'
import { byCodePoint } from '../numbers/sort.ts'
import { type PreparedConditions, prepareConditions } from './conditions.ts'
import { type PreparedTest, pathOf, prepareTest, propertyOf } from './item-test.ts'
import type { ItemTest, Rule, RuleAction, RuleConditions, Situation } from './rule.ts'

/** A rule with its conditions and the test of its action prepared; `test` holds for every item where the action has none. */
export type PreparedRule = Rule & {
  /** Place by precedence, 0 for the rule that wins. */
  order: number
  applies: PreparedConditions
  test: PreparedTest
}

/** The rules of a shop, prepared once for many answers. */
export type RuleSet = {
  /** Rules for certain items on the page, and for categories of it, by item and by path. */
  bySeed: ReadonlyMap<string, readonly PreparedRule[]>
  byCategory: ReadonlyMap<string, readonly PreparedRule[]>
  others: readonly PreparedRule[]
  size: number
  /** What an answer has to read of its items; undefined for ids and prices alone. */
  needs: ReadonlySet<FactPart> | undefined
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

/**
 * Prepares rules. Those for certain items or categories are found by them, so that a thousand of them cost an answer a few lookups.
 */
export function prepareRules(rules: readonly Rule[]): RuleSet {
  const bySeed = new Map<string, PreparedRule[]>()
  const byCategory = new Map<string, PreparedRule[]>()
  const others: PreparedRule[] = []
  const put = (index: Map<string, PreparedRule[]>, key: string, rule: PreparedRule) => {
    const own = index.get(key)
    if (own) own.push(rule)
    else index.set(key, [rule])
  }
  for (const [order, rule] of rules.toSorted(byPrecedence).entries()) {
    const applies = prepareConditions(rule)
    const prepared = { ...rule, order, applies, test: prepareTest(testIn(rule.action)) }
    const { item_ids, categories } = rule.when.seed ?? {}
    if (item_ids) for (const item_id of new Set(item_ids)) put(bySeed, item_id, prepared)
    else if (categories) for (const path of new Set(categories.map(pathOf))) put(byCategory, path, prepared)
    else others.push(prepared)
  }
  return { bySeed, byCategory, others, size: rules.length, needs: needsOf(rules) }
}

/** The rules that apply, the one that wins first. */
export function rulesFor({ bySeed, byCategory, others }: RuleSet, situation: Situation): PreparedRule[] {
  const { seed } = situation
  const found = new Set(others)
  if (seed) {
    for (const rule of bySeed.get(seed.item_id) ?? []) found.add(rule)
    const parts = (propertyOf(seed, 'category') ?? '').split('>')
    for (const at of parts.keys()) {
      for (const rule of byCategory.get(parts.slice(0, at + 1).join('>')) ?? []) found.add(rule)
    }
  }
  return [...found].filter(({ applies }) => applies(situation)).sort((a, b) => a.order - b.order)
}

/** The test of an action's items; {} for actions without one. */
const testIn = (action: RuleAction): ItemTest =>
  'items' in action && typeof action.items === 'object' ? action.items : {}

/** What the rules compare of items. */
function needsOf(rules: readonly Rule[]): ReadonlySet<FactPart> | undefined {
  const used = rules.flatMap(partsUsedBy)
  return used.length === 0 ? undefined : new Set(FACT_PARTS.filter((part) => used.includes(part)))
}

const OWN_PROPERTIES: readonly string[] = RULE_PROPERTIES

/** Parts of items that a rule compares besides their ids; `texts` for those that are no list. */
function partsUsedBy({ action, when: { seed, cart } }: Rule): (FactPart | 'texts')[] {
  const tests = [seed, cart?.items, testIn(action)]
  const inTests = tests.flatMap((test = {}) =>
    Object.entries(test).flatMap(([name, part]): (FactPart | 'texts')[] => {
      if (name === 'item_ids' || part === undefined) return []
      return name === 'tags' || name === 'collections'
        ? [name]
        : [name === 'attribute' ? 'attributes' : 'texts']
    }),
  )
  const { kind } = action
  if (kind === 'same' || kind === 'different' || kind === 'at_most') {
    const isOwn = OWN_PROPERTIES.includes(action.property) || action.property === 'family'
    return [...inTests, isOwn ? 'texts' : 'attributes']
  }
  const isStock =
    kind === 'least_margin' || kind === 'least_stock' || kind === 'push_slow' || kind === 'price_band'
  return isStock || cart?.value ? [...inTests, 'texts'] : inTests
}
