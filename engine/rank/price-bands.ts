import type { PriceBand, PriceBandPair } from '../../vocabulary/price-bands.ts'

/** Items that the narrow band must hold, or the wide one is used: a panel with fewer is hidden. */
const ENOUGH = 2

/** Relative price difference: 0.1 means 10 % more expensive. Rounded to six digits, else 160 would not lie within 60 % of 100. Not finite where `own` is 0, so within no band. */
export const priceDifference = (own: number, price: number): number =>
  Math.round(1e6 * (price / own - 1)) / 1e6

/** Whether a relative price difference lies within the band, both ends included. */
export const isInBand = (difference: number, [from, to]: PriceBand): boolean =>
  difference >= from && difference <= to

/**
 * Ids of the items whose price lies within the narrow band, or within the wide one where the narrow one holds fewer than
 * two; none where a price is missing.
 * @param price of the item on the page, minor units
 */
export function itemsInBand(
  items: readonly { item_id: string; price: number | null }[],
  price: number | null,
  { narrow, wide }: PriceBandPair,
): Set<string> {
  const within = (band: PriceBand) =>
    items.filter(
      (item) => price !== null && item.price !== null && isInBand(priceDifference(price, item.price), band),
    )
  const inner = within(narrow)
  return new Set((inner.length < ENOUGH ? within(wide) : inner).map(({ item_id }) => item_id))
}
