import type { Source } from '../../vocabulary/panels.ts'
import { boundedCache } from '../bounded-cache.ts'
import type { Words } from './words.ts'

/** Orders with both items that are called many, and several. The public sees no exact count. */
const MANY = 50
const SEVERAL = 10

/** Longest title in the sentence, in characters. */
const MAX_TITLE = 60

/** What "Why this?" says about one item. */
export type Why = {
  source: Source
  /** Title of the item that led to the suggestion; undefined for none. */
  seed: string | undefined
  /** Orders with both items. */
  co_orders: number
  /** Of alternatives: buyers of the seed who later bought this one; undefined for companions. */
  switches?: number | undefined
  /** UTC milliseconds of the first counted order; undefined when unknown. */
  since: number | undefined
  /** Whether the answer is for a known customer, with their own orders. */
  known_customer: boolean
}

/** Sources that rest on the counted orders of the shop. */
const COUNTED: ReadonlySet<Source> = new Set(['mined', 'similar', 'category', 'bestseller'])

/** Why this item, from when on it is counted, and whether data about the shopper was used: up to three sentences. */
export function whyOf(words: Words, locale: string, time_zone: string, why: Why): string {
  const { source, since, known_customer } = why
  const counted = COUNTED.has(source) && why.switches !== 0 && since !== undefined
  const sentences = [
    particular(words, why),
    counted ? words.why.counted.replace('{since}', monthOf(since, locale, time_zone)) : '',
    known_customer || source === 'history' ? '' : words.why.no_data,
  ]
  return sentences.filter((sentence) => sentence !== '').join(SENTENCE_GAP[locale.slice(0, 2)] ?? ' ')
}

/** Japanese puts no space between sentences. */
const SENTENCE_GAP: Readonly<Record<string, string>> = { ja: '' }

function particular({ why }: Words, { source, seed, co_orders, switches }: Why): string {
  const own = source === 'pinned' || source === 'relation' || source === 'generalised' || source === 'viewed'
  const degree = co_orders >= MANY ? 'many' : co_orders >= SEVERAL ? 'some' : 'few'
  const sentence =
    switches !== undefined && !own
      ? switches > 0
        ? why.switched
        : why.alike
      : source === 'mined'
        ? why.mined[degree]
        : why[source]
  if (!sentence.includes('{seed}')) return sentence
  // Without the title there is nothing particular to say; the card's reason says the rest.
  return seed === undefined ? '' : sentence.replace('{seed}', () => shortened(seed))
}

function shortened(title: string): string {
  const characters = [...title]
  return characters.length <= MAX_TITLE
    ? title
    : `${characters
        .slice(0, MAX_TITLE - 1)
        .join('')
        .trimEnd()}…`
}

/** Months that are cached: a formatter of `Intl` takes 0.1 to 0.3 ms, as long as a whole card, and all cards of a page name the same month. */
const MOST_MONTHS = 1_000
const cachedMonth = boundedCache<string>(MOST_MONTHS)

const monthOf = (at: number, locale: string, time_zone: string): string =>
  cachedMonth(`${locale} ${time_zone} ${at}`, () => writtenMonth(at, locale, time_zone))

/** Month and year after a preposition. Only a date with a day puts the month into the case that Polish needs there. */
function writtenMonth(at: number, locale: string, time_zone: string): string {
  const month = { month: 'long', year: 'numeric', timeZone: time_zone } as const
  if (!locale.startsWith('pl')) return new Intl.DateTimeFormat(locale, month).format(at)
  const parts = new Intl.DateTimeFormat(locale, { ...month, day: 'numeric' }).formatToParts(at)
  const part = (type: 'month' | 'year') => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('month')} ${part('year')}`
}
