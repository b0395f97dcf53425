import type { Filter } from '../../engine/rank/filters.ts'
import { relationScore, relationStrength } from '../../engine/rank/relations.ts'
import type { Shop } from '../../schema/shop/shops.ts'
import type { Intent } from '../../vocabulary/panels.ts'
import type { CardRow, StatedRelation } from '../store/serving/rows.ts'
import { type Card, cardOf, NO_EVIDENCE } from './card.ts'

/** The candidates of one panel, and the filters that hold for it alone. */
export type PanelCandidates = { candidates: Card[]; filters: readonly Filter[] }

/** Everything that ranking the panels of one answer needs. */
export type Candidates = {
  shop: Shop | undefined
  model_id: string
  /** How much more often than by chance orders hold several items of a family; undefined when unknown. */
  family_lift: number | undefined
  /** The item on the page, or the cart. */
  seeds: {
    /** Of the item on the page, minor units; null for a cart, and where the shop gives no price. */
    price: number | null
    families: ReadonlySet<number>
    /** The item on the page, which a bundle adds together with others. */
    card?: Card | undefined
  }
  panels: Partial<Record<Intent, PanelCandidates>>
}

/** The card of a relation that states the intent; [] when it states another one, or its item has left the catalogue. */
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
