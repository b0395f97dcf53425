import type { ReportRow } from '../../../schema/outcomes/reports.ts'

/** Groups that a chart has at most, so that their lines can be told apart. */
export const MOST_GROUPS = 4

/** A line with its 95 % interval, one value for each time; null where nothing was seen. */
export type Line = { name: string; values: Ends[] }
export type Ends = { value: number; low: number; high: number } | null

/** Lines over time. `times` are UTC milliseconds, ascending: noon, which is the same day in nearly every zone. */
export type Lines = { times: number[]; lines: Line[] }

const asNumber = (value: string | number | null | undefined): number =>
  typeof value === 'number' ? value : 0

/**
 * The clicks for each view over time, of the groups that were seen most.
 * @param rows of a funnel by day or week
 * @param nameOf the group of a row, in words
 */
export function clickLines(rows: readonly ReportRow[], nameOf: (row: ReportRow) => string): Lines {
  const periods = [...new Set(rows.map(({ period }) => String(period)))].sort()
  const seen = new Map<string, number>()
  for (const row of rows) seen.set(nameOf(row), (seen.get(nameOf(row)) ?? 0) + asNumber(row.seen))
  const names = [...seen]
    .filter(([, count]) => count > 0)
    .sort(([a, of_a], [b, of_b]) => of_b - of_a || Number(a > b) - Number(a < b))
    .slice(0, MOST_GROUPS)
    .map(([name]) => name)
  const lines = names.map((name) => {
    const found = new Map(rows.filter((row) => nameOf(row) === name).map((row) => [String(row.period), row]))
    return { name, values: periods.map((period) => endsOf(found.get(period))) }
  })
  return { times: periods.map((period) => Date.parse(`${period}T12:00:00Z`)), lines }
}

function endsOf(row: ReportRow | undefined): Ends {
  const { click_rate: value, click_rate_low: low, click_rate_high: high } = row ?? {}
  const isKnown = typeof value === 'number' && typeof low === 'number' && typeof high === 'number'
  return isKnown ? { value, low, high } : null
}
