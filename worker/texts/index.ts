import type { Gain } from '../../schema/models/lists.ts'
import type { Forms } from '../../schema/shop/panels.ts'
import type { Source } from '../../vocabulary/panels.ts'
import { boundedCache } from '../bounded-cache.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { sv } from './sv.ts'
import type { Words } from './words.ts'

const LANGUAGES: Readonly<Record<string, Words>> = { ar, de, en, es, fr, it, ja, nl, pl, sv }

/** Words in the language of the request if there are any, else in the shop's, else in English. */
export function wordsFor(asked: string | undefined, shop: string): { locale: string; words: Words } {
  for (const locale of [asked, shop]) {
    const language = locale?.split('-')[0]?.toLowerCase() ?? ''
    const words = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined
    if (locale !== undefined && words) return { locale, words }
  }
  return { locale: 'en', words: en }
}

/** Languages with regions that pages of an isolate's shops have. */
const MOST_LOCALES = 100
const cachedRules = boundedCache<Intl.PluralRules>(MOST_LOCALES)

/** Plural form of a text in a language (CLDR). @param number as written; a text that is not a number takes `other` */
export function formOf(forms: Forms, locale: string, number: string | number): string {
  const rules = cachedRules(locale, () => new Intl.PluralRules(locale))
  return forms[rules.select(Number(number))] ?? forms.other
}

type Shares = Pick<Words, 'share' | 'most' | 'half'>

/** The first number of `numerals`. */
const FIRST_NUMERAL = 3

function shareIn({ share, most, half }: Shares, numerals: Words['numerals'], one_in: number): string {
  if (one_in === 1) return most
  return one_in === 2 ? half : share.replace('{n}', numerals?.[one_in - FIRST_NUMERAL] ?? String(one_in))
}

/** The evidence of an item as a sentence for shoppers. @param share n of "1 in n buyers" */
export function reasonOf(words: Words, source: Source, share: number | undefined): string {
  return source === 'mined' && share !== undefined
    ? shareIn(words, words.numerals, share)
    : words.reasons[source]
}

/** The evidence of an alternative as a sentence. @param share n of "1 in n buyers of the item on the page" */
export function reasonOfAlternative(
  words: Words,
  source: Source,
  switches: number,
  share: number | undefined,
): string {
  if (source === 'pinned' || source === 'relation' || source === 'generalised') return words.reasons[source]
  if (source === 'viewed') return words.reasons.viewed
  if (switches === 0) return words.alike
  return share === undefined ? words.switched.some : shareIn(words.switched, words.numerals, share)
}

/** Gains that a card states: a longer list is not read. */
const MAX_GAINS = 2

/** Gains of a more expensive item in words, separated by commas. */
export function gainsIn(words: Words, locale: string, gains: readonly Gain[]): string {
  return gains
    .slice(0, MAX_GAINS)
    .map((gain) => gainIn(words, locale, gain))
    .join(', ')
}

function gainIn(
  { gains }: Words,
  locale: string,
  { kind, attribute, from, to, unit, percent }: Gain,
): string {
  // A function, because a title may contain "$&", which `replace` would interpret.
  const fill = (template: string) =>
    template
      .replace('{to}', () => to)
      .replace('{from}', () => from ?? '')
      .replace('{unit}', () => unit ?? to)
      .replace('{percent}', String(percent ?? ''))
  if (attribute !== undefined) return attributeIn(attribute, locale, to, from, unit, gains.rather)
  if (kind === 'unit_price') return fill(to === '' ? gains.less_per_piece : gains.less_per_unit)
  if (kind === 'count') return fill(formOf(gains.count, locale, to))
  if (kind === 'measure') return fill(gains.measure)
  if (kind === 'word' && from === undefined) return to
  return fill(from === undefined ? gains.also : gains.rather)
}

/** `Capacity: 4 cups instead of 2`, `Features: reflective`, or for an attribute that is true its name, `Waterproof`. */
function attributeIn(
  attribute: string,
  locale: string,
  to: string,
  from: string | undefined,
  unit: string | undefined,
  rather: string,
): string {
  const words = attribute.replaceAll('_', ' ')
  const name = words.slice(0, 1).toLocaleUpperCase(locale) + words.slice(1)
  if (to === '') return name
  const value = unit === undefined ? to : `${to} ${unit}`
  if (from === undefined) return `${name}: ${value}`
  return `${name}: ${rather.replace('{to}', () => value).replace('{from}', () => from)}`
}

/** Price difference of an alternative in words; '' when unknown. @param price formatted, without a sign */
export const differenceIn = ({ gains }: Words, price: string, dearer: boolean): string =>
  price === '' ? '' : (dearer ? gains.dearer : gains.cheaper).replace('{price}', () => price)
