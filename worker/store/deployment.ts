import type { Lane } from '../../schema/jobs.ts'
import type { Statements } from './batch.ts'
import { rowsOf } from './serving/rows.ts'

/** What one database says of its deployment; ages in milliseconds. */
export type DatabaseState = {
  bytes: number
  migration: string | null
  shops: { live: number; paused: number }
  cron: { due: number; oldest_due: number | null; failing: number }
  lanes: { lane: Lane; waiting: number; oldest_waiting: number | null; failed: number }[]
  beacons: { waiting: number; oldest_waiting: number | null; set_aside: number }
  messages: { waiting: number }
}

const MIGRATION = 'select name from d1_migrations order by id desc limit 1'

const STATEMENTS = [
  MIGRATION,
  "select count(*) filter (where status = 'live') as live, count(*) filter (where status = 'paused') as paused from shops",
  'select count(*) as due, max(?1 - due_at) as oldest_due from duties where due_at < ?1',
  'select count(*) as failing from duties where failures > 2',
  `select lane, count(*) filter (where failed_at is null) as waiting, count(failed_at) as failed,
     max(?1 - max(created_at, lease_until)) filter (where failed_at is null and lease_until < ?1) as oldest_waiting
   from jobs group by lane order by lane`,
  `select count(*) filter (where set_aside_at is null) as waiting, count(set_aside_at) as set_aside,
     max(?1 - received_at) filter (where set_aside_at is null) as oldest_waiting from beacons`,
  "select count(*) as waiting from webhook_messages where status = 'waiting'",
]

/** Reads a row for each shop, and one for each piece of work that waits. @param now UTC milliseconds */
export async function readDatabaseState(d1: D1Database, now: number): Promise<DatabaseState> {
  try {
    return await readState(d1, now)
  } catch (thrown) {
    if (/no such (table|column)/.test(String(thrown))) return await readUnmigrated(d1)
    throw thrown
  }
}

/** Name of the last migration that was applied; null where none is recorded. */
export const readLastMigration = async (d1: Statements): Promise<string | null> =>
  await d1
    .prepare(MIGRATION)
    .first<string>('name')
    .catch(() => null)

/** A database that was bound before its migrations were applied, all or some: nothing works there yet, and its migration says so. */
async function readUnmigrated(d1: D1Database): Promise<DatabaseState> {
  const { meta } = await d1.prepare('select 1').run()
  const migration = await readLastMigration(d1)
  return {
    ...{ bytes: meta.size_after ?? 0, migration, shops: { live: 0, paused: 0 }, lanes: [] },
    cron: { due: 0, oldest_due: null, failing: 0 },
    beacons: { waiting: 0, oldest_waiting: null, set_aside: 0 },
    messages: { waiting: 0 },
  }
}

async function readState(d1: D1Database, now: number): Promise<DatabaseState> {
  const prepared = STATEMENTS.map((text) =>
    text.includes('?1') ? d1.prepare(text).bind(now) : d1.prepare(text),
  )
  const results = await d1.batch(prepared)
  const [migrations, shops, due, failing, lanes, beacons, messages] = results
  const first = <Row>(result: D1Result<unknown> | undefined) => rowsOf<Row>(result)[0] as Row
  return {
    bytes: results[0]?.meta.size_after ?? 0,
    migration: rowsOf<{ name: string }>(migrations)[0]?.name ?? null,
    shops: first<DatabaseState['shops']>(shops),
    cron: {
      ...first<{ due: number; oldest_due: number | null }>(due),
      ...first<{ failing: number }>(failing),
    },
    lanes: rowsOf<DatabaseState['lanes'][number]>(lanes),
    beacons: first<DatabaseState['beacons']>(beacons),
    messages: first<DatabaseState['messages']>(messages),
  }
}
