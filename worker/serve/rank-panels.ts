import { type Adjustment, learnedAdjustment } from '../../engine/rank/adjustments.ts'
import { ANY_FAMILY, type FamilyRule, familyLimit, keepsFamily } from '../../engine/rank/diversity.ts'
import { exclusionFilter } from '../../engine/rank/filters.ts'
import { type Ranking, rank } from '../../engine/rank/rank.ts'
import type { ArmSettings } from '../../schema/outcomes/experiments.ts'
import type { PanelQuestion, Question } from '../../schema/serving/questions.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import { MAX_SPARE } from '../../vocabulary/limits.ts'
import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Intent, Placement } from '../../vocabulary/panels.ts'
import type { Candidates } from './candidates.ts'
import type { Card } from './card.ts'
import { settingOf } from './panel.ts'
import { effectsFor, type RuleContext, rankOptionsOf, withPinned } from './rules.ts'

/** Default number of items: one row on a desktop, a short list under a cart, two alternatives. */
const DEFAULT_LIMIT: Partial<Record<Placement | Intent, number>> = {
  product: 4,
  cart: 3,
  checkout: 3,
  home: 8,
  upgrade: 2,
  downgrade: 2,
}

/** A panel that is ranked, and how it would be in an arm of an experiment. */
export type RankedPanel = {
  intent: Intent
  limit: number | undefined
  ranking: Ranking<Card>
  rankForArm(settings: ArmSettings): Ranking<Card>
}

/**
 * Ranks one panel after the other; an item of one panel is neither shown nor a spare in another.
 * @returns the panels, and the items that any of them shows
 */
export function rankPanels(
  question: Question,
  panels: readonly PanelQuestion[],
  found: Candidates,
  now: number,
): { ranked: RankedPanel[]; shown: ReadonlyMap<string, Outcome> } {
  const shown = new Map<string, Outcome>()
  const adjustments = adjustmentsFor(question.placement, found)
  const ranked = panels.map(({ intent, limit }) => {
    const { candidates: own, filters } = found.panels[intent] ?? { candidates: [], filters: [] }
    const effects = effectsFor(contextOf(found, now), question, intent, own)
    const candidates = found.panels[intent] ? withPinned(own, found.pinned, effects) : own
    const most = limit ?? question.limit ?? limitOf(question.placement, intent, found.shop)
    const diversity = diversityOf(question.placement, intent, most, found)
    const rankAmong = (
      some: readonly Card[],
      others: ReadonlyMap<string, Outcome>,
      items: number,
      isRuled = true,
    ) => {
      const ruled = rankOptionsOf(effects, isRuled)
      return rank<Card>(some, {
        ...ruled,
        filters: [...filters, exclusionFilter(others), ...ruled.filters],
        adjustments: [...adjustments, ...ruled.adjustments],
        ...{ diversity, defaults: found.shop?.panel_rules ?? {}, limit: items, spares: MAX_SPARE },
      })
    }
    const ranking = rankAmong(candidates, new Map(shown), most)
    for (const { item_id } of ranking.shown) shown.set(item_id, 'in_another_panel')
    const rankForArm = ({ sources, limit: items = most, rules: isRuled }: ArmSettings) => {
      const others = new Map(shown)
      for (const { item_id } of ranking.shown) others.delete(item_id)
      // Without rules, what only a rule brought in is no candidate.
      const all = isRuled === false ? own : candidates
      const allowed = all.filter(({ source }) => !sources || sources.includes(source))
      return rankAmong(allowed, others, items, isRuled)
    }
    return { intent, limit, ranking, rankForArm }
  })
  return { ranked, shown }
}

/** What merchandising rules see of an answer's question. */
const contextOf = ({ rules, shop, seeds, since, known_customer }: Candidates, now: number): RuleContext => ({
  ...{ rules: rules.set, shop, seed: seeds.facts, cart: seeds.cart ?? [], since, now },
  isKnownCustomer: known_customer === true,
})

function limitOf(placement: Placement, intent: Intent, shop: Shop | undefined): number {
  const own = intent === 'complementary' ? settingOf(shop, placement).limit : DEFAULT_LIMIT[intent]
  return own ?? DEFAULT_LIMIT[placement] ?? 4
}

/** Learned factors of this placement and seed, from the shop's row. */
function adjustmentsFor(placement: Placement, { shop, seeds }: Candidates): Adjustment[] {
  const seed = placement === 'product' ? seeds.item_id : ''
  const factors = new Map(
    (shop?.learned ?? [])
      .filter(([where, beside]) => where === placement && beside === seed)
      .map(([, , item_id, factor]) => [item_id, factor]),
  )
  return factors.size === 0 ? [] : [learnedAdjustment(factors)]
}

/** Limits for families. Alternatives are of the seed's family; for companions the merchant's setting applies, else the lift. */
function diversityOf(
  placement: Placement,
  intent: Intent,
  limit: number,
  { shop, family_lift, seeds }: Candidates,
): FamilyRule {
  if (intent !== 'complementary') return ANY_FAMILY
  const { same_family = 'auto', most_of_a_family } =
    (placement === 'product' || placement === 'cart' ? shop?.panel_rules[placement] : undefined) ?? {}
  return {
    excluded: keepsFamily(same_family, family_lift) ? new Set() : seeds.families,
    most: familyLimit(limit, most_of_a_family, family_lift),
  }
}
