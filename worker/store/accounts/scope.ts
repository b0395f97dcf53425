import { type SQL, sql } from 'drizzle-orm'
import type { Store } from '../open.ts'

/** Which accounts a caller may see: all, or those of a rep, or of a rep and their team. */
export type AccountScope = 'all' | { member_id: string; team: string | null }

/** The condition for an account's row under this alias. */
export function inScope(shop_id: string, alias: string, scope: AccountScope): SQL {
  if (scope === 'all') return sql`true`
  const rep = sql.raw(`${alias}.rep`)
  if (scope.team === null) return sql`${rep} = ${scope.member_id}`
  return sql`(${rep} = ${scope.member_id} or ${rep} in (
    select member_id from members where shop_id = ${shop_id} and team = ${scope.team}))`
}

/** Members whose work a caller may see: reps and managers who look after accounts, as rows with `member_id`, `name` and `team`. */
export const repsInScope = (shop_id: string, scope: AccountScope): SQL => sql`
  select m.member_id, m.name, m.team from members m where m.shop_id = ${shop_id}
    and (m.role in ('rep', 'manager') or exists (select 1 from accounts a where a.shop_id = ${shop_id} and a.rep = m.member_id))
    ${
      scope === 'all'
        ? sql.empty()
        : sql`and (m.member_id = ${scope.member_id} or (${scope.team} is not null and m.team = ${scope.team}))`
    }
  order by m.name, m.member_id`

/** The names of these members by their id. */
export async function repsByName({ db, shop_id }: Store, scope: AccountScope): Promise<Map<string, string>> {
  const rows = await db.all<{ member_id: string; name: string }>(repsInScope(shop_id, scope))
  return new Map(rows.map(({ member_id, name }) => [member_id, name]))
}
