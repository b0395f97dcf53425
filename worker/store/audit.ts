import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { type Actor, type AuditFilter, type AuditRow, audit } from '../../schema/audit.ts'
import { ACTOR_KINDS } from '../../vocabulary/actors.ts'
import { DAY } from '../../vocabulary/time.ts'
import { shapeOfTable } from './columns.ts'
import { firstIdOf, timeId } from './ids.ts'
import type { Store } from './open.ts'
import { withinBytes } from './pages.ts'
import type { Old } from './retention.ts'

/** A change to be recorded; `before` and `after` have only the fields that differ. */
export type Change = Pick<AuditRow, 'action' | 'subject' | 'before' | 'after'>

/** The row of a new entry. */
export const auditRow = (shop_id: string, actor: Actor, change: Change, at: number): AuditRow => ({
  ...{ shop_id, at, ...change },
  entry_id: timeId('aud', at),
  actor_kind: actor.kind,
  actor_id: actor.id,
})

/** Records a change. */
export async function addAuditEntry(store: Store, actor: Actor, change: Change, at: number): Promise<void> {
  await store.db.insert(audit).values(auditRow(store.shop_id, actor, change, at))
}

/** Condition for the entries that match. The ids are in the order of time, and so is the primary key. */
function matching({ actor, action, since, until }: AuditFilter) {
  const isKind = ACTOR_KINDS.find((kind) => kind === actor)
  const isPrefix = action?.endsWith('*')
  return and(
    actor === undefined ? undefined : isKind ? eq(audit.actor_kind, isKind) : eq(audit.actor_id, actor),
    action === undefined
      ? undefined
      : isPrefix
        ? sql`substr(${audit.action}, 1, ${action.length - 1}) = ${action.slice(0, -1)}`
        : eq(audit.action, action),
    since === undefined ? undefined : gte(audit.entry_id, firstIdOf('aud', since)),
    until === undefined ? undefined : lt(audit.entry_id, firstIdOf('aud', until)),
  )
}

/** Entries of the shop that match, newest first. */
export const listAudit = async (
  store: Store,
  before: string,
  limit: number,
  filter: AuditFilter = {},
): Promise<AuditRow[]> => {
  const where = and(eq(audit.shop_id, store.shop_id), lt(audit.entry_id, before), matching(filter))
  const page = withinBytes(audit, { keys: [audit.entry_id], descends: true, where, limit })
  return await store.db.select().from(audit).where(and(where, page)).orderBy(desc(audit.entry_id))
}

/** Columns of the log without `shop_id`. */
export const auditColumns = shapeOfTable(audit).columns.filter(({ name }) => name !== 'shop_id')

/** The operator's deletions of a shop that no longer exists, newest first. @param deployment see openDeployment */
export const listDeletions = async (
  deployment: Store,
  shop_id: string,
  before: string,
  limit: number,
): Promise<AuditRow[]> =>
  await deployment.db
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.shop_id, deployment.shop_id),
        lt(audit.entry_id, before),
        sql`${audit.subject} ->> 'shop_id' = ${shop_id}`,
      ),
    )
    .orderBy(desc(audit.entry_id))
    .limit(limit)

/** Calls that write data, of which a shop may make one a minute: their entries are kept for a shorter time. */
const DATA_CALLS = ['PUT /v1/items', 'POST /v1/orders', 'PUT /v1/relations', 'POST /v1/imports']
/** Retention in days: a month of data calls, two years of everything else. */
export const RETENTION_DAYS = { data: 30, rest: 730 }

/** Whether an entry is of a call that writes data. */
export const isDataCall = (action: string): boolean => DATA_CALLS.includes(action)

/** The shop's entries that are past their retention at a time (UTC milliseconds). */
export const oldAudit = (now: number): Old[] => {
  const isOld = (days: number) => sql`entry_id < ${firstIdOf('aud', now - days * DAY)}`
  const actions = sql`(select value from json_each(${JSON.stringify(DATA_CALLS)}))`
  return [
    { table: audit, which: isOld(RETENTION_DAYS.rest) },
    { table: audit, which: sql`${isOld(RETENTION_DAYS.data)} and action in ${actions}` },
  ]
}
