import type { Ageing } from '../mine/order-weights.ts'
import { type CartBlend, DEFAULT_CART, DEFAULT_PAGE, type PageBlend } from '../mine/settings.ts'

/** Ways to make the page's list; the first is the default. No single one is right in every shop. */
export const PAGES: Readonly<Record<string, PageBlend>> = {
  'share, with what similar items lend': DEFAULT_PAGE,
  'share alone': { ...DEFAULT_PAGE, similar: null },
  'share, with look-alikes': { ...DEFAULT_PAGE, similar: 0.5 },
  'share, with look-alikes first': { ...DEFAULT_PAGE, similar: 1 },
  'ridge, share and popularity': { ...DEFAULT_PAGE, ridge: 1, popularity: 1 },
  'ridge, mixture and popularity': {
    ...{ size_exponent: 1, ridge: 1, mixture: 1, share: 0, popularity: 1, similar: null },
  },
  'share of orders weighted by size^-0.5': { ...DEFAULT_PAGE, similar: null, size_exponent: 0.5 },
  'share of orders weighted by size^-0.5, and popularity': {
    ...{ ...DEFAULT_PAGE, similar: null, size_exponent: 0.5, popularity: 0.3 },
  },
  confidence: { ...DEFAULT_PAGE, similar: null, size_exponent: 0 },
}

/** Ways to make the cart's; the first is the default. Confidence is not among them: it ruins large carts. */
export const CARTS: Readonly<Record<string, CartBlend>> = {
  'ridge, mixture and popularity': DEFAULT_CART,
  'with best sellers': { ...DEFAULT_CART, best_sellers: true },
  'with best sellers, more popularity': { ...DEFAULT_CART, best_sellers: true, popularity: 1 },
  'with similar items': { ...DEFAULT_CART, similar: true },
  'with similar items and best sellers': { ...DEFAULT_CART, similar: true, best_sellers: true },
  'less popularity': { ...DEFAULT_CART, popularity: 0.2 },
  'more mixture': { ...DEFAULT_CART, mixture: 3 },
  'less mixture': { ...DEFAULT_CART, mixture: 0.75 },
}

/** How orders of other times count: the half-life as a share of the time they span, and the season's weight. */
export type Age = { half_life: number | null; season: number | null }

/** Ways to weigh orders by their age; the first is the default. */
export const AGES: Readonly<Record<string, Age>> = {
  'all ages alike': { half_life: null, season: null },
  'half-life of half the span': { half_life: 0.5, season: null },
  'the same season twice': { half_life: null, season: 2 },
}

const DAY = 86_400_000
/** A season has come before where the orders span more than a year and the season itself. */
const A_YEAR_AND_MORE = 395

/** What an age means for orders that span so much time, in milliseconds; undefined where they cannot tell. */
export function ageingOf({ half_life, season }: Age, span: number): Ageing | undefined {
  const days = span / DAY
  if (season !== null && days < A_YEAR_AND_MORE) return undefined
  return { half_life_days: half_life === null ? null : Math.max(1, half_life * days), season }
}
