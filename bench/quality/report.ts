import type { Choice } from '../../engine/tuning/select.ts'
import { type CartResult, mean, type PageResult, standardError } from './tasks.ts'

/** One scorer on all cases of a set. */
export type Row = {
  name: string
  page: PageResult[]
  /** Items in the first six of any page. */
  coverage: number
  /** Up to three carts an order, their mean; and one cart an order. */
  cart: CartResult[]
  one: CartResult[]
}

/** Least and wanted mean of a figure. */
export type Goal = [floor: number, aim: number]

export const cell = (values: readonly number[]): string =>
  `${mean(values).toFixed(4)} ± ${standardError(values).toFixed(4)}`
const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(4)}`

export function printRows(rows: readonly Row[], shown: string): void {
  console.log(
    '| scorer | page nDCG@10 | page HR@10 | page recall@10 | coverage | cart HR@10 | cart MRR@10 | cart HR@10, one an order |\n|---|---|---|---|---|---|---|---|',
  )
  for (const { name, page, coverage, cart, one } of rows) {
    const figures = [
      cell(page.map(({ ndcg }) => ndcg)),
      cell(page.map(({ hit }) => hit)),
      cell(page.map(({ recall }) => recall)),
      coverage,
      cell(cart.map(({ hit }) => hit)),
      cell(cart.map(({ mrr }) => mrr)),
      cell(one.map(({ hit }) => hit)),
    ]
    console.log(`| ${name === shown ? `**${name}**` : name} | ${figures.join(' | ')} |`)
  }
}

/** Prints the results of a scorer, paired with the best baseline of this task and set. */
export function printPlace(
  rows: readonly Row[],
  own: Row,
  what: string,
  figures: (row: Row) => number[],
  [floor, aim]: Goal,
): void {
  const values = figures(own)
  const best = rows
    .filter(({ name }) => !name.startsWith('ours'))
    .reduce((a, b) => (mean(figures(b)) > mean(figures(a)) ? b : a))
  const theirs = figures(best)
  const gains = values.map((value, at) => value - (theirs[at] ?? 0))
  const share = (test: (gain: number) => boolean) =>
    `${((100 * gains.filter(test).length) / gains.length).toFixed(1)} %`
  console.log(
    `- ${own.name}, ${what}: ${mean(values).toFixed(4)}, floor ${floor}, aim ${aim}: **${placeOf(values, floor, aim)}**. Against the best baseline, ${best.name}: ${signed(mean(gains))} ± ${standardError(gains).toFixed(4)}; better in ${share((gain) => gain > 0)} of the cases, worse in ${share((gain) => gain < 0)}.`,
  )
}

function placeOf(values: readonly number[], floor: number, aim: number): string {
  if (mean(values) >= aim) return 'aim reached'
  if (mean(values) >= floor) return 'above the floor'
  return mean(values) >= floor - standardError(values)
    ? 'within one standard error of the floor'
    : 'below the floor'
}

/** Returns the chosen option, and for each option its mean over the folds and its paired gain over the first one. */
export function said({ chosen, cases, tried }: Choice): string {
  const ways = tried.map(
    ({ name, mean: figure, gain, standard_error }) =>
      `${name} ${figure.toFixed(4)} (${signed(gain)} ± ${standard_error.toFixed(4)})`,
  )
  return `**${chosen}**, from ${cases} cases of four folds: ${ways.join('; ')}`
}
