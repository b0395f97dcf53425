import type { DateOrder } from '../../../../vocabulary/dates.ts'
import { RowProblem } from '../problems.ts'
import { isAmbiguous, readOrderDate } from './dates.ts'

/** Dates of a file by what they say about the order of day and month; `open` are those that both orders read, differently. */
export type DateVotes = Record<DateOrder | 'open', number>

/**
 * The date of an order: `at`, and `at_mdy` if it is another one with the month first, as in 3/4/2026. Which of the two counts is
 * decided by the whole file, when all of it is read.
 * @throws {RowProblem} as readOrderDate
 */
export function readMoment(
  text: string,
  column: string,
  { time_zone, now, date_order, votes }: MomentContext,
): { at?: number; at_mdy?: number } {
  if (date_order !== undefined || votes === undefined || !isAmbiguous(text)) {
    const at = readOrderDate(text, column, time_zone, now, date_order)
    return at === undefined ? {} : { at }
  }
  const [day, month] = (['DMY', 'MDY'] as const).map((order) => {
    try {
      return readOrderDate(text, column, time_zone, now, order)
    } catch (thrown) {
      if (thrown instanceof RowProblem) return thrown
      throw thrown
    }
  })
  if (typeof day !== 'number' && typeof month !== 'number') throw day
  if (typeof day !== 'number' || typeof month !== 'number') {
    votes[typeof day === 'number' ? 'DMY' : 'MDY'] += 1
    return { at: typeof day === 'number' ? day : Number(month) }
  }
  if (day === month) return { at: day }
  votes.open += 1
  return { at: day, at_mdy: month }
}

type MomentContext = {
  time_zone: string
  now: number
  date_order?: DateOrder
  votes?: DateVotes
}

/** Counts what the dates of a column say about the order of day and month; other texts say nothing. */
export function countVotes(text: string, time_zone: string, votes: DateVotes): void {
  try {
    readMoment(text, '', { time_zone, now: Number.MAX_SAFE_INTEGER, votes })
  } catch (thrown) {
    if (!(thrown instanceof RowProblem)) throw thrown
  }
}

/** Places where the month comes first. */
const MONTH_FIRST_PLACES = /^en-(?:us|ph|fm|mh|pw|as|gu|mp|pr|vi|um)$/i

/** How day and month of a file are read: as its own dates decide, else as usual in the shop's language. */
export type DecidedOrder = { order: DateOrder; by: 'rows' | 'default' | 'mixed' }

/** @returns undefined when no date of the file is ambiguous in its form */
export function decideOrder(votes: DateVotes, locale: string | undefined): DecidedOrder | undefined {
  const { DMY, MDY, open } = votes
  if (DMY + MDY + open === 0) return undefined
  if (DMY > 0 && MDY > 0) return { order: MDY > DMY ? 'MDY' : 'DMY', by: 'mixed' }
  if (DMY + MDY > 0) return { order: MDY > 0 ? 'MDY' : 'DMY', by: 'rows' }
  return { order: MONTH_FIRST_PLACES.test(locale ?? '') ? 'MDY' : 'DMY', by: 'default' }
}
