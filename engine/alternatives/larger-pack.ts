import type { PriceBandPair } from '../../vocabulary/price-bands.ts'
import { isInBand, priceDifference } from '../rank/price-bands.ts'
import { savingOf } from '../text/gains/compare.ts'
import type { Gain } from '../text/gains/gain.ts'
import { moreOf } from '../text/gains/more.ts'
import { unitsOf } from '../text/gains/units.ts'
import { tokensOf } from '../text/tokens.ts'

/** A variant of the item on the page. */
export type Pack = {
  variant_id: string
  title?: string | undefined
  /** Minor units. */
  price?: number | undefined
}

/**
 * The next larger pack of an item: a variant that differs from the one on the page by its quantity alone, "250 g tin" beside
 * "100 g tin", at a price within the band of upgrades.
 * @param packs variants that can be bought
 * @returns the least expensive of them with its gains; undefined for none
 */
export function largerPack<P extends Pack>(
  own: Pack,
  packs: readonly P[],
  { narrow, wide }: PriceBandPair,
): { pack: P; gains: Gain[] } | undefined {
  const larger = packs.flatMap((pack) => {
    const difference = pack.price && own.price ? priceDifference(own.price, pack.price) : 0
    const gains = isInBand(difference, narrow) || isInBand(difference, wide) ? gainsOf(own, pack) : []
    return gains.length > 0 ? [{ pack, gains, difference }] : []
  })
  return larger.sort((a, b) => a.difference - b.difference)[0]
}

function gainsOf(own: Pack, { title = '', price = 0 }: Pack): Gain[] {
  const { title: before = '', price: paid = 0 } = own
  if (withoutQuantity(before) !== withoutQuantity(title)) return []
  return moreOf(before, title)
    .filter(({ priced }) => priced)
    .flatMap((more) => [more.gain, ...savingOf(more, price / paid)])
}

/** What else distinguishes the variant, such as its flavour. */
const withoutQuantity = (title: string): string =>
  tokensOf(title)
    .filter((word) => !/\p{N}/u.test(word) && unitsOf(word).length === 0)
    .join(' ')
