/** Digits of base 64 in the order of their ASCII codes, so that texts compare like the numbers that they stand for. */
const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
/** Log odds beyond this are cut: a probability of 6 in a million. */
const REACH = 12
/** Numbers of two digits. */
const STEPS = 4096
const VALUE_OF = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** Characters of a coded probability. */
export const CODE_LENGTH = 2

/** A probability as two characters, to 0.6 % of its odds. Codes compare as texts like the probabilities. */
export function codeOf(probability: number): string {
  const odds = Math.log(probability / (1 - probability))
  const step = Math.round(((odds + REACH) / (2 * REACH)) * (STEPS - 1))
  const held = Math.min(STEPS - 1, Math.max(0, step))
  return `${DIGITS[held >> 6]}${DIGITS[held & 63]}`
}

/** The log odds of a code. */
export function logOddsOf(code: string): number {
  const step = 64 * (VALUE_OF.get(code[0] ?? '') ?? 0) + (VALUE_OF.get(code[1] ?? '') ?? 0)
  return (step / (STEPS - 1)) * 2 * REACH - REACH
}

/** The probability of a code, four digits. */
export const decoded = (code: string): number => Number((1 / (1 + Math.exp(-logOddsOf(code)))).toPrecision(4))

/** The codes of a row one after the other. */
export const codesOf = (row: string): string[] =>
  Array.from({ length: row.length / CODE_LENGTH }, (_, at) =>
    row.slice(at * CODE_LENGTH, (at + 1) * CODE_LENGTH),
  )
