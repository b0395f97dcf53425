/** How much dearer or cheaper an alternative may be: two ends of the ratio of prices. */
export type Band = { from: number; to: number }

/** Shown first, and taken when fewer than two lie in it: docs/METHOD.md, "Upgrades". */
export const UPGRADE_BANDS: readonly [Band, Band] = [
  { from: 1.1, to: 1.6 },
  { from: 1.05, to: 2 },
]
export const DOWNGRADE_BANDS: readonly [Band, Band] = [
  { from: 0.6, to: 0.9 },
  { from: 0.4, to: 0.95 },
]
/** Below so many the wider band is taken. */
const ENOUGH = 2

/** Slack of a price that is rounded to minor units. */
const ROUNDING = 1e-9

const isWithin = (ratio: number, { from, to }: Band): boolean =>
  ratio >= from - ROUNDING && ratio <= to + ROUNDING

/**
 * The alternatives whose price lies in the first band, or in the second where the first holds fewer than two; none
 * where a price is missing.
 * @param price of the item on the page, minor units
 */
export function inBand<A extends { price: number | null }>(
  alternatives: readonly A[],
  price: number | null,
  [first, second]: readonly [Band, Band],
): Set<A> {
  const within = (band: Band) =>
    alternatives.filter(
      (one) => price !== null && price > 0 && one.price !== null && isWithin(one.price / price, band),
    )
  const narrow = within(first)
  return new Set(narrow.length < ENOUGH ? within(second) : narrow)
}
