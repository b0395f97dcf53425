import type { Ledger } from './ledger.ts'

/** Gaps of more days are counted as this many: three years. */
const MAX_GAP = 1_095
/** Gaps from which a family's own median is used; as for items (engine/customer/repeat-intervals.ts). */
const MIN_GAPS = 5
/** Weight, in gaps, of the family's median beside an account's own; as in engine/choice/history.ts. */
const PSEUDO_GAPS = 2
/** Days between two purchases of a shop in which nobody ever came back: a quarter of a year, the horizon of the openings. */
const UNKNOWN_GAP = 90
/**
 * Multiple of the usual gap after which a purchase is overdue: the 95 % quantile of an Erlang-2 distribution over its median,
 * 4.744 / 1.678. Purchases of a customer are more regular than by chance, and two stages describe them.
 * @see C. Chatfield, G. Goodhardt (1973), A Consumer Purchasing Model with Erlang Inter-Purchase Times, JASA 68, 828–835
 */
export const OVERDUE = 2.83

/** Median days after which a family is bought again by the same account, by family, and over all families. */
export type FamilyRhythm = { families: Float64Array; all: number }

/** The usual gaps as they are known on a day: only purchases before it count. */
export function familyRhythm(ledger: Ledger, day: number): FamilyRhythm {
  const width = MAX_GAP + 1
  const counts = new Uint32Array(ledger.families * width)
  const total = new Uint32Array(width)
  const { cellFamilies, visitStarts, visitDays } = ledger
  for (let cell = 0; cell < ledger.cells; cell += 1) {
    const row = (cellFamilies[cell] ?? 0) * width
    const end = visitStarts[cell + 1] ?? 0
    for (let visit = (visitStarts[cell] ?? 0) + 1; visit < end && (visitDays[visit] ?? 0) < day; visit += 1) {
      const gap = Math.min(MAX_GAP, (visitDays[visit] ?? 0) - (visitDays[visit - 1] ?? 0))
      counts[row + gap] = (counts[row + gap] ?? 0) + 1
      total[gap] = (total[gap] ?? 0) + 1
    }
  }
  const all = medianOf(total, 1) ?? UNKNOWN_GAP
  const families = Float64Array.from(
    { length: ledger.families },
    (_, family) => medianOf(counts.subarray(family * width, (family + 1) * width), MIN_GAPS) ?? all,
  )
  return { families, all }
}

/** Median of a histogram of days; undefined with fewer than `least` entries. */
function medianOf(counts: Uint32Array, least: number): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total < least) return undefined
  let below = 0
  for (const [days, count] of counts.entries()) {
    below += count
    if (below >= total / 2) return days
  }
  return undefined
}

/**
 * Median of the gaps between ascending days.
 * @param days at least two
 */
export function medianGap(days: ArrayLike<number>, from: number, to: number): number {
  // The median of one gap, or of two, is their mean; most cells have no more.
  if (to - from <= 3) return ((days[to - 1] ?? 0) - (days[from] ?? 0)) / Math.max(1, to - from - 1)
  const gaps = new Float64Array(Math.max(0, to - from - 1))
  for (let at = 0; at < gaps.length; at += 1) gaps[at] = (days[from + at + 1] ?? 0) - (days[from + at] ?? 0)
  gaps.sort()
  const middle = gaps.length / 2
  return ((gaps[Math.ceil(middle) - 1] ?? 0) + (gaps[Math.floor(middle)] ?? 0)) / 2
}

/**
 * Days after which an account usually buys a family again: the geometric mean of its own median gap, weighted by its number of gaps,
 * and the family's with the weight of two; never less than the account's own days between two orders.
 * @param own       median of the own gaps; ignored without gaps
 * @param gaps      number of own gaps
 * @param family    the family's median gap, days
 * @param ordering  median days between two orders of the account; 0 when unknown
 */
export function usualGap(own: number, gaps: number, family: number, ordering: number): number {
  const mean =
    gaps === 0
      ? family
      : Math.exp(
          (gaps * Math.log(Math.max(1, own)) + PSEUDO_GAPS * Math.log(Math.max(1, family))) /
            (gaps + PSEUDO_GAPS),
        )
  return Math.max(1, mean, ordering)
}

/** Whether a purchase is overdue: more days than a rhythm makes plausible have passed. @param usual days, > 0 */
export const isOverdue = (days_since: number, usual: number): boolean => days_since > OVERDUE * usual
