import { minorDigits } from '../../../../vocabulary/currencies.ts'
import { MAX_AMOUNT } from '../../../../vocabulary/limits.ts'
import { RowProblem } from '../problems.ts'
import { cellCache } from './cell-cache.ts'

/**
 * Money in minor units of `currency`, rounded half up; undefined when empty. Accepts a currency sign or code on either side, and
 * dot or comma as the decimal separator: the last of two different separators, or a single one, unless it is a comma that groups
 * thousands, as in 1,234.
 * @throws {RowProblem} `bad_money`, or `other_currency` when a code names a currency other than the shop's
 */
export function readMoney(text: string, column: string, currency: string): number | undefined {
  if (text === '') return undefined
  return cachedAmount(`${currency} ${text}`, () => parseMoney(text, column, currency))
}

/**
 * A price, parsed like money; negative prices are refused.
 * @throws {RowProblem} as readMoney, and `bad_money` below zero
 */
export function readAmount(text: string, column: string, currency: string): number | undefined {
  const amount = readMoney(text, column, currency)
  if (amount !== undefined && amount < 0) {
    throw new RowProblem('bad_money', column, 'A price cannot be negative. Remove the minus sign.')
  }
  return amount
}

/** A currency code beside an amount: upper case, or the shop's own in any case. */
const CODE = /(?<![A-Za-z])(?:[A-Z]{3}|[a-z]{3})(?![A-Za-z])/

/** Currency signs that are letters, and `,-` or `.-` for no cents. */
const SIGNS =
  /(?<!\p{L})(?:zł|zl|kr|kč|kc|ft|lei|euro|fr|rs|rp|rm|r\$|us\$|ca\$|a\$|лв|руб|р|грн|сум|円|元|원|₽|د\.إ|ر\.س|ج\.م)\.?(?!\p{L})|(?<=\d)[.,][-–—]+$/giu

function parseMoney(written: string, column: string, currency: string): number {
  const text = written.replace(SIGNS, ' ').trim()
  const found = CODE.exec(text)?.[0]
  // Other words of three letters are no code.
  const code =
    found === found?.toUpperCase() ? found : found?.toUpperCase() === currency ? currency : undefined
  if (code !== undefined && code !== currency) {
    throw new RowProblem(
      'other_currency',
      column,
      `This amount is in ${code}, but the shop sells in ${currency}. Send amounts in ${currency}.`,
    )
  }
  const amount = text
    .replace(code === undefined ? '' : CODE, '')
    .replace(/[\p{Sc}\s\u00a0\u202f'\u2019]/gu, '')
  const plain = /^-?[\d.,]+$/.test(amount) && /\d/.test(amount) ? withDecimalDot(amount) : undefined
  if (plain === undefined || !/^-?\d{0,15}(\.\d{0,20})?$/.test(plain)) {
    throw new RowProblem('bad_money', column, 'This is not an amount of money. Write it like 49.99.')
  }
  const scaled = Number(plain) * 10 ** minorDigits(currency)
  // 1.005 * 100 is 100.49999999999999: without rounding to 15 digits the half would be lost.
  const minor = Math.round(Number(scaled.toPrecision(15)))
  if (Math.abs(minor) > MAX_AMOUNT) {
    throw new RowProblem(
      'bad_money',
      column,
      `This amount is above ${MAX_AMOUNT} minor units of ${currency}. Correct it.`,
    )
  }
  return minor
}

/** Groups of thousands, or of lakhs as in India; excludes dates and version numbers. */
const GROUPS = {
  '.': /^-?[1-9]\d{0,2}(\.\d{2,3})*\.\d{3}(,|$)/,
  ',': /^-?[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.|$)/,
}

function withDecimalDot(amount: string): string | undefined {
  const dot = amount.lastIndexOf('.')
  const comma = amount.lastIndexOf(',')
  const thousands = (sign: '.' | ',') => (GROUPS[sign].test(amount) ? amount.replaceAll(sign, '') : undefined)
  if (dot >= 0 && comma >= 0) return dot > comma ? thousands(',') : thousands('.')?.replace(',', '.')
  const sign = dot >= 0 ? '.' : ','
  const parts = amount.split(sign)
  if (parts.length > 2) return thousands(sign)
  const grouped = sign === ',' ? thousands(sign) : undefined
  return grouped ?? amount.replace(',', '.')
}

const cachedAmount = cellCache()
