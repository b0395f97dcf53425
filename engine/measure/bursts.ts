/** A day with so many times as much as is usual, and at least so many, is worth a look. */
const TIMES = 5
const FEWEST = 1_000

/**
 * Days on which far more came than on the others: a sale, a robot, or somebody who wants to be counted.
 * @param counts events by day
 * @returns those days with what is usual: the median of the other days, 0 where there are none
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
    const burst = others.length > 0 && one.events >= FEWEST && one.events > TIMES * usual
    return burst ? [{ ...one, usual }] : []
  })
}
