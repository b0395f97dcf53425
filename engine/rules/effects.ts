import { STRENGTHS } from '../../vocabulary/rules.ts'
import type { Adjustment } from '../rank/adjustments.ts'
import type { Pin, PlaceCap } from '../rank/arrange.ts'
import type { Candidate } from '../rank/candidate.ts'
import type { Filter } from '../rank/filters.ts'
import { isWithin, type PreparedTest, propertyOf } from './item-test.ts'
import { bareFacts, type ItemFacts, type RuleAction, type Situation } from './rule.ts'
import type { PreparedRule } from './rule-set.ts'

/** A candidate with what rules know of it; undefined when no rule of the shop needs it. */
export type Ruled = Candidate & { facts?: ItemFacts | undefined }

/** What the rules that apply do to a panel. */
export type RuleEffects = {
  /** Before everything else: no pin shows what these reject. */
  never: Filter<Ruled>[]
  filters: Filter<Ruled>[]
  adjustments: Adjustment<Ruled>[]
  pins: Pin<Ruled>[]
  caps: PlaceCap<Ruled>[]
}

/** Slow movers are pushed only among items with at least this share of the best score. */
const SLOW_FLOOR = 0.25

/**
 * What rules do to the candidates of a panel. Filters add up, whichever rule wins; of two pins for one place, and of two limits for
 * one property, the first rule's counts.
 * @param rules that apply, the one that wins first
 */
export function effectsOf(
  rules: readonly PreparedRule[],
  situation: Situation,
  candidates: readonly Ruled[],
): RuleEffects {
  const effects: RuleEffects = { never: [], filters: [], adjustments: [], pins: [], caps: [] }
  for (const { rule_id, action, when, test } of rules) {
    const kept = testOf(action, test, situation)
    if (kept) {
      const isNever = action.kind === 'never_show'
      const outcome = isNever ? 'never_shown' : 'hidden_by_rule'
      const reject = (candidate: Ruled) => (kept(candidate) ? undefined : outcome)
      effects[isNever ? 'never' : 'filters'].push({ rule_id, reject })
    }
    const factor = factorOf(action, test, situation, candidates)
    if (factor) effects.adjustments.push({ name: `rule ${rule_id}`, factor })
    // A pin means companions, unless its rule names other panels.
    if (situation.intent === 'complementary' || when.intents)
      effects.pins.push(...pinsOf(rule_id, action, test))
    if (action.kind === 'at_most') {
      const { property, items } = action
      effects.caps.push({
        ...{ rule_id, most: items },
        valueOf: ({ facts, family }) =>
          property === 'family' ? (family ?? undefined)?.toString() : facts && propertyOf(facts, property),
      })
    }
  }
  return effects
}

/** Whether a candidate stays, for actions that hide others; undefined for other actions. */
function testOf(
  action: RuleAction,
  test: PreparedTest,
  { seed, cart }: Situation,
): ((candidate: Ruled) => boolean) | undefined {
  switch (action.kind) {
    case 'never_show':
    case 'hide':
      return (candidate) => !test(factsOf(candidate))
    case 'only':
      return (candidate) => test(factsOf(candidate))
    case 'same':
    case 'different': {
      const { kind, property } = action
      const seeds = seed ? [seed] : cart
      const values = new Set(seeds.flatMap((item) => propertyOf(item, property) ?? []))
      // Without a value to compare with, the rule says nothing.
      if (values.size === 0) return undefined
      return (candidate) => values.has(propertyOf(factsOf(candidate), property) ?? '') === (kind === 'same')
    }
    case 'price_band': {
      const price = seed?.price ?? null
      if (price === null) return undefined
      const { from, to } = action
      const share = (percent: number | undefined) =>
        percent === undefined ? undefined : (price * percent) / 100
      return (candidate) => isWithin(candidate.price, { from: share(from), to: share(to) })
    }
    case 'least_margin':
      // An item without a cost is not judged.
      return ({ price, facts }) =>
        facts?.cost == null || !price || (100 * (price - facts.cost)) / price >= action.percent
    case 'least_stock':
      return ({ facts }) => facts?.stock == null || facts.stock >= action.pieces
    case 'sources':
      return ({ source }) => source === 'pinned' || action.sources.includes(source)
    default:
      return undefined
  }
}

/** What an item's score is multiplied by; undefined for actions that move nothing. */
function factorOf(
  action: RuleAction,
  test: PreparedTest,
  { window_days }: Situation,
  candidates: readonly Ruled[],
): Adjustment<Ruled>['factor'] | undefined {
  if (action.kind === 'boost' || action.kind === 'bury') {
    const by = action.kind === 'boost' ? STRENGTHS[action.strength] : 1 / STRENGTHS[action.strength]
    return (candidate) => (test(factsOf(candidate)) ? by : undefined)
  }
  if (action.kind !== 'push_slow') return undefined
  const { cover_days, strength } = action
  const best = candidates.reduce((most, { score }) => Math.max(most, score), 0)
  return ({ score, item_orders, facts }) => {
    const stock = facts?.stock ?? 0
    if (stock <= 0 || score < SLOW_FLOOR * best || window_days === undefined) return undefined
    const lasts = item_orders === 0 ? Number.POSITIVE_INFINITY : (stock * window_days) / item_orders
    return lasts >= cover_days ? STRENGTHS[strength] : undefined
  }
}

function pinsOf(rule_id: string, action: RuleAction, test: PreparedTest): Pin<Ruled>[] {
  switch (action.kind) {
    case 'pin':
      return [{ rule_id, item_id: action.item_id, place: action.place, mode: action.mode }]
    case 'include':
      return action.item_ids.map((item_id) => ({ rule_id, item_id, place: undefined, mode: 'at_or_before' }))
    case 'pin_matching':
      return [{ rule_id, matches: (candidate) => test(factsOf(candidate)), place: action.place }]
    default:
      return []
  }
}

/** Rules that compare ids alone apply to candidates of which nothing else was read. */
const factsOf = ({ item_id, price, facts }: Ruled): ItemFacts => facts ?? bareFacts(item_id, price)
