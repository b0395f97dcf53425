import { type SQL, sql } from 'drizzle-orm'
import { type FiringRow, type TriggerCounts, triggerFirings } from '../../../schema/triggers/firings.ts'
import type { FiringState } from '../../../vocabulary/decisions/triggers.ts'
import { batch } from '../batch.ts'
import { jsonChunks } from '../chunks.ts'
import { rowOfTable } from '../columns.ts'
import type { Store } from '../open.ts'
import { keysOfOne } from '../orders/people-sql.ts'
import { rowsOf } from '../serving/rows.ts'
import { insertRows } from '../upsert.ts'

/** A firing without its shop. */
export type FiringCells = Omit<FiringRow, 'shop_id'>

/** The columns that name a firing. */
export type FiringKey = Pick<FiringRow, 'trigger_id' | 'customer' | 'cause' | 'step'>

/**
 * Statements that add firings; those that are there stay as they are, also under another key of the person. Erased people get none.
 * @param more a further condition, in which `json_each.value` is the row
 */
export const addFirings = (shop_id: string, rows: readonly FiringCells[], more: SQL = sql`true`): SQL[] => {
  const customer = sql`json_each.value ->> 'customer'`
  const allowed = sql`not exists (select 1 from erasures e where e.shop_id = ${shop_id} and e.customer = ${customer})
    and not exists (
      select 1 from json_each(${keysOfOne(sql`${shop_id}`, customer)}) k cross join trigger_firings f
        on f.shop_id = ${shop_id} and f.trigger_id = json_each.value ->> 'trigger_id' and f.customer = k.value
        and f.cause = json_each.value ->> 'cause' and f.step = json_each.value ->> 'step')
    and ${more}`
  return [...jsonChunks(rows)].map(
    (chunk) => sql`${insertRows(triggerFirings, shop_id, chunk, allowed)} on conflict do nothing`,
  )
}

/** Adds firings; see `addFirings`. */
export async function writeFirings({ shop_id, d1 }: Store, rows: readonly FiringCells[]): Promise<void> {
  if (rows.length > 0) await batch(d1, addFirings(shop_id, rows))
}

/** The next firings at which the job looks, the oldest first. */
export async function dueFirings({ shop_id, db }: Store, now: number, limit: number): Promise<FiringRow[]> {
  const rows = await db.all<object>(sql`
    select * from trigger_firings indexed by trigger_firings_due
    where shop_id = ${shop_id} and due_at is not null and due_at <= ${now} order by due_at limit ${limit}`)
  return rows.map((row) => rowOfTable(triggerFirings, row))
}

/** What becomes of a firing at which the job looked. */
export type FiringChange = FiringKey &
  Pick<FiringRow, 'state' | 'reason' | 'due_at' | 'decision_id' | 'done_at'> & { from: FiringState }

/** Notes what became of firings, each if its state is still the one that was read, and adds the steps that follow; in one transaction. */
export async function writeLooked(
  { shop_id, d1 }: Store,
  changes: readonly FiringChange[],
  next: readonly FiringCells[],
): Promise<void> {
  if (changes.length === 0) return
  await batch(d1, [
    sql`update trigger_firings as f set state = c.value ->> 'state', reason = c.value ->> 'reason', due_at = c.value ->> 'due_at',
        decision_id = c.value ->> 'decision_id', done_at = c.value ->> 'done_at'
      from json_each(${JSON.stringify(changes)}) c
      where f.shop_id = ${shop_id} and f.trigger_id = c.value ->> 'trigger_id' and f.customer = c.value ->> 'customer'
        and f.cause = c.value ->> 'cause' and f.step = c.value ->> 'step' and f.state = c.value ->> 'from'`,
    ...addFirings(shop_id, next),
  ])
}

/** A page of a trigger's firings, by customer, cause and step. */
export async function listFirings(
  { shop_id, db }: Store,
  trigger_id: string,
  state: FiringState | undefined,
  [customer = '', cause = '', step = '']: readonly string[],
  limit: number,
): Promise<FiringRow[]> {
  const rows = await db.all<object>(sql`
    select * from trigger_firings where shop_id = ${shop_id} and trigger_id = ${trigger_id}
      and (customer, cause, step) > (${customer}, ${cause}, ${Number(step || '-1')})
      ${state ? sql`and state = ${state}` : sql.empty()} order by customer, cause, step limit ${limit}`)
  return rows.map((row) => rowOfTable(triggerFirings, row))
}

/** Counts what became of a trigger's firings; reads all of them. */
export async function countFirings({ shop_id, replica }: Store, trigger_id: string): Promise<TriggerCounts> {
  const own = sql`f.shop_id = ${shop_id} and f.trigger_id = ${trigger_id}`
  const [states, made] = await batch(replica, [
    sql`select f.state, f.reason, f.step > 0 as is_later, count(*) as n from trigger_firings f where ${own} group by 1, 2, 3`,
    sql`select count(*) as decided, coalesce(sum(d.status = 'accepted'), 0) as accepted, coalesce(sum(d.status = 'rejected'), 0) as rejected,
        coalesce(sum(exists (select 1 from contacts c where c.shop_id = d.shop_id and c.decision_id = d.decision_id and c.made)
          or d.seen_at <> '[]'), 0) as delivered
      from trigger_firings f join decisions d on d.shop_id = f.shop_id and d.decision_id = f.decision_id
      where ${own} and f.decision_id is not null`,
  ])
  const rows = rowsOf<{ state: FiringState; reason: string | null; is_later: number; n: number }>(states)
  const sum = (which: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(which).reduce((all, { n }) => all + n, 0)
  const reasons = (state: FiringState) => {
    const named = new Set(rows.filter((row) => row.state === state).map(({ reason }) => reason ?? ''))
    return [...named].sort().map((reason) => ({
      reason,
      firings: sum((row) => row.state === state && row.reason === reason),
    }))
  }
  const [of] = rowsOf<Pick<TriggerCounts, 'decided' | 'accepted' | 'rejected' | 'delivered'>>(made)
  return {
    causes: sum(({ is_later, reason }) => !is_later && reason !== 'repeated'),
    waiting: sum(({ state }) => state === 'waiting'),
    ...{ decided: 0, delivered: 0, accepted: 0, rejected: 0, ...of },
    control: sum(({ state }) => state === 'control'),
    late: sum(({ state }) => state === 'late'),
    ...{ cancelled: reasons('cancelled'), withheld: reasons('withheld') },
  }
}

/** Statement that lets the job look at the firings of these decisions at once. @param decision_ids a list in parentheses */
export const lookAgain = (shop_id: string, decision_ids: SQL, now: number, isOurs: SQL): SQL => sql`
  update trigger_firings set due_at = ${now}
  where shop_id = ${shop_id} and decision_id in ${decision_ids} and state = 'decided' and due_at > ${now} and ${isOurs}`
