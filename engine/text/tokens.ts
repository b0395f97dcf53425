import type { Bytes } from '../data/memory.ts'
import { Rows } from '../data/ragged-rows.ts'
import { sortByKey } from '../numbers/sort.ts'
import { isBare } from './stop-words.ts'

/** Texts read between two pauses: about 2 ms of work. */
const TEXTS_A_SLICE = 250
/** Words of a title, for the first guess at memory. */
const WORDS_A_TEXT = 8

/** A text in lower case without accents. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Anything beyond the letters and signs of ASCII, which have no accents. */
const BEYOND_ASCII = /[^ -~]/

/** Scripts that put no spaces between words; the long-vowel sign of Japanese belongs to two of them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/u
const RUN = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}])+`, 'gu')

/**
 * The words of a text: letters and digits, folded. Where a script puts no spaces between words, any two letters side by side
 * are one, as search engines do without a dictionary.
 */
export const wordsOf = (text: string): string[] => {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const plain = folded(text)
  if (!UNSPACED.test(plain)) return plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return (plain.match(RUN) ?? []).flatMap((run) => (UNSPACED.test(run) ? pairsOf([...run]) : run))
}

const pairsOf = (letters: readonly string[]): string[] =>
  letters.length < 2
    ? [...letters]
    : letters.slice(1).map((letter, before) => `${letters[before] ?? ''}${letter}`)

/**
 * Numbers the words of texts, the rarest first, so that a smaller number is a rarer word; of equals the one met first.
 * Yields now and then.
 * @param bare leave out colours, sizes and numbers
 * @returns the words of each text, growing, each once; and how many different ones there are. The rows are not counted
 */
export function* readVocabulary(
  texts: readonly string[],
  bare: boolean,
  bytes: Bytes,
): Generator<undefined, { words: Rows; found: number }> {
  const words = new Rows(texts.length, WORDS_A_TEXT * texts.length)
  const found = yield* numberWords(texts, bare, words)
  yield undefined
  const seen = words.counts(found)
  const ranks = new Uint32Array(found)
  for (let word = 0; word < found; word += 1) ranks[word] = word
  yield undefined
  const rarestFirst = sortByKey(ranks, (word) => seen[word] ?? 0)
  bytes.take(...words.arrays(), seen, rarestFirst, ranks)
  for (let rank = 0; rank < found; rank += 1) ranks[rarestFirst[rank] ?? 0] = rank
  yield undefined
  for (let text = 0; text < words.rows; text += 1) {
    const own = words.of(text)
    for (let at = 0; at < own.length; at += 1) own[at] = ranks[own[at] ?? 0] ?? 0
    own.sort()
    if (text % (8 * TEXTS_A_SLICE) === 0) yield undefined
  }
  bytes.free(...words.arrays(), seen, rarestFirst, ranks)
  return { words, found }
}

/** Numbers the words as they come; returns how many different ones there are. */
function* numberWords(texts: readonly string[], bare: boolean, words: Rows): Generator<undefined, number> {
  const numbers = new Map<string, number>()
  for (const text of texts) {
    const own = new Set<number>()
    for (const word of wordsOf(text)) {
      if (bare && isBare(word)) continue
      const known = numbers.get(word)
      const number = known ?? numbers.size
      if (known === undefined) numbers.set(word, number)
      own.add(number)
    }
    words.add(own)
    if (words.rows % TEXTS_A_SLICE === 0) yield undefined
  }
  return numbers.size
}
