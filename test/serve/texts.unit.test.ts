import { expect, it } from 'vitest'
import type { Gain } from '../../schema/models/lists.ts'
import { boundedCache } from '../../worker/bounded-cache.ts'
import { panelOf } from '../../worker/serve/panel.ts'
import {
  differenceIn,
  formOf,
  gainsIn,
  reasonOf,
  reasonOfAlternative,
  wordsFor,
} from '../../worker/texts/index.ts'
import { type Why, whyOf } from '../../worker/texts/why.ts'

const { words: en } = wordsFor('en', 'en')
const { words: de } = wordsFor('de-AT', 'en')

it.each<[Gain, string, string]>([
  [{ kind: 'count', from: '12', to: '36' }, '36 pieces instead of 12', '36 Stück statt 12'],
  [{ kind: 'measure', from: '30', to: '120', unit: 'cm' }, '120 cm instead of 30', '120 cm statt 30'],
  [{ kind: 'size', from: 'small', to: 'large' }, 'large instead of small', 'large statt small'],
  [{ kind: 'word', to: 'organic' }, 'organic', 'organic'],
  [{ kind: 'unit_price', to: '', percent: 41 }, '41% less per piece', '41 % weniger je Stück'],
  [{ kind: 'unit_price', to: 'l', percent: 20 }, '20% less per l', '20 % weniger je l'],
  [
    { kind: 'count', from: '2', to: '4', unit: 'cups', attribute: 'capacity' },
    'Capacity: 4 cups instead of 2',
    'Capacity: 4 cups statt 2',
  ],
  [
    { kind: 'attribute', attribute: 'features', to: 'reflective' },
    'Features: reflective',
    'Features: reflective',
  ],
  [{ kind: 'attribute', attribute: 'waterproof', to: '' }, 'Waterproof', 'Waterproof'],
])('the sentence is %o', (gain, english, german) => {
  expect([gainsIn(en, 'en', [gain]), gainsIn(de, 'de', [gain])]).toEqual([english, german])
})

it('a reason names at most two gains, and does not interpret placeholders in their values', () => {
  const gains: Gain[] = ['$&', '{from}', 'third'].map((to) => ({ kind: 'word', to }))
  expect(gainsIn(en, 'en', gains)).toBe('$&, {from}')
  expect(gainsIn(en, 'en', [{ kind: 'material', from: '{to}', to: '$1' }])).toBe('$1 instead of {to}')
})

it.each(['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'sv'])(
  'the texts of %s are complete',
  (locale) => {
    const { words, locale: spoken } = wordsFor(locale, 'en')
    expect(spoken).toBe(locale)
    const all = JSON.stringify(words)
    for (const sign of ['{n}', '{title}', '{price}', '{to}', '{from}', '{percent}', '{unit}'])
      expect(all).toContain(sign)
    expect(formOf(words.due, locale, 30)).toContain('{n}')
    expect(new Set([2, 3, 7, 10, 20].map((n) => reasonOf(words, 'mined', n))).size).toBe(5)
    expect(reasonOf(words, 'mined', 7)).not.toContain('{')
    expect(reasonOf(words, 'similar', undefined)).not.toBe(reasonOf(words, 'mined', undefined))
    expect(reasonOfAlternative(words, 'mined', 5, 6)).not.toBe(words.switched.some)
    expect(reasonOfAlternative(words, 'similar', 0, undefined)).toBe(words.alike)
    expect(differenceIn(words, '3 €', true)).not.toBe(differenceIn(words, '3 €', false))
  },
)

const { words: pl } = wordsFor('pl', 'en')
const { words: arabic } = wordsFor('ar', 'en')

it.each([
  [pl, 'pl', 1, 'Dodaj {n} produkt do koszyka'],
  [pl, 'pl', 3, 'Dodaj {n} produkty do koszyka'],
  [pl, 'pl', 5, 'Dodaj {n} produktów do koszyka'],
  [arabic, 'ar', 3, 'أضف {n} منتجات إلى السلة'],
  [arabic, 'ar', 11, 'أضف {n} منتجًا إلى السلة'],
  [en, 'en', 1, 'Add {n} item to cart'],
  [en, 'en', 2, 'Add {n} items to cart'],
])('counts use the plural form of the language (%#)', (words, locale, n, text) => {
  expect(formOf(words.texts.add_all, locale, n)).toBe(text)
})

it('the numbers zero and one use the right plural forms of days and pieces', () => {
  expect(formOf(en.due, 'en', 1)).toContain('{n} day')
  expect(formOf(en.due, 'en', 1)).not.toContain('days')
  expect(gainsIn(en, 'en', [{ kind: 'count', from: '0.5', to: '1' }])).toBe('1 piece instead of 0.5')
})

it('shares in German, French, Spanish and Italian are written in one style, whatever the number', () => {
  const shares = (locale: string) => [2, 4, 10].map((n) => reasonOf(wordsFor(locale, 'en').words, 'mined', n))
  expect(shares('de')).toEqual([
    'Etwa jeder zweite Käufer hat das auch gekauft',
    'Etwa jeder vierte Käufer hat das auch gekauft',
    'Etwa jeder zehnte Käufer hat das auch gekauft',
  ])
  expect(shares('fr')).toEqual([
    'Environ un acheteur sur deux l’a aussi acheté',
    'Environ un acheteur sur quatre l’a aussi acheté',
    'Environ un acheteur sur dix l’a aussi acheté',
  ])
  expect(shares('it')[1]).toBe('Circa un acquirente su quattro ha acquistato anche questo')
  expect(shares('es')[1]).toBe('Aproximadamente uno de cada cuatro compradores también lo compró')
  expect(shares('en')[1]).toBe('About 1 in 4 buyers also bought this')
})

const MINED: Why = {
  ...{
    source: 'mined',
    seed: 'Assam tea',
    co_orders: 3,
    since: Date.UTC(2025, 2, 31, 23),
    known_customer: false,
  },
}
const why = (locale: string, some: Partial<Why>, zone = 'UTC') =>
  whyOf(wordsFor(locale, 'en').words, locale, zone, { ...MINED, ...some })

it.each<[Partial<Why>, string]>([
  [
    {},
    'Bought together with “Assam tea” in a few orders so far. Counted in orders since March 2025. No data about you was used.',
  ],
  [
    { co_orders: 10, since: undefined },
    'Bought together with “Assam tea” in several orders. No data about you was used.',
  ],
  [
    { co_orders: 50, known_customer: true, since: undefined },
    'Bought together with “Assam tea” in many orders.',
  ],
  [{ source: 'relation' }, 'The shop recommends this with “Assam tea”. No data about you was used.'],
  [{ source: 'history', seed: undefined }, 'You have bought this in this shop before.'],
  [
    { source: 'similar', switches: 0 },
    'Compared with “Assam tea” by description, features and price. No data about you was used.',
  ],
  [
    { switches: 2, since: undefined },
    'Buyers of “Assam tea” later bought this instead. No data about you was used.',
  ],
  [
    { source: 'relation', switches: 0 },
    'The shop recommends this with “Assam tea”. No data about you was used.',
  ],
  [{ seed: undefined, since: undefined }, 'No data about you was used.'],
])('"Why this?" for %o', (some, sentence) => {
  expect(why('en', some)).toBe(sentence)
})

it('a title in "Why this?" is shortened, and its placeholders are text', () => {
  const said = why('en', { seed: '$& {since} {seed} '.repeat(20), since: undefined })
  expect(said).toBe(
    `Bought together with “${'$& {since} {seed} '.repeat(20).slice(0, 59)}…” in a few orders so far. No data about you was used.`,
  )
})

it('the month stands in the shop’s time zone and in the case of the language', () => {
  expect(why('en', {}, 'Europe/Berlin')).toContain('since April 2025')
  expect(why('de-AT', {})).toContain('seit März 2025')
  expect(why('pl', {})).toContain('od marca 2025')
  expect(why('ja', {})).toContain('2025年3月以降')
  expect(why('fr', {})).toContain('depuis mars 2025')
})

/** The texts of a panel of a shop with these words of its own. */
const shownWith = (words: typeof en, texts = {}) =>
  panelOf({ placement: 'product', intent: 'complementary' }, [], {
    ...{ shop: undefined, words, locale: 'en', setting: { texts } },
  }).texts

it.each(['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'sv'])(
  'the name of a button contains its text, in %s and in words of the shop',
  (language) => {
    const { words } = wordsFor(language, 'en')
    const { add, add_label } = shownWith(words)
    expect(add_label).toContain(add)
    expect(add_label).toContain('{title}')
    expect(shownWith(words, { add: 'Take it' }).add_label).toBe('Take it: {title}')
    const own = { add: 'Take it', add_label: 'Take it, {title}' }
    expect(shownWith(words, own)).toMatchObject(own)
  },
)

it('a cached value is made once for its key, and never more than the bound are kept', () => {
  const made: string[] = []
  const cached = boundedCache<string>(2, 3)
  const ask = (key: string) =>
    cached(key, () => {
      made.push(key)
      return `for ${key}`
    })
  expect(['a', 'b', 'a', 'b'].map(ask)).toEqual(['for a', 'for b', 'for a', 'for b'])
  expect(made).toEqual(['a', 'b'])
  // The third key leaves no room, so the others are made anew.
  expect(['c', 'c', 'a'].map(ask)).toEqual(['for c', 'for c', 'for a'])
  expect(made).toEqual(['a', 'b', 'c', 'a'])
  // A long key is not kept.
  expect(['long', 'long'].map(ask)).toEqual(['for long', 'for long'])
  expect(made.slice(4)).toEqual(['long', 'long'])
})
