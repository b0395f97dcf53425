/** Hours of a day. */
export const HOURS = 24

/** Responses of all customers below which nothing is said about hours. */
const LEAST = 50
/** Weight of the shop's distribution against the customer's own, in responses. */
const PRIOR = 10
/** Weights of the hour before, the hour and the hour after: a response at 18:55 speaks for 19:00 as well. */
const KERNEL = [0.25, 0.5, 0.25] as const

/**
 * The hour of the day at which a customer is likeliest to respond: the mode of the customer's histogram, shrunken towards that of all
 * customers and smoothed over neighbouring hours. Ties by the earlier hour. Undefined where too little is known of all.
 * @param own responses of the customer, by hour
 * @param all responses of all customers, by hour
 */
export function bestHour(own: Float64Array, all: Float64Array): number | undefined {
  const total = all.reduce((sum, one) => sum + one, 0)
  if (total < LEAST) return undefined
  const at = (counts: Float64Array, hour: number) =>
    KERNEL.reduce((sum, weight, shift) => sum + weight * (counts[(hour + shift + HOURS - 1) % HOURS] ?? 0), 0)
  let [best, most] = [0, -1]
  for (let hour = 0; hour < HOURS; hour += 1) {
    const score = at(own, hour) + (PRIOR * at(all, hour)) / total
    if (score > most) [best, most] = [hour, score]
  }
  return best
}
