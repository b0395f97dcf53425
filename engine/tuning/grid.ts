import { DAY } from '../../vocabulary/time.ts'
import type { Ageing } from '../mine/order-weights.ts'
import { type CartBlend, DEFAULT_CART, DEFAULT_PAGE, type PageBlend } from '../mine/settings.ts'

/** Options for the product page, the default first. No single one is best in every shop. */
export const PAGE_GRID: Readonly<Record<string, PageBlend>> = {
  'share with backoff': DEFAULT_PAGE,
  'share alone': { ...DEFAULT_PAGE, similar: null },
  'share with backoff and look-alikes': { ...DEFAULT_PAGE, similar: 0.5 },
  'share with backoff, look-alikes first': { ...DEFAULT_PAGE, similar: 1 },
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

/** Options for the cart, the default first. Confidence is not among them: it ruins large carts. */
export const CART_GRID: Readonly<Record<string, CartBlend>> = {
  'ridge, mixture and popularity': DEFAULT_CART,
  'with best sellers': { ...DEFAULT_CART, best_sellers: true },
  'with best sellers, more popularity': { ...DEFAULT_CART, best_sellers: true, popularity: 1 },
  'with backoff': { ...DEFAULT_CART, similar: true },
  'with backoff and best sellers': { ...DEFAULT_CART, similar: true, best_sellers: true },
  'less popularity': { ...DEFAULT_CART, popularity: 0.2 },
  'more mixture': { ...DEFAULT_CART, mixture: 3 },
  'less mixture': { ...DEFAULT_CART, mixture: 0.75 },
}

/** How orders count by age: the half-life as a share of the time that the orders span, and the weight of the season. */
export type AgeOption = { half_life: number | null; season: number | null }

/** Options for the age of orders, the default first. */
export const AGE_GRID: Readonly<Record<string, AgeOption>> = {
  'all ages alike': { half_life: null, season: null },
  'half-life of half the span': { half_life: 0.5, season: null },
  'the same season twice': { half_life: null, season: 2 },
}

/** Days that orders must span so that a season has occurred before: a year and the season itself. */
const MIN_DAYS_FOR_SEASON = 395

/** The ageing of an option for orders that span so much time, milliseconds; undefined where they span too little to tell. */
export function ageingFor({ half_life, season }: AgeOption, span: number): Ageing | undefined {
  const days = span / DAY
  if (season !== null && days < MIN_DAYS_FOR_SEASON) return undefined
  return { half_life_days: half_life === null ? null : Math.max(1, half_life * days), season }
}
