import type { AccountAudit } from '../../../schema/accounts/brief.ts'
import type { AccountAnalysis, StoredCell } from '../../../schema/accounts/white-space.ts'
import type { AccountRisk, CellState } from '../../../vocabulary/accounts.ts'
import { DAY } from '../../../vocabulary/time.ts'

const moment = (day: number | null): number | null => (day === null ? null : day * DAY)

export const stateOf = ({ lapsed }: Pick<StoredCell, 'lapsed'>): CellState => (lapsed ? 'lapsed' : 'bought')

/** What an account buys, for a response. @param families names by number */
export function auditView(
  { audit, cells }: Pick<AccountAnalysis, 'audit' | 'cells'>,
  families: readonly string[],
  risks: AccountRisk[],
): AccountAudit {
  return {
    orders: audit.orders,
    first_order_at: moment(audit.first),
    last_order_at: moment(audit.last),
    days_between_orders: audit.rhythm,
    next_order_at: moment(audit.due),
    ...{ spent: audit.year, spent_before: audit.year_before, trend: audit.trend },
    ...{ largest_family_share: audit.largest_share, concentration: audit.concentration },
    ...{ margin_share: audit.margin_share, wallet_share: audit.wallet_share, peers: audit.peers, risks },
    families: cells
      .map((cell) => ({
        ...{ family: families[cell.f] ?? '', state: stateOf(cell), orders: cell.orders },
        ...{ last_at: cell.last * DAY, spent: cell.year, next_at: moment(cell.due) },
      }))
      .sort((a, b) => b.spent - a.spent || b.orders - a.orders),
  }
}
