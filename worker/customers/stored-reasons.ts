import type { ReasonOf } from '../../engine/choice/reasons.ts'
import type { Reason, StoredReason } from '../../schema/customers/propensities.ts'

/** Codes by their number in a stored reason. Add at the end only: rows have the numbers. */
const CODES = [
  'bought_before',
  'due',
  'goes_with',
  'price_level',
  'brand',
  'trend',
  'season',
  'popular',
] as const

/** A reason as few numbers. */
export function storedReason(reason: ReasonOf<number>): StoredReason {
  const code = CODES.indexOf(reason.code)
  switch (reason.code) {
    case 'bought_before':
      return [code, reason.times, reason.days_ago]
    case 'due':
      return [code, reason.in_days]
    case 'goes_with':
      return [code, reason.family, Number(reason.ratio.toPrecision(3))]
    case 'popular':
      return [code, Number(reason.share.toPrecision(3))]
    default:
      return [code]
  }
}

/** A stored reason in words of the API; undefined for a code of a later release. @param families names by number */
export function readReason(
  [number, a = 0, b = 0]: StoredReason,
  families: readonly string[],
): Reason | undefined {
  const code = CODES[number]
  switch (code) {
    case undefined:
      return undefined
    case 'bought_before':
      return { code, times: a, days_ago: b }
    case 'due':
      return { code, in_days: a }
    case 'goes_with':
      return { code, family: families[a] ?? '', ratio: b }
    case 'popular':
      return { code, share: a }
    default:
      return { code }
  }
}

/** Days below which a time is told in days, and in weeks. */
const [IN_DAYS, IN_WEEKS] = [14, 70]

const ago = (days: number): string => {
  if (days < 1) return 'today'
  if (days < IN_DAYS) return `${days} ${days === 1 ? 'day' : 'days'} ago`
  if (days < IN_WEEKS) return `${Math.round(days / 7)} weeks ago`
  return `${Math.round(days / 30)} months ago`
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

function wordsOf(reason: Reason, family: string): string {
  switch (reason.code) {
    case 'bought_before':
      return `bought ${family} ${times(reason.times)}, last ${ago(reason.days_ago)}`
    case 'due':
      if (reason.in_days > 0) return `due again in ${reason.in_days} days`
      return reason.in_days === 0 ? 'due again today' : `due again since ${-reason.in_days} days`
    case 'goes_with':
      return `customers of ${reason.family} buy it ${reason.ratio.toFixed(1)} times as often as others`
    case 'price_level':
      return 'costs about what this customer usually pays'
    case 'brand':
      return 'has brands that this customer buys'
    case 'trend':
      return 'sold more of late'
    case 'season':
      return 'sold more in this season'
    case 'popular':
      return `popular: ${(100 * reason.share).toFixed(1)} % of all purchases`
  }
}

/** The reasons as a sentence in English, for merchants. */
export function sentenceOf(reasons: readonly Reason[], family: string): string {
  const text = reasons.map((reason) => wordsOf(reason, family)).join('; ')
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}.`
}
