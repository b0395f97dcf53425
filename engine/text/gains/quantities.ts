import { perText } from '../per-text.ts'
import { normalized } from '../tokens.ts'
import { anyUnit, type Unit, unitsOf } from './units.ts'

/** Quantities in a text. */
export type Quantities = {
  /** Number of pieces ("set of 6"); undefined if the text does not state it, which does not mean 1. */
  pieces: number | undefined
  /** Numbers with a unit. */
  measures: readonly { value: number; unit: Unit }[]
  /** Numbers by the word that follows them: "36 pencils". */
  counted: ReadonlyMap<string, number>
  /** The counted word at the start of the text: the product itself. */
  head: string | undefined
}

const NUMBER = '\\d+(?:[.,]\\d+)?'
const WORDS_FOR_NUMBERS = 'two three four five six seven eight nine ten eleven twelve'.split(' ')
const LENGTH = `(?:${anyUnit('length')})`

/** Numbers that are no quantities: ages, years, decades, scales, ordinals, percentages, "3 in 1". */
const NOT_QUANTITIES = new RegExp(
  [
    '\\bage[sd]?:? ?\\d+(?: ?(?:-|to) ?\\d+)?\\+?',
    '\\d+ ?(?:-|to) ?\\d+ ?(?:years?|yrs?|y|months?|m|jahre|monate|ans|mois|anos|anni|jaar)\\b',
    '\\d+\\+? ?(?:years?|yrs?|jahre|ans|anos|anni|jaar)\\b',
    '\\b\\d+\\+',
    '\\b(?:17|18|19|20)\\d\\d\\b',
    "\\b\\d+ ?'?s\\b",
    '\\b1 ?[:/] ?\\d{2,}',
    '\\b(?:no|nr|num|n)\\b[.°o]? ?\\d+',
    '# ?\\d+',
    '\\b\\d+(?:st|nd|rd|th|e|er|eme)\\b(?!-)',
    '\\d+ ?%',
    '\\b\\d+ ?in ?\\d+\\b',
    '\\b\\d+ of \\d+\\b',
  ].join('|'),
  'g',
)
/** "33 x 33 cm", "29" x 13"": dimensions are no quantities. */
const DIMENSIONS = new RegExp(
  `${NUMBER} ?${LENGTH}? ?(?:[x×*] ?[a-z]? ?${NUMBER} ?${LENGTH}? ?)+(?![a-z0-9])`,
  'g',
)
/** "6 x 330 ml": a number of pieces before a quantity. */
const TIMES = new RegExp(`\\b(\\d+) ?[x×] ?(?=${NUMBER} ?(?:${anyUnit('mass', 'volume')})(?![a-z0-9]))`, 'g')
const MEASURE = new RegExp(`(?<![a-z0-9.,])(${NUMBER}) ?-?(${anyUnit()})(?![a-z0-9"])`, 'g')
const BOUND = '(?:of|de|da|di|van|mit|a)'
const BUNDLE =
  '(?:set|pack|box|bag|tin|case|lot|bundle|satz|packung|juego|paquete|confezione|coffret|boite|doos|caja)'
const PIECES = new RegExp(
  [
    `\\b${BUNDLE}s? ?[/-]?(?: ?${BOUND})? (?<behind>\\d+)\\b`,
    `\\b(?:${BUNDLE}|s)/(?<slash>\\d+)\\b`,
    '\\b(?<before>\\d+) ?-? ?(?:pcs?|pieces?|piece|pk|packs?|er[ -]?(?:pack|set|box)|stk|stuck|teilig|piezas|pezzi|stuks|ct|count)\\b',
  ].join('|'),
  'g',
)
const COUNTED = /(?<![a-z0-9.,/])(\d+) (\p{L}{3,})/gu

const NUMBER_WORD = new RegExp(`\\d|\\b(?:${WORDS_FOR_NUMBERS.join('|')})\\b`, 'i')

/** A fast check before `quantitiesOf`: most texts have no number. */
export const hasNumber = (text: string): boolean => NUMBER_WORD.test(text)

/** Characters in which quantities are looked for: the patterns try each number with each unit. */
const MAX_READ = 512

/** Reads the quantities of a title or of an attribute's value. */
export const quantitiesOf = perText(readQuantities)

function readQuantities(text: string): Quantities {
  let rest = normalized(text).slice(0, MAX_READ).replace(/\s+/g, ' ')
  rest = rest.replace(
    new RegExp(`\\b${BOUND} (${WORDS_FOR_NUMBERS.join('|')})\\b`, 'g'),
    (_, word: string) => `of ${WORDS_FOR_NUMBERS.indexOf(word) + 2}`,
  )
  const found: { pieces: number[]; measures: { value: number; unit: Unit }[] } = { pieces: [], measures: [] }
  rest = rest.replace(NOT_QUANTITIES, ' | ')
  rest = rest.replace(TIMES, (_, times: string) => {
    found.pieces.push(Number(times))
    return ' '
  })
  rest = rest.replace(DIMENSIONS, ' | ')
  rest = rest.replace(MEASURE, (_, number: string, written: string) => {
    const value = Number(number.replace(',', '.'))
    for (const unit of unitsOf(written)) found.measures.push({ value, unit })
    return ' | '
  })
  rest = rest.replace(PIECES, (...match) => {
    const { behind, slash, before } = match.at(-1)
    found.pieces.push(Number(behind ?? slash ?? before))
    return ' | '
  })
  const matches = [...rest.matchAll(COUNTED)].map(({ index, 1: number, 2: word = '' }) => ({
    index,
    number,
    word,
  }))
  const counted = new Map(matches.map(({ word, number }) => [word, Number(number)]))
  const head = matches.find(({ index }) => index === 0)?.word
  // With two numbers of pieces, or two lengths, the meaning of each is unknown.
  const pieces = found.pieces.length === 1 ? found.pieces[0] : undefined
  const single = found.measures.filter(
    ({ unit }) => found.measures.filter((other) => other.unit.dimension === unit.dimension).length === 1,
  )
  return { pieces, measures: single, counted, head }
}
