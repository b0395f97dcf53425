import type { Candidate } from './candidates.ts'

/** What a panel does with items that could replace one another. */
export type FamilyRule = {
  /** Families of what is on the page or in the cart, when these are to stay out; else empty. */
  refused: ReadonlySet<number>
  /** Most items of one family in the panel. */
  most: number
}

/** No rule: an upgrade is of the family by its nature. */
export const ANY_FAMILY: FamilyRule = { refused: new Set(), most: Number.POSITIVE_INFINITY }

/**
 * Do items of one family go with each other? As the merchant says, else as the shop's orders do: where they are bought
 * together more often than chance has it they do (two colours of a cup), else they are a choice of one.
 * @param lift how much more often than by chance items of one family stand in one order; undefined when nothing tells
 */
export function keepsFamily(said: 'auto' | 'keep' | 'drop', lift: number | undefined): boolean {
  return said === 'auto' ? lift !== undefined && lift > 1 : said === 'keep'
}

/**
 * Most of one family in a panel of so many, unless the merchant says otherwise: half of it, and where the shop's orders
 * say that they go together, three quarters (docs/METHOD.md, "Families").
 * @param lift as for `keepsFamily`
 */
export function mostOfAFamily(limit: number, said: number | undefined, lift: number | undefined): number {
  if (said !== undefined) return said
  return keepsFamily('auto', lift) ? Math.ceil(limit * 0.75) : Math.ceil(limit / 2)
}

/**
 * Why the rule keeps a candidate out; undefined when it does not. What the merchant chose or linked is exempt.
 * @param shown how many of each family the panel shows already
 */
export function whyNotOfFamily(
  { source, family }: Candidate,
  { refused, most }: FamilyRule,
  shown: ReadonlyMap<number, number>,
): string | undefined {
  if (family === null || source === 'pinned' || source === 'relation') return undefined
  if (refused.has(family)) return 'same_family'
  return (shown.get(family) ?? 0) >= most ? 'enough_of_its_family' : undefined
}
