import { rank } from '../../../engine/rank/rank.ts'
import { effectsOf, type Ruled } from '../../../engine/rules/effects.ts'
import type { ItemFacts, Rule, RuleAction, RuleConditions, Situation } from '../../../engine/rules/rule.ts'
import { prepareRules, rulesFor } from '../../../engine/rules/rule-set.ts'
import { candidate } from '../rank/a-candidate.ts'

/** What rules know of an item: its price, and what a test adds. */
export const facts = (item_id: string, more: Partial<ItemFacts> = {}): ItemFacts => ({
  ...{ item_id, price: 1_000, cost: null, stock: null, brand: null, category: '', product_type: null },
  ...{ tags: [], collections: [], attributes: {} },
  ...more,
})

/** Candidates a, b, c … from the best to the last. */
export const list = (ids: string, more: Record<string, Partial<ItemFacts>> = {}): Ruled[] =>
  [...ids].map((item_id, at) => ({
    ...candidate(item_id, { score: 1 - at / 100, price: more[item_id]?.price ?? 1_000 }),
    facts: facts(item_id, more[item_id]),
  }))

const TEA = facts('tea', { brand: 'Assam', category: 'Drinks > Tea', price: 1_000, tags: ['hot'] })
export const MONDAY = Date.UTC(2026, 10, 30, 9, 0)

/** A product page of tea, on a Monday at nine. */
export const situation = (more: Partial<Situation> = {}): Situation => ({
  ...{ placement: 'product', intent: 'complementary', seed: TEA, cart: [], isKnownCustomer: false },
  ...{ group: undefined, market: undefined, locale: 'de-AT', now: MONDAY, weekday: 1, minute: 540 },
  ...{ window_days: 100 },
  ...more,
})

let made = 0

/** A rule in force, newer than those made before it. */
export const rule = (action: RuleAction, when: RuleConditions = {}, more: Partial<Rule> = {}): Rule => {
  made += 1
  const rule_id = `rule_${String(made).padStart(6, '0')}`
  return { rule_id, priority: 0, changed_at: made, action, when, starts_at: null, ends_at: null, ...more }
}

/** The panel under these rules. */
export const shownBy = (
  rules: readonly Rule[],
  candidates: readonly Ruled[],
  limit = 4,
  where = situation(),
) => {
  const applied = rulesFor(prepareRules(rules), where)
  return rank(candidates, { ...effectsOf(applied, where, candidates), limit, spares: 3 })
}
/** The ids of what it shows, in one word. */
export const ids = (
  rules: readonly Rule[],
  candidates: readonly Ruled[],
  limit = 4,
  where = situation(),
): string =>
  shownBy(rules, candidates, limit, where)
    .shown.map(({ item_id }) => item_id)
    .join('')

export const pin = (item_id: string, place: number, mode: 'at' | 'at_or_before' = 'at'): RuleAction => ({
  ...{ kind: 'pin', item_id, place, mode },
})
