import { DOUBLE_BYTE, FOREIGN, FREQUENT, LETTERS, SELDOM, SINGLE_BYTE } from './charset-letters.ts'

/** Bytes of a sample that are scored, and letters beyond ASCII that suffice. */
export const SAMPLE = 65_536
const MAX_SCORED = 4_000

/** What the shop's own language adds to a score: it decides only between nearly equal ones. */
const OWN_LANGUAGE = 0.1
/** Mean score of a letter below which no candidate is plausible; then Windows-1252 is taken. */
const MIN_SCORE = 0

/** Signs that texts of any language contain. */
const SIGNS = new Set('„“”‚‘’»«–—…•·€£¥°©®™×÷±²³½¼¾§µ¿¡ºª\u00a0')
/** Those that stand at the beginning or end of a word, but not within it. */
const isLetter = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{M}]/u.test(sign)
const isUpper = (sign: string | undefined): boolean => sign !== undefined && /\p{Lu}/u.test(sign)
const isLower = (sign: string | undefined): boolean => sign !== undefined && /\p{Ll}/u.test(sign)

/**
 * The character set of bytes that are not UTF-8: of all candidates the one whose text has the letters of one language where letters
 * belong. A score is the mean over the characters beyond ASCII; 1 is a text of one language without an odd sign.
 * @param sample bytes from the file, which may end within a character
 * @param locale the shop's language
 */
export function detectCharset(sample: Uint8Array, locale = ''): string {
  const bytes = shortened(sample)
  const own = locale.slice(0, 2).toLowerCase()
  let best = { name: 'windows-1252', score: MIN_SCORE }
  const consider = (name: string, score: number) => {
    // The first of equals counts, hence a margin for rounding.
    if (score > best.score + 1e-9) best = { name, score }
  }
  for (const [name, languages] of SINGLE_BYTE) {
    const text = new TextDecoder(name).decode(bytes)
    for (const language of languages.split(' ')) {
      consider(name, singleScore(text, language) + (language === own ? OWN_LANGUAGE : 0))
    }
  }
  for (const [name, language, from, to] of DOUBLE_BYTE) {
    const isOwn = language.slice(0, 2) === own
    consider(name, doubleScore(bytes, name, language, from, to) + (isOwn ? OWN_LANGUAGE : 0))
  }
  return best.name
}

/** The lines with bytes beyond ASCII, up to a number of such bytes: most of a file is ASCII. */
function shortened(sample: Uint8Array): Uint8Array {
  let count = 0
  let end = 0
  while (end < sample.length && count < MAX_SCORED) {
    if ((sample[end] ?? 0) > 127) count += 1
    end += 1
  }
  return sample.subarray(0, end)
}

/** Mean score of the characters beyond ASCII as a text of the language. */
function singleScore(text: string, language: string): number {
  const letters = LETTERS[language] ?? ''
  let sum = 0
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign <= '\x7f') continue
    count += 1
    sum += scoreOf(sign, text[at - 1], text[at + 1], text[at - 2], letters)
    if (FOREIGN[language]?.test(wordAt(text, at))) sum -= 0.4
  }
  return count === 0 ? 0 : sum / count - (SELDOM[language] ?? 0)
}

/** The word around a place. */
function wordAt(text: string, at: number): string {
  let from = at
  let to = at
  while (isLetter(text[from - 1])) from -= 1
  while (isLetter(text[to + 1])) to += 1
  return text.slice(from, to + 1)
}

const OTHER_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]/u

function scoreOf(
  sign: string,
  before: string | undefined,
  behind: string | undefined,
  second: string | undefined,
  letters: string,
): number {
  // A control character or a byte that the set does not have.
  if (sign === '\ufffd' || (sign >= '\x80' && sign <= '\x9f')) return -5
  if (!isLetter(sign)) {
    const isWithin = isLetter(before) && isLetter(behind) && sign !== '’' && sign !== '·'
    return SIGNS.has(sign) && !isWithin ? 0.3 : -1.5
  }
  const rank = letters.indexOf(sign.toLowerCase())
  if (rank < 0) return -0.7
  const isAscii = (one: string | undefined) => one !== undefined && /[a-z]/i.test(one)
  // Words are written in one script.
  if (OTHER_SCRIPT.test(sign) && (isAscii(before) || isAscii(behind))) return -1.2
  // Forms of letters for the end of a word, and a letter that begins none.
  if (/[ςךםןףץ]/u.test(sign) && isLetter(behind)) return -1
  if (/ğ/i.test(sign) && !isLetter(before)) return -1
  // The letter stands before a vowel.
  if (/ç/i.test(sign) && letters.includes('é') && isAscii(behind) && !/[aou]/i.test(behind ?? '')) return -0.7
  const slope = letters.length > 60 ? 0.8 : letters.length > 20 ? 0.4 : 0.15
  const usual = 1 - (slope * rank) / letters.length
  // "tEa": upper case within a word.
  if (isUpper(sign) && isLower(before)) return -1
  // "TEa": lower case behind two letters in upper case.
  if (isLower(sign) && isUpper(before) && isUpper(second)) return -0.5
  return isUpper(sign) ? usual - 0.15 : usual
}

/** Mean score of the characters of two bytes; bytes that belong to none count as errors. */
function doubleScore(
  bytes: Uint8Array,
  name: string,
  language: keyof typeof FREQUENT,
  from: number,
  to: number,
): number {
  const decoder = new TextDecoder(name)
  const frequent = FREQUENT[language]
  let sum = 0
  let count = 0
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      at += 1
      continue
    }
    // The sample may end within a character.
    if (at + 1 >= bytes.length && count > 0) break
    const isNarrow = name === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf
    const length = isNarrow ? 1 : name === 'euc-jp' && lead === 0x8f ? 3 : 2
    const sign = decoder.decode(bytes.subarray(at, at + length))
    const score = doubleScoreOf(sign, language, frequent, lead >= from && lead <= to)
    // Two-byte letters stand beside each other, and not beside letters of a to z.
    const beside = [bytes[at - 1], bytes[at + length]].filter((byte) => isAsciiLetter(byte)).length
    sum += score - 0.5 * beside
    count += 1
    at += length
  }
  return count === 0 ? 0 : sum / count
}

const isAsciiLetter = (byte = 0): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

const PUNCTUATION = /^[\u3000-\u301c\uff01-\uff20\uff3b-\uff40\uff5b-\uff5e\u2010-\u2027\u00b7]$/u

function doubleScoreOf(sign: string, language: string, frequent: string, isUsual: boolean): number {
  if (sign.includes('\ufffd') || [...sign].length !== 1) return -5
  if (/^[\uff61-\uff9f]$/u.test(sign)) return language === 'ja' ? -0.2 : -2
  if (/^[\u3041-\u30ff]$/u.test(sign)) return language === 'ja' ? 1 : -1
  if (/^[\uac00-\ud7af]$/u.test(sign)) {
    if (language !== 'ko') return -2
    return frequent.includes(sign) ? 1 : isUsual ? 0.4 : -0.5
  }
  if (/^\p{Script=Han}$/u.test(sign)) {
    if (language === 'ko') return -1
    return frequent.includes(sign) ? 1 : isUsual ? 0.4 : -0.7
  }
  if (PUNCTUATION.test(sign)) return 0.5
  return SIGNS.has(sign) ? 0.1 : -1
}

/**
 * Whether bytes are UTF-8: its sequences are complete, or a few of them are damaged. The last one may be cut off.
 * @param isEnd the sample ends where the file ends
 */
export function isUtf8(bytes: Uint8Array, isEnd: boolean): boolean {
  let good = 0
  let bad = 0
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      at += 1
      continue
    }
    const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0
    const rest = bytes.subarray(at + 1, at + length)
    const isCut = at + length > bytes.length
    if (isCut && !isEnd && length > 0 && rest.every((byte) => byte >= 0x80 && byte < 0xc0)) break
    const isGood = length > 0 && lead < 0xf5 && !isCut && rest.every((byte) => byte >= 0x80 && byte < 0xc0)
    if (isGood) good += 1
    else bad += 1
    at += isGood ? length : 1
  }
  // Texts of other sets contain such sequences by chance, and seldom.
  return bad === 0 || good > 1.5 * bad
}
