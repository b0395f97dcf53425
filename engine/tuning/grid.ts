import { DAY } from '../../vocabulary/time.ts'
import type { Ageing } from '../mine/order-weights.ts'
import { type CartBlend, DEFAULT_CART, DEFAULT_PAGE, type PageBlend } from '../mine/settings.ts'

/** Options for the product page, the default first. No single one is best in every shop. */
export const PAGE_GRID: Readonly<Record<string, PageBlend>> = {
  'share with backoff and best sellers': DEFAULT_PAGE,
  'fewer best sellers': { ...DEFAULT_PAGE, prior: 15 },
  'fewer best sellers, look-alikes first': { ...DEFAULT_PAGE, prior: 15, similar: 1 },
  'hardly any best sellers, look-alikes first': { ...DEFAULT_PAGE, prior: 4, similar: 1 },
  'more best sellers': { ...DEFAULT_PAGE, prior: 120 },
  'more best sellers, no look-alikes': { ...DEFAULT_PAGE, prior: 120, similar: 0 },
  'best sellers above all': { ...DEFAULT_PAGE, prior: 400 },
  'no look-alikes': { ...DEFAULT_PAGE, similar: 0 },
  'without backoff': { ...DEFAULT_PAGE, similar: null },
  'ridge, mixture and best sellers': {
    ...{ size_exponent: 1, ridge: 1, mixture: 1, share: 0, popularity: 1, similar: null },
  },
  'share of orders weighted by size^-0.5': { ...DEFAULT_PAGE, size_exponent: 0.5, similar: null, prior: 20 },
  'share of orders weighted by size^-0.5, fewer best sellers': {
    ...{ ...DEFAULT_PAGE, size_exponent: 0.5, similar: null, prior: 5 },
  },
  'share of orders weighted by size^-0.5, more best sellers': {
    ...{ ...DEFAULT_PAGE, size_exponent: 0.5, similar: null, prior: 80 },
  },
}

/** Options for the cart, the default first. Confidence is not among them: it ruins large carts. */
export const CART_GRID: Readonly<Record<string, CartBlend>> = {
  'ridge, mixture and best sellers': DEFAULT_CART,
  'without best sellers': { ...DEFAULT_CART, best_sellers: false },
  'more popularity': { ...DEFAULT_CART, popularity: 1 },
  'with backoff': { ...DEFAULT_CART, similar: true },
  'with backoff, more popularity': { ...DEFAULT_CART, similar: true, popularity: 1 },
  'rare items in full': { ...DEFAULT_CART, prior: 0 },
  'rare items in full, with backoff': { ...DEFAULT_CART, prior: 0, similar: true },
  'rare items in full, no popularity': { ...DEFAULT_CART, prior: 0, popularity: 0 },
  'rare items less': { ...DEFAULT_CART, prior: 15 },
  'rare items less, more popularity': { ...DEFAULT_CART, prior: 15, popularity: 2 },
  'more mixture': { ...DEFAULT_CART, mixture: 3 },
  'less mixture': { ...DEFAULT_CART, mixture: 0.75 },
}

/** What shops gain by an option on average, and how much they differ, as shares of the default's metric. */
export type ExpectedGain = { mean: number; deviation: number }

/** The expected gain of an option of which nothing is known: a little worse than the default, and hardly ever by much. */
export const USUAL_GAIN: ExpectedGain = { mean: -0.01, deviation: 0.02 }

/**
 * Expected gains, measured on 64 development shops of 50 to 1,000 orders of seven sets
 * (docs/METHOD.md, "Where the defaults come from"; `EVERYWHERE_PART=development npm run bench -- everywhere` prints them). The mean is never taken to be above 0: the default
 * stays where a shop cannot tell.
 */
export const EXPECTED_GAINS: Readonly<Record<string, ExpectedGain>> = {
  'fewer best sellers': { mean: -0.005, deviation: 0.035 },
  'fewer best sellers, look-alikes first': { mean: 0, deviation: 0.035 },
  'hardly any best sellers, look-alikes first': { mean: -0.005, deviation: 0.06 },
  'more best sellers': { mean: -0.025, deviation: 0.05 },
  'more best sellers, no look-alikes': { mean: -0.03, deviation: 0.05 },
  'best sellers above all': { mean: -0.08, deviation: 0.12 },
  'no look-alikes': { mean: -0.008, deviation: 0.012 },
  'without backoff': { mean: -0.017, deviation: 0.02 },
  'ridge, mixture and best sellers': { mean: -0.02, deviation: 0.06 },
  'share of orders weighted by size^-0.5': { mean: -0.065, deviation: 0.06 },
  'share of orders weighted by size^-0.5, fewer best sellers': { mean: -0.07, deviation: 0.06 },
  'share of orders weighted by size^-0.5, more best sellers': { mean: -0.11, deviation: 0.12 },
  'without best sellers': { mean: -0.33, deviation: 0.34 },
  'more popularity': { mean: -0.018, deviation: 0.03 },
  'with backoff': { mean: 0, deviation: 0.022 },
  'with backoff, more popularity': { mean: -0.018, deviation: 0.03 },
  'rare items in full': { mean: -0.004, deviation: 0.06 },
  'rare items in full, with backoff': { mean: 0, deviation: 0.05 },
  'rare items in full, no popularity': { mean: -0.025, deviation: 0.045 },
  'rare items less': { mean: -0.008, deviation: 0.02 },
  'rare items less, more popularity': { mean: -0.06, deviation: 0.085 },
  'more mixture': { mean: 0, deviation: 0.022 },
  'less mixture': { mean: -0.01, deviation: 0.01 },
  'other support': { mean: -0.01, deviation: 0.12 },
  'half-life of half the span': { mean: -0.004, deviation: 0.01 },
}

/** How orders count by age: the half-life as a share of the time that the orders span, and the weight of the season. */
export type AgeOption = { half_life: number | null; season: number | null }

/** Options for the age of orders, the default first. */
export const AGE_GRID: Readonly<Record<string, AgeOption>> = {
  'all ages alike': { half_life: null, season: null },
  'half-life of half the span': { half_life: 0.5, season: null },
  'the same season twice': { half_life: null, season: 2 },
}

/** Whether two tunings tried the same options: a fold of another version of the grids cannot be added to a new one. */
export const hasOptions = (
  tried: Readonly<Record<string, unknown>>,
  grid: Readonly<Record<string, unknown>>,
): boolean => Object.keys(tried).sort().join() === Object.keys(grid).sort().join()

/** Days that orders must span so that a season has occurred before: a year and the season itself. */
const MIN_DAYS_FOR_SEASON = 395

/**
 * The ageing of an option for orders that span so much time, milliseconds; undefined where they span too little to tell, or have no
 * dates.
 */
export function ageingFor({ half_life, season }: AgeOption, span: number): Ageing | undefined {
  const days = span / DAY
  if ((season !== null && days < MIN_DAYS_FOR_SEASON) || (half_life !== null && days === 0)) return undefined
  return { half_life_days: half_life === null ? null : Math.max(1, half_life * days), season }
}
