/** Best companions whose median is the measure of a look-alike's score. */
export const BEST_COUNTED = 10
/** Score of a perfect look-alike, in medians of the ten best companions. */
export const LOOK_ALIKE_FACTOR = 4
/** Pseudo-count of orders that discounts what a rarely bought similar item says. */
const PSEUDO_ORDERS = 20

/**
 * Weight of a similar item: cos² √(n / (n + 20)), the larger the more alike it is and the more orders it has.
 * @param orders of the similar item @param cosine of the two titles, 0 to 1
 */
export const similarityWeight = (orders: number, cosine: number): number =>
  cosine ** 2 * Math.sqrt(orders / (orders + PSEUDO_ORDERS))

/** Median of scores in descending order; the mean of the middle two of an even number, 0 of none. */
export const medianOf = (scores: Float64Array): number =>
  ((scores[(scores.length - 1) >> 1] ?? 0) + (scores[scores.length >> 1] ?? 0)) / 2
