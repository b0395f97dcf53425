import { DAY } from '../../vocabulary/time.ts'

/** Events that arrive in a period of this length on average: with 20, silence by chance has a probability of 2·10⁻⁹ (Poisson). */
const EXPECTED_IN_SILENCE = 20
/** Days before the last event whose mean counts as the usual traffic. */
const MEAN_OVER = 14

/**
 * Milliseconds of silence after which a tag is taken for gone: at least a day, at least the time in which 20 events usually arrive,
 * and a day longer than the longest pause so far, because shops for companies have no visitors on weekends. Null with too few events to say.
 * @param days events by day (since 1970, UTC), in ascending order, without days that have none
 */
export function allowedSilence(days: readonly (readonly [day: number, events: number])[]): number | null {
  const last = days.at(-1)?.[0]
  if (last === undefined) return null
  const recent = days.filter(([day]) => day > last - MEAN_OVER)
  const events = recent.reduce((sum, [, number]) => sum + number, 0)
  if (events < EXPECTED_IN_SILENCE) return null
  const gaps = days.slice(1).map(([day], at) => day - (days[at]?.[0] ?? day) - 1)
  const longest = Math.max(0, ...gaps)
  return DAY * Math.max(1, (EXPECTED_IN_SILENCE * MEAN_OVER) / events, longest > 0 ? longest + 1 : 0)
}
