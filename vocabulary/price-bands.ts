/** A range of relative price differences, both ends included: [0.1, 0.6] is 10 to 60 % more expensive. */
export type PriceBand = readonly [from: number, to: number]
/** The narrow band is used; the wide one where the narrow one has fewer than two items. */
export type PriceBandPair = { narrow: PriceBand; wide: PriceBand }
export type PriceBands = { upgrade: PriceBandPair; downgrade: PriceBandPair }

/** Default bands: docs/METHOD.md, "Upgrades". */
export const DEFAULT_PRICE_BANDS: PriceBands = {
  upgrade: { narrow: [0.1, 0.6], wide: [0.05, 1] },
  downgrade: { narrow: [-0.4, -0.1], wide: [-0.6, -0.05] },
}

/** Largest price difference of an upgrade that a merchant may set, in percent: mining keeps nothing beyond it. */
export const MAX_UPGRADE_PERCENT = 100 * DEFAULT_PRICE_BANDS.upgrade.wide[1]
