import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Arena } from '../../../engine/data/arena.ts'
import { TfIdf } from '../../../engine/text/tf-idf.ts'
import { always } from '../../always.ts'

const wordsOf = (texts: readonly string[], dropsStopWords = false) =>
  new TfIdf(texts, new Arena(), { dropsStopWords })

it('is 1 for the same words, whatever their order, case and accents, and 0 for no common word', () => {
  const words = wordsOf(['Café crème, 3 cups', '3 CUPS: creme cafe', 'tea', ''])
  expect(words.cosine(0, 1)).toBeCloseTo(1, 12)
  expect([words.cosine(0, 2), words.cosine(0, 3), words.cosine(3, 3)]).toEqual([0, 0, 0])
})

it('equals the calculation by hand: a rare word has more weight', () => {
  // Three texts. "mug" is in two of them: ln(1 + 3/2); "red" and "blue" are in one: ln(1 + 3).
  const words = wordsOf(['red mug', 'blue mug', 'pot'])
  expect(words.cosine(0, 1)).toBeCloseTo(Math.log(2.5) ** 2 / (Math.log(4) ** 2 + Math.log(2.5) ** 2), 12)
})

it('without colours, sizes and numbers two variants are equal', () => {
  const texts = ['Mug red, 30 cm, small', 'LARGE MUG BLUE 45cm', 'Tasse, rouge', 'Tasse blanche']
  const [bare, whole] = [wordsOf(texts, true), wordsOf(texts)]
  expect([bare.cosine(0, 1), bare.cosine(2, 3)]).toEqual([expect.closeTo(1), expect.closeTo(1)])
  expect([whole.cosine(0, 1), whole.cosine(2, 3)]).not.toContainEqual(expect.closeTo(1))
})

it('without spaces between words each two letters are a word: Japanese, Chinese and Thai titles can be similar', () => {
  const words = wordsOf(['抹茶茶碗 赤', '抹茶茶筅', '电热水壶 1.5L', '玻璃水壶', 'แก้วกาแฟ', 'แก้วชา'])
  // 抹茶, 茶茶, 茶碗 and 赤 beside 抹茶, 茶茶 and 茶筅: two of six are shared.
  expect(words.cosine(0, 1)).toBeGreaterThan(0.3)
  expect(words.cosine(2, 3)).toBeGreaterThan(0.1)
  expect(words.cosine(4, 5)).toBeGreaterThan(0.1)
  expect([words.cosine(0, 2), words.cosine(0, 4)]).toEqual([0, 0])
})

const someTexts = fc.array(
  fc
    .array(fc.constantFrom('tea', 'mug', 'pot', 'tin', 'jar', 'box'), { maxLength: 4 })
    .map((all) => all.join(' ')),
  { minLength: 1, maxLength: 12 },
)

it('finds all texts above the threshold, best first, of equal ones the smaller number', () => {
  const agrees = fc.property(someTexts, fc.constantFrom(1, 3, 20), (texts, most) => {
    const words = wordsOf(texts)
    for (const [item] of texts.entries()) {
      const expected = texts
        .map((_, other) => ({ other, value: words.cosine(item, other) }))
        .filter(({ other, value }) => other !== item && value >= 0.3)
        .sort((a, b) => b.value - a.value || a.other - b.other)
        .slice(0, most)
      const { items, values } = words.nearest(item, most, 0.3)
      expect([...items]).toEqual(expected.map(({ other }) => other))
      expect([...values]).toEqual(expected.map(({ value }) => value))
    }
  })
  always(agrees)
})

it('finds only texts of the given set; the rarity of a word does not depend on the set', () => {
  const texts = ['red mug', 'red mug', 'blue mug', 'red pot']
  const some = new TfIdf(texts, new Arena(), { candidates: (item) => item !== 1 })
  expect([...some.nearest(0, 9, 0.1).items]).toEqual([2, 3])
  expect(some.cosine(0, 2)).toBe(wordsOf(texts).cosine(0, 2))
})

it('a word of more than 10,000 texts finds no candidates, but counts for those that a rarer word finds', () => {
  const shirts = Array.from({ length: 10_001 }, () => 'shirt')
  const words = wordsOf([...shirts, 'dog shirt', 'dog shirt', 'dog'])
  expect(words.nearest(0, 5, 0.1).items).toHaveLength(0)
  const { items, values } = words.nearest(10_001, 5, 0.1)
  expect([...items]).toEqual([10_002, 10_003])
  expect(values[0]).toBeCloseTo(1, 12)
})

it('reading in steps gives the same result as reading at once', () => {
  const texts = Array.from({ length: 3_000 }, (_, n) => `mug ${n % 7} word${n % 100}`)
  const [steps, atOnce] = [wordsOf(texts), wordsOf(texts)]
  expect([...steps.build()].length).toBeGreaterThan(3_000 / 250)
  expect(steps.nearest(5, 9, 0.1)).toEqual(atOnce.nearest(5, 9, 0.1))
})

it('of the texts that rare words lead to only those above the threshold are found', () => {
  const texts = ['dog shirt', 'dog bowl for travel', 'dog shirt', ...Array.from({ length: 9 }, () => 'shirt')]
  // "dog" leads to three texts, and "shirt" to eleven: more than are visited.
  const few = new TfIdf(texts, new Arena(), { maxPostings: 5 })
  const expected = few.cosine(0, 1)
  expect(expected).toBeLessThan(0.9)
  expect([...few.nearest(0, 5, 0.9).items]).toEqual([2])
  expect([...few.nearest(0, 5, expected).items]).toEqual([2, 1])
})

it('vectors are built once', () => {
  const arena = new Arena()
  const words = new TfIdf(['tea pot', 'tea cup'], arena)
  for (const _ of words.build());
  const { used } = arena
  expect([...words.build()]).toEqual([])
  expect(arena.used).toBe(used)
})

it('counts its arrays and releases them all', () => {
  const arena = new Arena()
  const words = new TfIdf(['tea pot', 'tea cup'], arena)
  words.nearest(0, 1, 0.1)
  expect(arena.used).toBeGreaterThan(0)
  words.close()
  expect(arena.used).toBe(0)
})
