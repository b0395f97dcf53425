import { mean, standardError } from '../quality/tasks.ts'

/** Formats the mean with its standard error. */
export const cell = (values: readonly number[]): string =>
  `${mean(values).toFixed(4)} ± ${standardError(values).toFixed(4)}`

/** Formats the mean paired difference with its standard error. */
export function gain(figures: readonly number[], over: readonly number[]): string {
  const gains = figures.map((figure, at) => figure - (over[at] ?? 0))
  const middle = mean(gains)
  return `${middle < 0 ? '−' : '+'}${Math.abs(middle).toFixed(4)} ± ${standardError(gains).toFixed(4)}`
}
