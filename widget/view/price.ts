import type { RecommendedItem } from '../../schema/serving/recommendations.ts'

export type Money = NonNullable<RecommendedItem['price']>

/** A price in major units, as GA4 has it: 1999 EUR is 19.99. */
export const major = ({ amount, digits = 2 }: Money): number => amount / 10 ** digits

/** A price in the format of a locale: 1999 EUR is "19,99 €" in German. '' if it cannot be formatted. */
export function formatPrice(money: Money, locale: string): string {
  const { currency, digits = 2 } = money
  const value = major(money)
  // An integer price in the usual short form (1.999 Ft), others with all digits: nothing is rounded away.
  const minimumFractionDigits = value % 1 ? digits : undefined
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
