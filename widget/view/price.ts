import type { RecommendedItem } from '../../schema/recommendations.ts'

type Money = NonNullable<RecommendedItem['price']>

/**
 * Minor digits that are not 2, from ISO 4217 (2024). Not asked of `Intl`: engines answer with the digits
 * that people write, which for HUF is 0 where the standard has 2, so 199900 would become 199,900 Ft.
 */
const DIGITS: readonly (readonly [digits: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

/** Digits behind the decimal sign: 2 for EUR, 0 for JPY. */
export const minorDigits = (currency: string): number =>
  DIGITS.find(([, currencies]) => currencies.includes(currency.toUpperCase()))?.[0] ?? 2

/** A price in the reader's way: 1999 EUR is "19,99 €" in German. Empty when it cannot be written. */
export function formatPrice({ amount, currency }: Money, locale: string): string {
  const digits = minorDigits(currency)
  const major = amount / 10 ** digits
  // A whole price is written as people write it (1.999 Ft), a broken one in full: nothing is rounded away.
  const places = Number.isInteger(major)
    ? {}
    : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...places }).format(major)
  } catch {
    return '' // no such currency or language: a card without a price beats no card
  }
}
