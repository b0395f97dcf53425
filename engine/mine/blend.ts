import type { ScoreComponents } from './score-components.ts'
import type { CartBlend, PageBlend } from './settings.ts'

/** Score of a companion on the product page under a blend. */
export const pageScore = (components: ScoreComponents, page: PageBlend, other: number): number => {
  const { share, smoothedShare, lookAlike, ridge, mixture } = components
  const similar = page.similar ?? null
  const own =
    similar === null ? (share[other] ?? 0) : (smoothedShare[other] ?? 0) + similar * (lookAlike[other] ?? 0)
  return page.ridge * (ridge[other] ?? 0) + page.mixture * (mixture[other] ?? 0) + page.share * own
}

/**
 * What a seed in the cart adds to a companion's score under a blend.
 * @param explained of the mixture, with backoff where the blend has `similar`
 */
export const blendCartWeight = (cart: CartBlend, ridge: number, explained: number, share: number): number =>
  cart.ridge * ridge + cart.mixture * explained + cart.share * share

/** The same for a companion among the components of a seed. */
export const cartWeight = (components: ScoreComponents, cart: CartBlend, other: number): number => {
  const { share, ridge, mixture, mixtureBackoff } = components
  const explained = (mixture[other] ?? 0) + (cart.similar ? (mixtureBackoff[other] ?? 0) : 0)
  return blendCartWeight(cart, ridge[other] ?? 0, explained, share[other] ?? 0)
}
