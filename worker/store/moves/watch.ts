import type { Store } from '../open.ts'
import { COPIED, type CopiedTable, listOf, quoted } from './copied-tables.ts'
import type { Cells } from './pages.ts'

/** Tables that the cron writes for many shops in one statement, which a frozen shop must not stop. */
const WRITTEN_ACROSS_SHOPS: readonly string[] = ['duties', 'jobs']

const EVENTS = ['insert', 'update', 'delete'] as const

const triggerName = (shop_id: string, table: CopiedTable, event: string): string =>
  quoted(`move_${shop_id}_${table.name}_${event}`)

/** Statement that notes the key of a row. */
const noted = (shop_id: string, table: CopiedTable, row: 'new' | 'old'): string => `
  insert into move_changes (shop_id, change_id, table_name, key)
  select '${shop_id}', 1 + coalesce((select max(change_id) from move_changes where shop_id = '${shop_id}'), 0),
    '${table.name}', json_array(${listOf(table.keys, `${row}.`)});`

/** The triggers of a table. The shop's id stands in them as text: it has digits and letters only. */
function triggersOf(shop_id: string, table: CopiedTable): string[] {
  const refuse = WRITTEN_ACROSS_SHOPS.includes(table.name)
    ? ''
    : `select raise(abort, 'shop_is_moving') from move_changes where shop_id = '${shop_id}' and change_id = 0;`
  return EVENTS.map((event) => {
    const row = event === 'insert' ? 'new' : 'old'
    // The old key and the new one, which may differ.
    const notes = noted(shop_id, table, row) + (event === 'update' ? noted(shop_id, table, 'new') : '')
    return `create trigger ${triggerName(shop_id, table, event)} after ${event} on ${quoted(table.name)}
      when ${row}.shop_id = '${shop_id}' begin ${refuse} ${notes} end`
  })
}

const dropped = (shop_id: string): string[] =>
  COPIED.flatMap((table) =>
    EVENTS.map((event) => `drop trigger if exists ${triggerName(shop_id, table, event)}`),
  )

/**
 * Begins to note every change of the shop's rows, in one transaction. As long as it is noted, what D1 counts as changes of a statement
 * includes the notes.
 */
export async function watch({ d1, shop_id }: Store): Promise<void> {
  const created = COPIED.flatMap((table) => triggersOf(shop_id, table))
  await d1.batch([...dropped(shop_id), ...created].map((text) => d1.prepare(text)))
}

/** Ends that, and forgets what was noted; a frozen shop can be written again. */
export async function unwatch({ d1, shop_id }: Store): Promise<void> {
  await d1.batch([
    ...dropped(shop_id).map((text) => d1.prepare(text)),
    d1.prepare('delete from move_changes where shop_id = ?1').bind(shop_id),
  ])
}

/** Statement after which the shop's rows cannot be written. */
const frozen = ({ d1, shop_id }: Store) =>
  d1
    .prepare(
      `insert into move_changes (shop_id, change_id, table_name, key) values (?1, 0, '', '[]') on conflict do nothing`,
    )
    .bind(shop_id)

/** From now on the shop's rows cannot be written. */
export async function freeze(store: Store): Promise<void> {
  await frozen(store).run()
}

/** They can be written again. */
export async function thaw({ d1, shop_id }: Store): Promise<void> {
  await d1.prepare('delete from move_changes where shop_id = ?1 and change_id = 0').bind(shop_id).run()
}

/** Rows that changed, by table; and the id of the last change that they come from. */
export type Changes = { last: number; count: number; keys: ReadonlyMap<string, readonly Cells[]> }

/** The oldest changes that were noted and not copied yet. */
export async function readChanges({ d1, shop_id }: Store, most: number): Promise<Changes> {
  const { results } = await d1
    .prepare(
      `select change_id, table_name, key from move_changes where shop_id = ?1 and change_id > 0
       order by change_id limit ?2`,
    )
    .bind(shop_id, most)
    .all<{ change_id: number; table_name: string; key: string }>()
  const texts = new Map<string, Set<string>>()
  for (const { table_name, key } of results) {
    texts.set(table_name, (texts.get(table_name) ?? new Set<string>()).add(key))
  }
  const keys = [...texts].map(([name, some]) => [name, [...some].map((text) => JSON.parse(text))] as const)
  return { last: results.at(-1)?.change_id ?? 0, count: results.length, keys: new Map(keys) }
}

/** Forgets changes that are copied. */
export async function forgetChanges({ d1, shop_id }: Store, last: number): Promise<void> {
  await d1
    .prepare('delete from move_changes where shop_id = ?1 and change_id between 1 and ?2')
    .bind(shop_id, last)
    .run()
}

/** Whether a worker has one of the shop's other jobs, which ends its statements soon. */
export async function hasRunningJobs({ d1, shop_id }: Store, now: number): Promise<boolean> {
  const found = await d1
    .prepare(
      `select 1 from jobs where shop_id = ?1 and kind <> 'move_shop' and failed_at is null and lease is not null
         and lease_until >= ?2 limit 1`,
    )
    .bind(shop_id, now)
    .first()
  return found !== null
}

/** What the cron looks for across shops: without it the old database does nothing more for a shop that has moved. */
const OF_THE_CRON = ['duties', 'jobs', 'beacons', 'feeds'] as const

/** After the move: deletes the old rows by which the cron would find the shop. The rest stays frozen until no isolate reads it. */
export async function depart(store: Store): Promise<void> {
  const { d1, shop_id } = store
  const deleteFrom = (name: string) => d1.prepare(`delete from ${name} where shop_id = ?1`).bind(shop_id)
  // The triggers refuse while the shop is frozen, and note what is deleted.
  await d1.batch([
    deleteFrom('move_changes'),
    ...OF_THE_CRON.map(deleteFrom),
    deleteFrom('move_changes'),
    frozen(store),
  ])
}
