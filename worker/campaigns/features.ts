import type { Question } from '../decisions/stages.ts'

/** How many they are: a model that was learned from others says nothing. */
export const WIDTH = 5

/**
 * What uplift is learned from: how lately, how often and how dearly the customer bought, how many purchases are expected, and the usual
 * days between two. Logarithms, because a tenfold difference tells about as much in either direction; 0 where nothing is known.
 */
export function featuresOf({ facts: { numbers } }: Pick<Question, 'facts'>): number[] {
  const log = (value: number | null | undefined) => Math.log1p(Math.max(0, value ?? 0))
  return [
    log(numbers.days_since_last_order),
    log(numbers.orders),
    log(numbers.total_spent),
    log(numbers.orders_90_days),
    log(numbers.days_between_orders),
  ].map((value) => Number(value.toFixed(3)))
}
