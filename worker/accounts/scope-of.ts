import { isFieldRole } from '../../vocabulary/roles.ts'
import type { AccountScope } from '../store/accounts/scope.ts'
import type { Session } from '../store/shop/sessions.ts'

/** The accounts that a caller may see: a rep their own, a manager also those of their team, everybody else all of them. */
export function scopeOf(session: Session | undefined): AccountScope {
  if (session === undefined || !isFieldRole(session.role)) return 'all'
  return { member_id: session.member_id, team: session.role === 'manager' ? session.team : null }
}
