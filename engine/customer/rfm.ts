import type { PurchaseDay } from './purchasing.ts'

/**
 * Recency, frequency and monetary value of a customer: days since the last purchase, days with a purchase, and what was paid in all, in
 * minor units.
 */
export type Rfm = { recency: number; frequency: number; monetary: number }
const NAMES = ['recency', 'frequency', 'monetary'] as const

/** Scores of the customers are fifths of the shop's own: 1 is the worst, 5 the best. */
const FIFTHS = 5

/** For each number the largest values that have the scores 1, 2, 3 and 4; −1 where nobody has a score so low. */
export type RfmBreaks = Record<keyof Rfm, number[]>

/** @param days at least one, oldest first; days are numbered from any day on. @param today not before the last of them */
export function rfmOf(days: readonly PurchaseDay[], today: number): Rfm {
  return {
    recency: Math.max(0, today - (days.at(-1)?.day ?? today)),
    frequency: days.length,
    monetary: days.reduce((sum, { paid }) => sum + paid, 0),
  }
}

/**
 * Finds the scores of the values that a shop's customers have: the fifth in which the middle of their places lies, where customers with
 * equal values share their places. Where half of them bought once and the others five times, the scores are 2 and 4.
 */
export function breaksOf(customers: readonly Rfm[]): RfmBreaks {
  const ends = (name: keyof Rfm) => {
    const sorted = customers.map((one) => one[name]).sort((a, b) => a - b)
    const largest = Array.from({ length: FIFTHS - 1 }, () => -1)
    for (let first = 0; first < sorted.length; ) {
      const value = sorted[first] ?? 0
      let after = first
      while (sorted[after] === value) after += 1
      const score = Math.ceil((FIFTHS * (first + after)) / 2 / sorted.length)
      for (let fifth = score; fifth < FIFTHS; fifth += 1) largest[fifth - 1] = value
      first = after
    }
    return largest
  }
  return { recency: ends('recency'), frequency: ends('frequency'), monetary: ends('monetary') }
}

/** The scores of a customer, 1 to 5; of the days since the last purchase few are best. */
export function scoresOf(customer: Rfm, breaks: RfmBreaks): Rfm {
  const [recency = 1, frequency = 1, monetary = 1] = NAMES.map(
    (name) => 1 + breaks[name].filter((end) => customer[name] > end).length,
  )
  return { recency: FIFTHS + 1 - recency, frequency, monetary }
}
