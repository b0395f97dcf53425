import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Intent } from '../../vocabulary/panels.ts'
import { COMPLEMENTS, REPLACEMENTS, type RelationshipType } from '../../vocabulary/relations.ts'

/** The types of relations that state each intent, strongest first. */
const STATING: Readonly<Partial<Record<Intent, readonly RelationshipType[]>>> = {
  complementary: COMPLEMENTS,
  upgrade: ['up_sell'],
  downgrade: ['down_sell'],
  related: ['substitute', 'different_brand'],
}

/** Factor between two types: no position within a type (at most 10,000) outweighs a stronger type. */
const POSITIONS = 10_000

/** Rank of a type among those that state an intent, 0 the strongest; -1 when it does not state the intent. */
export const relationStrength = (type: RelationshipType, intent: Intent = 'complementary'): number =>
  (STATING[intent] ?? []).indexOf(type)

/** Score of a stated item, 0 to 1: the stronger type first, then the merchant's own position. @param strength ≥ 0 */
export const relationScore = (strength: number, position: number): number =>
  Number((1 / (1 + strength * POSITIONS + position)).toPrecision(6))

/** Items that must not be shown beside the seed, because the merchant stated that they replace it. */
export function replacementsAmong(
  stated: readonly { related_item_id: string; relationship_type: RelationshipType }[],
): Map<string, Outcome> {
  const replacements = new Map<string, Outcome>()
  for (const { related_item_id, relationship_type } of stated) {
    const type = REPLACEMENTS.find((one) => one === relationship_type)
    if (type !== undefined && !replacements.has(related_item_id)) replacements.set(related_item_id, type)
  }
  return replacements
}
