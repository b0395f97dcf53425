/** A day is a burst with more than five times the usual events, and at least 1,000. */
const TIMES = 5
const MIN_EVENTS = 1_000

/**
 * Days with far more events than the others: a sale, a robot, or forged events.
 * @param counts events by day
 * @returns those days, with the median of the other days; 0 where there are none
 */
export function burstsOf(
  counts: readonly { day: number; events: number }[],
): { day: number; events: number; usual: number }[] {
  return counts.flatMap((one) => {
    const others = counts
      .filter(({ day }) => day !== one.day)
      .map(({ events }) => events)
      .sort((a, b) => a - b)
    const usual = others[Math.floor((others.length - 1) / 2)] ?? 0
    const burst = others.length > 0 && one.events >= MIN_EVENTS && one.events > TIMES * usual
    return burst ? [{ ...one, usual }] : []
  })
}
