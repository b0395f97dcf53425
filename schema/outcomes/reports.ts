import * as v from 'valibot'
import { DAY, MINUTE, WEEK } from '../../vocabulary/time.ts'

/** Names of the reports. */
export const REPORTS = [
  'funnel',
  'coverage',
  'attribution',
  'incremental',
  'orders',
  'refusals',
  'pairs',
  'exploration',
  'claims',
] as const
export type ReportName = (typeof REPORTS)[number]

export const GRAINS = ['all', 'month', 'week', 'day'] as const
export type Grain = (typeof GRAINS)[number]

/** Groupings of a funnel. */
export const FUNNEL_BY = ['placement', 'intent', 'source', 'item', 'pair', 'arm'] as const
export type FunnelBy = (typeof FUNNEL_BY)[number]

/** Attribution windows of clicks, in milliseconds; additions from a panel count for 30 days. */
export const WINDOWS = { '30m': 30 * MINUTE, '24h': DAY, '7d': WEEK } as const
export type Window = keyof typeof WINDOWS
const WINDOW_NAMES = ['30m', '24h', '7d'] as const

const date = v.pipe(
  v.string(),
  v.isoDate('Give a day such as 2026-03-31.'),
  v.transform((day) => Math.floor(Date.parse(day) / DAY)),
)

/** What a funnel may be compared with: as many days directly before its range. */
const AGAINST = ['before'] as const

/** A range of days (UTC), both included; by default the last 28 days. */
export const reportQuery = v.strictObject({
  from: v.optional(date),
  to: v.optional(date),
  grain: v.optional(v.picklist(GRAINS, `Give one of: ${GRAINS.join(', ')}.`), 'all'),
  by: v.optional(v.picklist(FUNNEL_BY, `Give one of: ${FUNNEL_BY.join(', ')}.`), 'placement'),
  against: v.optional(v.picklist(AGAINST, 'Give before.')),
  series: v.optional(v.picklist(['day', 'week'], 'Give day or week.')),
  window: v.optional(v.picklist(WINDOW_NAMES, `Give one of: ${WINDOW_NAMES.join(', ')}.`), '30m'),
  form: v.optional(v.picklist(['json', 'csv'], 'Give json or csv.'), 'json'),
})
export type ReportQuery = v.InferOutput<typeof reportQuery>

export const reportName = v.object({ report: v.picklist(REPORTS, `Take one of: ${REPORTS.join(', ')}.`) })

/** A row of a report; null for unknown values. Money in minor units. */
export type ReportRow = Record<string, string | number | null>

/** A report: its range, its rows, and notes about its limits. */
export const report = v.object({
  report: v.picklist(REPORTS),
  /** Days, both included. */
  from: v.string(),
  to: v.string(),
  /** With `against=before`: the days with which the range is compared, both included. */
  before: v.optional(v.object({ from: v.string(), to: v.string() })),
  currency: v.string(),
  columns: v.array(v.string()),
  rows: v.array(v.record(v.string(), v.union([v.string(), v.number(), v.null()]))),
  /** With `series` of a funnel: the rows of each day or week, without what was bought. */
  series: v.optional(v.array(v.record(v.string(), v.union([v.string(), v.number(), v.null()])))),
  notes: v.array(v.object({ code: v.string(), text: v.string() })),
})
export type Report = v.InferOutput<typeof report>
