import type { ReportRow } from '../../../schema/outcomes/reports.ts'

/** Lines that a chart has at most, so that they can be told apart. */
export const MOST_LINES = 4

/** A line with its 95 % interval, one value for each time; null where nothing was seen. Lines of one group have one colour. */
export type Line = { name: string; values: Ends[]; colour: number; isEarlier: boolean }
export type Ends = { value: number; low: number; high: number } | null

/** Lines over time. `times` are UTC milliseconds, ascending: noon, which is the same day in nearly every zone. */
export type Lines = { times: number[]; lines: Line[] }

const asNumber = (value: string | number | null | undefined): number =>
  typeof value === 'number' ? value : 0

/**
 * The clicks for each view over time, of the groups that were seen most; beside each, where anything was seen in the range before, its
 * line of the same days of that range.
 * @param rows of a funnel by day or week, against the range before
 * @param nameOf the group of a row, in words
 * @param earlier the name of a group's line of the range before
 */
export function clickLines(
  rows: readonly ReportRow[],
  nameOf: (row: ReportRow) => string,
  earlier: (name: string) => string,
): Lines {
  const periods = [...new Set(rows.map(({ period }) => String(period)))].sort()
  const groups = new Map<string, { seen: number; before: number; rows: Map<string, ReportRow> }>()
  for (const row of rows) {
    const group = groups.get(nameOf(row)) ?? { seen: 0, before: 0, rows: new Map() }
    group.seen += asNumber(row.seen)
    group.before += asNumber(row.seen_before)
    group.rows.set(String(row.period), row)
    groups.set(nameOf(row), group)
  }
  const found = [...groups]
    .filter(([, { seen, before }]) => seen + before > 0)
    .sort(([a, one], [b, other]) => other.seen - one.seen || other.before - one.before || (a < b ? -1 : 1))
  const isCompared = found.some(([, { before }]) => before > 0)
  const drawn = found.slice(0, isCompared ? MOST_LINES / 2 : MOST_LINES)
  const lines = drawn.flatMap(([name, { before, rows: own }], colour): Line[] => {
    const line = (end: string) => periods.map((period) => endsOf(own.get(period), end))
    const now = { name, values: line(''), colour, isEarlier: false }
    if (before === 0) return [now]
    return [now, { name: earlier(name), values: line('_before'), colour, isEarlier: true }]
  })
  return { times: periods.map((period) => Date.parse(`${period}T12:00:00Z`)), lines }
}

function endsOf(row: ReportRow | undefined, end: string): Ends {
  const part = (name: string) => row?.[`click_rate${end}${name}`]
  const [value, low, high] = [part(''), part('_low'), part('_high')]
  const isKnown = typeof value === 'number' && typeof low === 'number' && typeof high === 'number'
  return isKnown ? { value, low, high } : null
}
