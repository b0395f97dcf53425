/**
 * Digits of minor units that are not 2, from ISO 4217 (2024). `Intl` answers with common usage instead: 0 for HUF, whose minor
 * unit has 2 digits, so 199900 would become 199,900 Ft.
 */
const DIGITS: readonly (readonly [digits: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

/** Digits of the minor unit: 2 for EUR, 0 for JPY. Answers contain them, so that the widget does not need the table. */
export const minorDigits = (currency: string): number =>
  DIGITS.find(([, currencies]) => currencies.includes(currency.toUpperCase()))?.[0] ?? 2

/** An amount in minor units, with the digits of the minor unit if they are not 2. */
export function moneyOf(
  amount: number,
  currency: string,
): { amount: number; currency: string; digits?: number } {
  const digits = minorDigits(currency)
  return { amount, currency, ...(digits !== 2 && { digits }) }
}
