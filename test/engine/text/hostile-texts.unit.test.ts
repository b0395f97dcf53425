import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Arena } from '../../../engine/data/arena.ts'
import { compareItems } from '../../../engine/text/gains/compare.ts'
import { quantitiesOf } from '../../../engine/text/gains/quantities.ts'
import { Kinds } from '../../../engine/text/kinds.ts'
import { TfIdf } from '../../../engine/text/tf-idf.ts'
import { normalized, tokensOf } from '../../../engine/text/tokens.ts'

/** The longest title, in characters. */
const LONGEST = 500
const long = (text: string) => text.repeat(Math.ceil(LONGEST / text.length)).slice(0, LONGEST)

/** A letter of each script, letters that become many, and patterns that make expressions backtrack. */
const HOSTILE = [
  ...[
    'ﷺ',
    '㍿',
    'ǆ',
    'İ',
    '𝒳',
    '１',
    '½',
    '가',
    '漢',
    'ひ',
    'ไ',
    'ខ',
    'မ',
    'ລ',
    'ع',
    'א',
    'अ',
    'த',
    'Ω',
    'ж',
    'ა',
    'ե',
  ],
  ...[
    'a\u0301',
    '\u0301',
    '\u200d',
    '🧑‍🤝‍🧑',
    '\u202e',
    'ß',
    'a ',
    'a1',
    '1 ',
    '1x',
    '1 x 1 ',
    '1.1,',
    '1-',
    '12 of ',
    'set of ',
  ],
  ...['1 to ', 'age 1', '1cm x', '1 cm x 1', '"', '1" x ', 'no. 1', '#1', '%1', '1:1', '1 in 1', 'six ', 'x'],
].map(long)

/** Milliseconds that a function takes for a text that no cache knows. */
function fastest(read: (text: string) => unknown, text: string): number {
  const times = Array.from({ length: 5 }, (_, at) => {
    const fresh = `${text.slice(0, -2)}${at}`
    const began = performance.now()
    read(fresh)
    return performance.now() - began
  })
  return Math.min(...times)
}

it.each(HOSTILE)('the text %j costs little, and its words are few and short', (text) => {
  const words = tokensOf(text)
  expect(words.length).toBeLessThanOrEqual(500)
  expect(words.join('').length).toBeLessThanOrEqual(4_000)
  expect(normalized(text).length).toBeLessThanOrEqual(2_000)
  for (const read of [tokensOf, normalized, quantitiesOf]) expect(fastest(read, text)).toBeLessThan(20)
})

it('any text of any script is read without an error, and always in the same way', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: LONGEST }), (text) => {
      const words = [...tokensOf(text)]
      quantitiesOf(text)
      // Others come between, so that the second reading is not kept from the first.
      for (let at = 0; at < 3; at += 1) tokensOf(`${at}${'other '.repeat(2_000)}`)
      expect(tokensOf(text)).toEqual(words)
    }),
    { numRuns: 200, seed: 7 },
  )
})

const attributes = (item: number) =>
  Object.fromEntries(
    Array.from({ length: 250 }, (_, at) => [
      `name ${at}`,
      Array.from({ length: 240 }, (_, n) => `${n + item}`).join(),
    ]),
  )

it('a comparison of two items is bounded, whatever their attributes', () => {
  const features = {
    titles: [long('ﷺ'), long('ﷺ 2')],
    ...{ collections: [[], []], product_types: ['', ''], prices: [100, 200], offered: [true, true] },
    attributes: [attributes(0), attributes(10_000)],
    gain_attributes: new Set<string>(),
  }
  const titles = new TfIdf(features.titles, new Arena(), { dropsStopWords: true })
  const began = performance.now()
  const { gains } = compareItems(features, titles, 0, 1)
  for (let pair = 0; pair < 10; pair += 1) compareItems(features, titles, 0, 1)
  expect(gains.length).toBeLessThanOrEqual(1_100)
  expect(performance.now() - began).toBeLessThan(5_000)
})

it('reading many long titles pauses often: after 20 of the longest', () => {
  const titles = Array.from({ length: 400 }, (_, at) => long(`${at} ﷺ`))
  let pauses = 0
  for (const _ of new Kinds(titles).build()) pauses += 1
  expect(pauses).toBeGreaterThanOrEqual(20)
  let more = 0
  for (const _ of new TfIdf(titles, new Arena()).build()) more += 1
  expect(more).toBeGreaterThanOrEqual(20)
})
