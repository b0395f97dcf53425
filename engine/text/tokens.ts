import type { Arena } from '../data/arena.ts'
import { RaggedRows } from '../data/ragged-rows.ts'
import { sortByKey } from '../numbers/sort.ts'
import { perText } from './per-text.ts'
import { isStopWord } from './stop-words.ts'

/** Characters read between two pauses: about 2 ms of work. */
const SLICE_CHARACTERS = 10_000
/** Characters of a usual title; a shorter one takes hardly less time. */
const USUAL_LENGTH = 40
/** Texts whose words are numbered again between two pauses. */
const SLICE_TEXTS = 2_000
/** Characters of a normalized text, beyond which it is cut: a title has 500, but one letter such as ﷺ becomes 18. */
const MAX_NORMALIZED = 2_000
/** Words of a text; further ones are ignored. */
const MAX_TOKENS = 500
/** Words of a title, for a first estimate of the room. */
const WORDS_PER_TEXT = 8

/** A text in lower case without accents (Unicode NFKD without combining marks). */
export const normalized = perText((text: string): string =>
  text
    .slice(0, MAX_NORMALIZED)
    .normalize('NFKD')
    .slice(0, MAX_NORMALIZED)
    .replace(/\p{M}/gu, '')
    .toLowerCase(),
)

/** Anything beyond printable ASCII, which has no accents. */
const BEYOND_ASCII = /[^ -~]/

/** Scripts that put no spaces between words; the long-vowel mark of Japanese belongs to two of them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/u
const RUN = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}])+`, 'gu')

/**
 * The words of a text: runs of letters and digits, normalized. In scripts without spaces every two adjacent letters are a
 * word, as in search engines without a dictionary.
 */
export const tokensOf = perText((text: string): readonly string[] => wordsIn(text).slice(0, MAX_TOKENS))

function wordsIn(text: string): string[] {
  if (!BEYOND_ASCII.test(text))
    return (
      text
        .slice(0, MAX_NORMALIZED)
        .toLowerCase()
        .match(/[a-z0-9]+/g) ?? []
    )
  const plain = normalized(text)
  if (!UNSPACED.test(plain)) return plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return (plain.match(RUN) ?? []).flatMap((run) => (UNSPACED.test(run) ? bigramsOf([...run]) : run))
}

const bigramsOf = (letters: readonly string[]): string[] =>
  letters.length < 2
    ? [...letters]
    : letters.slice(1).map((letter, before) => `${letters[before] ?? ''}${letter}`)

/**
 * Numbers the words of texts from the rarest to the most common; equally common words in the order in which they came. Yields
 * now and then.
 * @param dropsStopWords leaves out colours, sizes, numbers and joining words
 * @param arena          owns the rows
 * @returns the words of each text, ascending, each once; and the number of different words
 */
export function* buildVocabulary(
  texts: readonly string[],
  dropsStopWords: boolean,
  arena: Arena,
): Generator<undefined, { words: RaggedRows; count: number }> {
  const words = new RaggedRows(texts.length, WORDS_PER_TEXT * texts.length, arena)
  const count = yield* numberWords(texts, dropsStopWords, words)
  yield undefined
  const scratch = arena.scope()
  const textsWith = scratch.adopt(words.counts(count))
  const ranks = scratch.uint32(count)
  for (let word = 0; word < count; word += 1) ranks[word] = word
  yield undefined
  const rarestFirst = scratch.adopt(sortByKey(ranks, (word) => textsWith[word] ?? 0))
  for (let rank = 0; rank < count; rank += 1) ranks[rarestFirst[rank] ?? 0] = rank
  yield undefined
  for (let text = 0; text < words.rows; text += 1) {
    const own = words.of(text)
    for (let at = 0; at < own.length; at += 1) own[at] = ranks[own[at] ?? 0] ?? 0
    own.sort()
    if (text % SLICE_TEXTS === 0) yield undefined
  }
  scratch.releaseAll()
  return { words, count }
}

/** Numbers the words in the order in which they come; returns how many different ones there are. */
function* numberWords(
  texts: readonly string[],
  dropsStopWords: boolean,
  words: RaggedRows,
): Generator<undefined, number> {
  const numbers = new Map<string, number>()
  let read = 0
  for (const text of texts) {
    const own = new Set<number>()
    for (const word of tokensOf(text)) {
      if (dropsStopWords && isStopWord(word)) continue
      const known = numbers.get(word)
      const number = known ?? numbers.size
      if (known === undefined) numbers.set(word, number)
      own.add(number)
    }
    words.add(own)
    read += Math.max(USUAL_LENGTH, text.length)
    if (read < SLICE_CHARACTERS) continue
    read = 0
    yield undefined
  }
  return numbers.size
}
