import type { Report, ReportQuery } from '../../../schema/outcomes/reports.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { Store } from '../../store/open.ts'
import type { Days } from '../../store/outcomes/reports.ts'

/** Input of a report. */
export type Asked = { store: Store; shop: Shop; days: Days; query: ReportQuery; now: number }

/** Columns, rows and notes of a report. */
export type Body = Pick<Report, 'columns' | 'rows'> & { notes?: Report['notes'] }

/** A share; null if the whole is 0. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
