import { byCodePoint } from '../numbers/sort.ts'

/** What is known about a customer before the contact: numbers, words, yes or no; null or absent is unknown. */
export type Facts = Readonly<Record<string, number | string | boolean | null | undefined>>

/** How a column becomes features. */
export type Column =
  /** The number, standardised. Unknown is the mean. */
  | { name: string; kind: 'number' | 'amount'; mean: number; deviation: number }
  /** 1 or 0 for each level. Unknown, and levels that were rare, are 0 in all. */
  | { name: string; kind: 'levels'; levels: string[] }

/** Customers that a level needs to be a feature of its own: with fewer its weight would be mostly the penalty's. */
const MIN_LEVEL = 30

/**
 * How the columns of these customers become features. A column in which every known fact is a number is standardised; of a column without
 * negative numbers whose mean is above 1.4 times its median the logarithm of 1 + x is taken first, because amounts and counts are skewed. Others have a feature for each of their levels.
 * @param names columns to use, in the order of the features
 */
export const fitColumns = (customers: readonly Facts[], names: readonly string[]): Column[] =>
  names.map((name) =>
    columnOf(
      name,
      customers.map((facts) => facts[name] ?? null),
    ),
  )

function columnOf(name: string, facts: readonly (number | string | boolean | null)[]): Column {
  const known = facts.filter((fact) => fact !== null)
  const numbers = known.filter((fact) => typeof fact === 'number')
  if (known.length > 0 && numbers.length === known.length) {
    const sorted = numbers.toSorted((a, b) => a - b)
    const median = sorted[sorted.length >> 1] ?? 0
    const isAmount = (sorted[0] ?? 0) >= 0 && meanOf(sorted) > SKEWED * median
    const values = isAmount ? sorted.map(Math.log1p) : sorted
    const mean = meanOf(values)
    const variance = meanOf(values.map((value) => (value - mean) ** 2))
    return {
      name,
      kind: isAmount ? 'amount' : 'number',
      mean,
      deviation: variance > 1e-12 ? Math.sqrt(variance) : 1,
    }
  }
  const counts = new Map<string, number>()
  for (const fact of known) counts.set(String(fact), (counts.get(String(fact)) ?? 0) + 1)
  const levels = [...counts].filter(([, count]) => count >= MIN_LEVEL).map(([level]) => level)
  return { name, kind: 'levels', levels: levels.sort(byCodePoint) }
}

/** Ratio of the mean to the median from which a column is skewed; that of an exponential distribution is 1.44. */
const SKEWED = 1.4

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** The features of a customer. */
export const featuresOf = (columns: readonly Column[], facts: Facts): number[] =>
  columns.flatMap((column) => {
    const fact = facts[column.name] ?? null
    if (column.kind === 'levels') return column.levels.map((level) => (String(fact) === level ? 1 : 0))
    if (typeof fact !== 'number') return [0]
    const value = column.kind === 'amount' ? Math.log1p(Math.max(0, fact)) : fact
    return [(value - column.mean) / column.deviation]
  })
