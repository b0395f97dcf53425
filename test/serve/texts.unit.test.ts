import { expect, it } from 'vitest'
import type { Gain } from '../../schema/models/lists.ts'
import {
  differenceIn,
  formOf,
  gainsIn,
  reasonOf,
  reasonOfAlternative,
  whyOf,
  wordsFor,
} from '../../worker/texts/index.ts'

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
    expect(whyOf(words, 'mined')).not.toBe(whyOf(words, 'relation'))
    expect(reasonOf(words, 'mined', 7)).toContain('7')
    expect(reasonOf(words, 'similar', undefined)).not.toBe(reasonOf(words, 'mined', undefined))
    expect(reasonOfAlternative(words, 'mined', 5, 6)).toContain('6')
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
