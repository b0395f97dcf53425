import type { Report, ReportQuery } from '../../../schema/outcomes/reports.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { DAY } from '../../../vocabulary/time.ts'
import type { Store } from '../../store/open.ts'
import type { Days } from '../../store/outcomes/reports.ts'

/** Input of a report. */
export type Asked = { store: Store; shop: Shop; days: Days; query: ReportQuery; now: number }

/** Columns, rows and notes of a report. */
export type Body = Pick<Report, 'columns' | 'rows'> & Partial<Pick<Report, 'notes' | 'series'>>

/** As many days directly before a range. */
export const rangeBefore = ({ from, to }: Days): Days => ({ from: 2 * from - to - 1, to: from - 1 })

/** A day of the API, such as "2026-03-31". @param day days since 1970 */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** A share; null if the whole is 0. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
