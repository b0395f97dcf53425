import type { BinSums } from '../numbers/calibration.ts'

/** Sums over the cases of one or more folds for one option: its metric, and its gain over the default, case by case. */
export type Sums = { cases: number; figure: number; gain: number; gain_squared: number }

/** Sums by the name of the option, the default first. */
export type SumsByName = Record<string, Sums>

/**
 * Result of one fold: nDCG@10 of pages and HR@10 of carts; the same when pairs need the other number of customers; and, for
 * that number and for the age of orders, the mean of both metrics under the default blends. Folds add up.
 */
export type FoldResult = {
  page: SumsByName
  cart: SumsByName
  other_page: SumsByName
  other_cart: SumsByName
  customers: SumsByName
  age: SumsByName
  /** First places by their score, for each option of the first four. */
  bins: Record<'page' | 'cart' | 'other_page' | 'other_cart', Record<string, BinSums>>
  /** First places of the selected settings with orders weighted by age, where an ageing was selected. */
  aged?: { page: BinSums; cart: BinSums }
}

/** Adds up the metrics of several options on the same cases. The first option is the default, with which others are paired. */
export class PairedSums {
  readonly sums: Record<string, Sums> = {}
  private first: readonly number[] | undefined

  /** @param figures one a case, cases in the same order each time */
  add(name: string, figures: readonly number[]): void {
    this.first ??= figures
    const sums: Sums = { cases: figures.length, figure: 0, gain: 0, gain_squared: 0 }
    figures.forEach((figure, at) => {
      const gain = figure - (this.first?.[at] ?? 0)
      sums.figure += figure
      sums.gain += gain
      sums.gain_squared += gain * gain
    })
    this.sums[name] = sums
  }
}
