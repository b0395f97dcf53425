import { mean, standardError } from '../quality/tasks.ts'

/** The mean with its standard error. */
export const cell = (values: readonly number[]): string =>
  `${mean(values).toFixed(4)} ± ${standardError(values).toFixed(4)}`

/** How much more the first are on the mean, case by case, with the standard error. */
export function gain(figures: readonly number[], over: readonly number[]): string {
  const gains = figures.map((figure, at) => figure - (over[at] ?? 0))
  const middle = mean(gains)
  return `${middle < 0 ? '−' : '+'}${Math.abs(middle).toFixed(4)} ± ${standardError(gains).toFixed(4)}`
}
