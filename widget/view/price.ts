import type { RecommendedItem } from '../../schema/serving/recommendations.ts'

export type Money = NonNullable<RecommendedItem['price']>

/**
 * Minor digits that are not 2, from ISO 4217 (2024). Not asked of `Intl`: engines answer with the digits
 * that people write, which for HUF is 0 where the standard has 2, so 199900 would become 199,900 Ft.
 */
const DIGITS: readonly (readonly [digits: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

/** Digits of the minor unit: 2 for EUR, 0 for JPY. Answers contain them, so that the widget does not need the table. */
export const minorDigits = (currency: string): number =>
  DIGITS.find(([, currencies]) => currencies.includes(currency.toUpperCase()))?.[0] ?? 2

/** An amount with the digits of its minor unit, if they are not 2. */
export function moneyOf(amount: number, currency: string): Money {
  const digits = minorDigits(currency)
  return { amount, currency, ...(digits !== 2 && { digits }) }
}

/** A price in major units, as GA4 has it: 1999 EUR is 19.99. */
export const major = ({ amount, digits = 2 }: Money): number => amount / 10 ** digits

/** A price in the format of a locale: 1999 EUR is "19,99 €" in German. '' if it cannot be formatted. */
export function formatPrice(money: Money, locale: string): string {
  const { currency, digits = 2 } = money
  const value = major(money)
  // An integer price in the usual short form (1.999 Ft), others with all digits: nothing is rounded away.
  const minimumFractionDigits = Number.isInteger(value) ? undefined : digits
  const name = locale + currency + minimumFractionDigits
  try {
    formats[name] ??= new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits })
    return value >= 0 ? formats[name].format(value) : ''
  } catch {
    return '' // no such currency or language: a card without a price beats no card
  }
}

/** Cached, because constructing a formatter takes longer than rendering a card. */
const formats: Record<string, Intl.NumberFormat> = {}
