import type { Filter } from '../../engine/rank/filters.ts'
import { relationScore, relationStrength } from '../../engine/rank/relations.ts'
import type { ItemFacts } from '../../engine/rules/rule.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Intent } from '../../vocabulary/panels.ts'
import type { CardRow, StatedRelation } from '../store/serving/rows.ts'
import { type Card, cardOf, NO_EVIDENCE, type Titled } from './card.ts'
import type { ShopRules } from './rules.ts'

/** The candidates of one panel, and its own filters. */
export type PanelCandidates = { candidates: Card[]; filters: readonly Filter[] }

/** Everything that ranking the panels of one answer needs. */
export type Candidates = {
  shop: Shop | undefined
  model_id: string
  /** Lift of several items of a family in one order; undefined when unknown. */
  family_lift: number | undefined
  /** UTC milliseconds of the first order that the model counted; undefined when unknown. */
  since?: number | undefined
  /** Whether the answer uses the orders of a known customer. */
  known_customer?: true
  /** Ids of the question that name no item. */
  unknown: readonly string[]
  /** The item on the page, or the cart. */
  seeds: {
    /** The item on the page, whatever the page calls it; '' for a cart. */
    item_id: string
    /** Price of the item on the page in minor units; null for a cart, and without a price. */
    price: number | null
    families: ReadonlySet<number>
    /** Titles of the items to which the candidates' `seed_item_id` refers. */
    titles: ReadonlyMap<string, Titled>
    /** The item on the page, for a bundle. */
    card?: Card | undefined
    /** What merchandising rules know of the item on the page, and of the items of the cart. */
    facts?: ItemFacts | undefined
    cart?: readonly ItemFacts[]
  }
  rules: ShopRules
  /** Items that rules pin here, as candidates of every panel with companions. */
  pinned: readonly Card[]
  panels: Partial<Record<Intent, PanelCandidates>>
}

/** The card of a relation of this intent; [] for other intents and for items that left the catalogue. */
export function statedCard(
  { seed_item_id, relationship_type, position }: StatedRelation,
  row: CardRow | undefined,
  intent: Intent = 'complementary',
): Card[] {
  const strength = relationStrength(relationship_type, intent)
  if (strength < 0 || !row) return []
  const score = relationScore(strength, position)
  return cardOf(row, { source: 'relation', score, seed_item_id, ...NO_EVIDENCE, parts: { position } })
}

/** The cards of items that rules pin. They are shown where a rule places them, and nowhere else. */
export const pinnedCards = (rows: readonly CardRow[]): Card[] =>
  rows.flatMap((row) =>
    cardOf(row, { source: 'pinned', score: 0, seed_item_id: '', ...NO_EVIDENCE, parts: {} }),
  )
