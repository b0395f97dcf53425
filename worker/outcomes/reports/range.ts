import type { Report, ReportQuery } from '../../../schema/outcomes/reports.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import type { Store } from '../../store/open.ts'
import type { Days } from '../../store/outcomes/reports.ts'

/** What a report is made of. */
export type Asked = { store: Store; shop: Shop; days: Days; query: ReportQuery; now: number }

/** What it comes to. */
export type Body = Pick<Report, 'columns' | 'rows'> & { notes?: Report['notes'] }

/** A share; null of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
