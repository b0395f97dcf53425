import type { ScoreComponents } from './score-components.ts'
import { type CartBlend, DEFAULT_PAGE, type PageBlend } from './settings.ts'

/**
 * Score of a companion on the product page under a blend: the estimated share of the seed's orders that hold it, by hierarchical
 * shrinkage, and where the blend has them ridge and mixture.
 *
 *     (votes of the seed's orders + votes of backoff + prior · share of any item's orders) / (their orders and pseudo-orders)
 *
 * This is the posterior mean under a Dirichlet prior whose mean is the level above.
 */
export const pageScore = (components: ScoreComponents, page: PageBlend, other: number): number => {
  const { votes, seedOrders, backoffOrders, prior, ridge, mixture } = components
  const similar = page.similar ?? null
  const strength = page.prior ?? DEFAULT_PAGE.prior ?? 0
  let all = (votes[other] ?? 0) + strength * (prior.shares[other] ?? 0)
  let orders = seedOrders + strength
  if (similar !== null) {
    all += components.backoffVotes(other) + similar * components.lookAlikeVotes(other)
    orders += backoffOrders
  }
  const share = all / Math.max(1, orders)
  return page.ridge * (ridge[other] ?? 0) + page.mixture * (mixture[other] ?? 0) + page.share * share
}

/** Level of the shrinkage that a companion is named after: the pair's own orders, similar items, or the shop. */
export type Level = 'pair' | 'similar' | 'shop'

/**
 * The level of a companion on the product page: the pair where it has support and similar items do not say more, else similar
 * items. A best seller is one of the shop without support, or where most of its score is the shop's and it is in the seed's
 * orders no more often than in any item's: evidence of the pair would say nothing.
 */
export function levelOf(components: ScoreComponents, page: PageBlend, other: number): Level {
  const { votes, prior, seedOrders } = components
  const own = votes[other] ?? 0
  const lent = page.similar == null ? 0 : components.backoffVotes(other)
  const isSupported = components.isSupported[other] === 1
  const general = (page.prior ?? DEFAULT_PAGE.prior ?? 0) * prior.shareOf(other)
  const isOfPair = isSupported && own > Math.min(general, seedOrders * prior.shareOf(other))
  if (prior.isPopular[other] === 1 && !isOfPair && general >= lent) return 'shop'
  return isSupported && lent <= own ? 'pair' : 'similar'
}

/** Components of a cart weight; `lent` is the mixture of backoff, and `isSupported` 1 or 0. */
export type CartParts = { ridge: number; mixture: number; lent: number; share: number; isSupported: number }

/**
 * What a seed in the cart adds to a companion's score under a blend. A seed with few orders says little, and a pair without
 * support counts for best sellers only, which are candidates of the cart without it.
 * @param seedOrders orders of the seed
 */
export const blendCartWeight = (cart: CartBlend, parts: CartParts, seedOrders: number): number => {
  const { ridge, mixture, lent, share, isSupported } = parts
  const borrowed = cart.similar ? cart.mixture * lent : 0
  if (isSupported === 0 && !cart.best_sellers) return borrowed
  const own = cart.ridge * ridge + cart.mixture * mixture + cart.share * share
  return reliabilityOf(cart, seedOrders) * own + borrowed
}

/** How much an item's own weights count: n / (n + prior). */
const reliabilityOf = ({ prior = 0 }: CartBlend, orders: number): number =>
  prior === 0 ? 1 : orders / (orders + prior)

/** The parts for a companion among the components of a seed. */
export const cartParts = (components: ScoreComponents, other: number): CartParts => ({
  ridge: components.ridge[other] ?? 0,
  mixture: components.mixture[other] ?? 0,
  lent: components.mixtureBackoff[other] ?? 0,
  share: components.shareOf(other),
  isSupported: components.isSupported[other] ?? 0,
})

/** The cart weight of a companion among the components of a seed, without an object for each: there are millions. */
export const cartWeight = (components: ScoreComponents, cart: CartBlend, other: number): number => {
  const borrowed = cart.similar ? cart.mixture * (components.mixtureBackoff[other] ?? 0) : 0
  if (components.isSupported[other] === 0 && !cart.best_sellers) return borrowed
  const ridge = cart.ridge * (components.ridge[other] ?? 0)
  const mixture = cart.mixture * (components.mixture[other] ?? 0)
  const share = cart.share === 0 ? 0 : cart.share * components.shareOf(other)
  return reliabilityOf(cart, components.seedOrders) * (ridge + mixture + share) + borrowed
}
