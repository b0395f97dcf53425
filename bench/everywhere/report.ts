import { cell, gain } from '../known/figures.ts'
import { mean, standardError } from '../quality/tasks.ts'
import type { Tuned } from '../quality/tuned.ts'
import { table } from '../upgrade/score.ts'
import type { Figures } from './figures.ts'

/** One cell of the table, measured. */
export type Measured = {
  set: string
  orders: number
  items: number
  ours: Figures
  /** What tuning chose in each shop. */
  choices: Tuned['choices'][]
  rivals: Record<string, Figures>
}

type Metric = keyof Figures
const METRICS: readonly Metric[] = ['page', 'cart']

/** The rule with the highest mean in a cell. */
function bestOf({ rivals }: Measured, metric: Metric): [name: string, figures: number[]] {
  const [first = ['', { page: [], cart: [] }], ...others] = Object.entries(rivals)
  const best = others.reduce((a, b) => (mean(b[1][metric]) > mean(a[1][metric]) ? b : a), first)
  return [best[0], best[1][metric]]
}

/** Standard errors by which our figure differs from the best rule's, paired. */
function errorsAbove(one: Measured, metric: Metric): number {
  const [, theirs] = bestOf(one, metric)
  const gains = one.ours[metric].map((figure, at) => figure - (theirs[at] ?? 0))
  return mean(gains) / Math.max(1e-9, standardError(gains))
}

/** Prints every cell beside its best rule. */
export function printCells(found: readonly Measured[]): void {
  const rows = found.map((one) => {
    const columns = METRICS.flatMap((metric) => {
      const [name, theirs] = bestOf(one, metric)
      const errors = errorsAbove(one, metric)
      const mark = errors < -1 ? ' **below**' : ''
      return [
        cell(one.ours[metric]),
        `${mean(theirs).toFixed(4)} ${name}`,
        `${gain(one.ours[metric], theirs)}${mark}`,
      ]
    })
    return [one.set, one.orders.toLocaleString('en'), one.items, one.ours.page.length, ...columns].join(' | ')
  })
  const head = ['page nDCG@10', 'best rule', 'gain', 'cart HR@10', 'best rule', 'gain']
  console.log(`\n${table(['set', 'orders', 'items', 'tests', ...head], rows)}`)
}

/** Prints the means over all cells, of ours and of each rule where it exists. */
export function printMeans(found: readonly Measured[]): void {
  const names = [...new Set(found.flatMap(({ rivals }) => Object.keys(rivals)))]
  const rows = names.map((name) => {
    const having = found.filter(({ rivals }) => rivals[name] !== undefined)
    const columns = METRICS.flatMap((metric) => {
      const theirs = mean(having.map(({ rivals }) => mean(rivals[name]?.[metric] ?? [])))
      const own = mean(having.map(({ ours }) => mean(ours[metric])))
      return [theirs.toFixed(4), own.toFixed(4), `${(100 * (own / theirs - 1)).toFixed(1)} %`]
    })
    return [name, having.length, ...columns].join(' | ')
  })
  const head = ['page', 'ours', 'ours above', 'cart', 'ours', 'ours above']
  console.log(`Means over the cells where the rule exists:\n\n${table(['rule', 'cells', ...head], rows)}`)
  for (const metric of METRICS) {
    const errors = found.map((one) => errorsAbove(one, metric))
    const own = mean(found.map(({ ours }) => mean(ours[metric])))
    const hindsight = mean(found.map((one) => mean(bestOf(one, metric)[1])))
    console.log(
      `- ${metric}: ${found.length} cells, ${errors.filter((error) => error < -1).length} below the best rule by more than one paired standard error, ${errors.filter((error) => error < -2).length} by more than two; mean ${own.toFixed(4)}, of the best rule of each cell ${hindsight.toFixed(4)} (${(100 * (own / hindsight - 1)).toFixed(1)} %).`,
    )
  }
}

/** Prints how much shops gain by each option of tuning on their folds, as a share of the default's metric, and how they differ. */
export function printOptions(found: readonly Measured[]): void {
  const rows = (['page', 'cart', 'customers', 'age'] as const).flatMap((what) => {
    const choices = found.flatMap((one) => one.choices.map((choice) => choice[what]))
    const names = [...new Set(choices.flatMap(({ tried }) => tried.map(({ name }) => name)))]
    return names.map((name) => {
      const gains = choices.flatMap(({ tried }) => {
        const [standard, option] = [tried[0]?.mean ?? 0, tried.find((one) => one.name === name)]
        return option && standard > 0
          ? [{ gain: option.gain / standard, error: option.standard_error / standard }]
          : []
      })
      const middle = mean(gains.map(({ gain: one }) => one))
      const spread = mean(gains.map(({ gain: one, error }) => (one - middle) ** 2 - error ** 2))
      const chosen = choices.filter((choice) => choice.chosen === name).length
      const columns = [gains.length, middle.toFixed(4), Math.sqrt(Math.max(0, spread)).toFixed(4), chosen]
      return [what, name, ...columns].join(' | ')
    })
  })
  console.log(`\n${table(['of', 'option', 'shops', 'mean gain', 'deviation between shops', 'chosen'], rows)}`)
}
