import type { Outcome } from '../../vocabulary/outcomes.ts'
import type { Candidate } from './candidate.ts'

/** How a panel treats items that could replace one another. */
export type FamilyRule = {
  /** Families that stay out: those of the item on the page or in the cart, or none. */
  excluded: ReadonlySet<number>
  /** Most items of one family in the panel. */
  most: number
}

/** No rule. Alternatives are of the seed's family by their nature. */
export const ANY_FAMILY: FamilyRule = { excluded: new Set(), most: Number.POSITIVE_INFINITY }

/**
 * Whether items of the seed's family may be shown. With `auto` they may where the shop's orders hold them together more
 * often than chance would (two colours of a cup); else they are a choice of one.
 * @param lift of families in orders (engine/alternatives/family-lift.ts); undefined when unknown
 */
export function keepsFamily(setting: 'auto' | 'keep' | 'drop', lift: number | undefined): boolean {
  return setting === 'auto' ? lift !== undefined && lift > 1 : setting === 'keep'
}

/**
 * Most items of one family in a panel, unless the merchant sets it: half of the panel, or three quarters where the shop's
 * orders hold families together (docs/METHOD.md, "Families in a panel").
 * @param lift as for `keepsFamily`
 */
export function familyLimit(limit: number, setting: number | undefined, lift: number | undefined): number {
  if (setting !== undefined) return setting
  return keepsFamily('auto', lift) ? Math.ceil(limit * 0.75) : Math.ceil(limit / 2)
}

/**
 * Why the rule keeps a candidate out; undefined when it does not. Pinned items and relations are exempt: the merchant
 * chose them.
 * @param shown items of each family that the panel shows already
 */
export function familyRejection(
  { source, family }: Candidate,
  { excluded, most }: FamilyRule,
  shown: ReadonlyMap<number, number>,
): Outcome | undefined {
  if (family === null || source === 'pinned' || source === 'relation') return undefined
  if (excluded.has(family)) return 'same_family'
  return (shown.get(family) ?? 0) >= most ? 'family_limit' : undefined
}
