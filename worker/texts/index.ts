import type { Gain } from '../../schema/models/lists.ts'
import type { Forms } from '../../schema/shop/panels.ts'
import type { Source } from '../../vocabulary/panels.ts'
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

/** The words of a panel: the asked language if we have it, else the shop's, else English. */
export function wordsFor(asked: string | undefined, shop: string): { locale: string; words: Words } {
  for (const locale of [asked, shop]) {
    const words = locale === undefined ? undefined : LANGUAGES[locale.split('-')[0]?.toLowerCase() ?? '']
    if (locale !== undefined && words) return { locale, words }
  }
  return { locale: 'en', words: en }
}

/** The form of a text that a number takes in a language (CLDR). @param number as written; what is none takes `other` */
export function formOf(forms: Forms, locale: string, number: string | number): string {
  return forms[new Intl.PluralRules(locale).select(Number(number))] ?? forms.other
}

type Shares = Pick<Words, 'share' | 'most' | 'half'>

function shareIn({ share, most, half }: Shares, one_in: number): string {
  if (one_in === 1) return most
  return one_in === 2 ? half : share.replace('{n}', String(one_in))
}

/** Why an item is here, as a sentence that a shopper reads. @param share one in so many buyers */
export function reasonOf(words: Words, source: Source, share: number | undefined): string {
  return source === 'mined' && share !== undefined ? shareIn(words, share) : words.reasons[source]
}

const WHY: Readonly<Record<Source, keyof Words['why']>> = {
  pinned: 'shop',
  relation: 'shop',
  mined: 'orders',
  similar: 'likeness',
  history: 'you',
  generalised: 'shop',
  category: 'orders',
  bestseller: 'popular',
}

/** How the reason is known, and that the shopper was not watched for it. */
export const whyOf = (words: Words, source: Source): string => words.why[WHY[source]]

/** Why an alternative is here. @param share one in so many of those who had the item on the page */
export function reasonOfAlternative(
  words: Words,
  source: Source,
  switches: number,
  share: number | undefined,
): string {
  if (source === 'pinned' || source === 'relation' || source === 'generalised') return words.reasons[source]
  if (switches === 0) return words.alike
  return share === undefined ? words.switched.some : shareIn(words.switched, share)
}

/** Gains that are said of one item: more is a list that nobody reads. */
const MOST_SAID = 2

/** What a dearer item gives, in words. */
export function gainsIn(words: Words, locale: string, gains: readonly Gain[]): string {
  return gains
    .slice(0, MOST_SAID)
    .map((gain) => gainIn(words, locale, gain))
    .join(', ')
}

function gainIn(
  { gains }: Words,
  locale: string,
  { kind, attribute, from, to, unit, percent }: Gain,
): string {
  // By a function: a title may hold what `replace` takes for a sign of its own.
  const fill = (template: string) =>
    template
      .replace('{to}', () => to)
      .replace('{from}', () => from ?? '')
      .replace('{unit}', () => unit ?? to)
      .replace('{percent}', String(percent ?? ''))
  // Only its name says what the number or the word is about.
  if (attribute !== undefined) return attributeIn(attribute, to, from, unit, gains.rather)
  if (kind === 'unit_price') return fill(to === '' ? gains.less_per_piece : gains.less_per_unit)
  if (kind === 'count') return fill(formOf(gains.count, locale, to))
  if (kind === 'measure') return fill(gains.measure)
  if (kind === 'word' && from === undefined) return to
  return fill(from === undefined ? gains.also : gains.rather)
}

/** `capacity: 4 cups rather than 2`, `features: reflective`, or of what is simply true its name, `waterproof`. */
function attributeIn(
  name: string,
  to: string,
  from: string | undefined,
  unit: string | undefined,
  rather: string,
): string {
  if (to === '') return name
  const value = unit === undefined ? to : `${to} ${unit}`
  if (from === undefined) return `${name}: ${value}`
  return `${name}: ${rather.replace('{to}', () => value).replace('{from}', () => from)}`
}

/** What an alternative costs more or less; '' when it is not known. @param price in words, without a sign */
export const differenceIn = ({ gains }: Words, price: string, dearer: boolean): string =>
  price === '' ? '' : (dearer ? gains.dearer : gains.cheaper).replace('{price}', () => price)
