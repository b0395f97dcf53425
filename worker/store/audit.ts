import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { type Actor, type AuditRow, audit } from '../../schema/audit.ts'
import { DAY } from '../../vocabulary/time.ts'
import { firstIdOf, timeId } from './ids.ts'
import type { Store } from './open.ts'
import { withinBytes } from './pages.ts'

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

/** Entries of the shop, newest first. */
export const listAudit = async (store: Store, before: string, limit: number): Promise<AuditRow[]> => {
  const where = and(eq(audit.shop_id, store.shop_id), lt(audit.entry_id, before))
  const page = withinBytes(audit, { keys: [audit.entry_id], descends: true, where, limit })
  return await store.db.select().from(audit).where(and(where, page)).orderBy(desc(audit.entry_id))
}

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
const RETENTION_DAYS = { data: 30, rest: 730 }

/** Deletes the shop's entries that are past their retention. */
export async function forgetAudit(store: Store, now: number): Promise<void> {
  const isOld = (days: number) =>
    and(eq(audit.shop_id, store.shop_id), lt(audit.entry_id, firstIdOf('aud', now - days * DAY)))
  await store.db.delete(audit).where(isOld(RETENTION_DAYS.rest)).run()
  await store.db
    .delete(audit)
    .where(and(isOld(RETENTION_DAYS.data), inArray(audit.action, DATA_CALLS)))
    .run()
}
