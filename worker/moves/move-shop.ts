import { LANES } from '../../schema/jobs.ts'
import type { Move, MovePhase } from '../../schema/moves.ts'
import { MINUTE, SECOND } from '../../vocabulary/time.ts'
import { callWorker, type Env } from '../env.ts'
import { HandOver, type JobLease, LostLease, TryAgain } from '../jobs/lease/lease.ts'
import { knowHomes } from '../store/homes.ts'
import { COPIED, type CopiedTable, tablesFrom } from '../store/moves/copied-tables.ts'
import { BEFORE_THE_MOVE, changeMove, queueMoveJob, readMove } from '../store/moves/moves.ts'
import {
  type Cells,
  countRowsOf,
  nextMost,
  type Page,
  readPage,
  readRows,
  writeRows,
} from '../store/moves/pages.ts'
import {
  depart,
  forgetChanges,
  freeze,
  hasRunningJobs,
  readChanges,
  thaw,
  unwatch,
  watch,
} from '../store/moves/watch.ts'
import { openIn, type Store } from '../store/open.ts'
import { deleteShopRows } from '../store/shop/shops.ts'

/** Changes that are copied at a time, and below which the shop is frozen. */
const CHANGES_AT_ONCE = 300
/** Statements with which the last changes of every table can be copied and compared. */
const STATEMENTS_OF_ARRIVAL = 400
/** Rows that the first page of a table asks for. */
const FIRST_PAGE = 50
/** Pause before it is looked again whether the shop's running jobs have ended, milliseconds. */
const UNTIL_JOBS_END = 2 * SECOND
/**
 * Time after the move in which the old rows stay, milliseconds: isolates that do not know of it read them for DIRECTORY_LIFE, and requests that
 * began before then may run for minutes.
 */
export const OLD_ROWS_STAY = 5 * MINUTE

/** The shop's rows in its old and in its new database. */
type Sides = { env: Env; source: Store; target: Store }

/** Thrown when the operator has cancelled the move. */
class Cancelled extends Error {}

const differs = (what: string) => new Error(`The copy is not equal: ${what}.`)

/**
 * Moves a shop to another database while it is served: copies its rows, then the rows that changed meanwhile, until few are left; refuses
 * writes for a moment, copies and compares the rest, and makes the new database the shop's home. Every row that is copied is read back from the new
 * database and compared. Runs as the shop's only job; interrupted, it continues where it was.
 * @param store the shop's rows in the database where it lives
 */
export async function moveShop(env: Env, store: Store, lease: JobLease): Promise<void> {
  const move = await readMove(env, store.shop_id)
  if (!move) return
  const sides = { env, source: store, target: openIn(env, move.target, store.shop_id, store.budget) }
  if (move.phase === 'cancelled') return await undo(sides, lease)
  if (!BEFORE_THE_MOVE.includes(move.phase)) return
  try {
    if (move.phase === 'copying') await copyTables(sides, move, lease)
    if (move.phase !== 'frozen') await follow(sides, lease)
    // A frozen shop waits for no other invocation.
    if (store.budget.left < STATEMENTS_OF_ARRIVAL) throw new HandOver()
    await arrive(sides, move.target, lease)
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown
    await undo(sides, lease)
  }
}

/** Notes a step of the move. @throws {Cancelled} @throws {LostLease} when another worker has gone on with it */
async function note(
  { env, source: { shop_id } }: Sides,
  from: MovePhase,
  change: Parameters<typeof changeMove>[3],
  added?: { rows: number; bytes: number },
): Promise<void> {
  if (await changeMove(env, shop_id, [from], change, added)) return
  const move = await readMove(env, shop_id)
  throw move?.phase === 'cancelled' ? new Cancelled() : new LostLease()
}

/** Undoes what was done, after which the shop is as it was before. */
async function undo({ source, target }: Sides, lease: JobLease): Promise<void> {
  await unwatch(source)
  await clear(target, lease)
}

/** Deletes all rows of the shop in a database in which it does not live. */
async function clear(store: Store, lease: JobLease): Promise<void> {
  while (!(await deleteShopRows(store))) {
    lease.handOverIfSpent()
    await lease.pause()
  }
}

/** Records that a move has failed finally; the shop is served as before. The copy is deleted when the shop is moved again. */
export async function failMove(env: Env, store: Store, problem: string): Promise<void> {
  await unwatch(store)
  await changeMove(env, store.shop_id, BEFORE_THE_MOVE, { phase: 'failed', problem })
}

/**
 * Deletes the rows that a shop has left behind, when no isolate reads them any more. Runs in the shop's new database.
 * @throws {TryAgain} as long as that is not sure
 */
export async function leaveHome(env: Env, store: Store, lease: JobLease): Promise<void> {
  const move = await readMove(env, store.shop_id)
  if (move?.phase !== 'moved') return
  const left = (move.moved_at ?? 0) + OLD_ROWS_STAY - Date.now()
  if (left > 0) throw new TryAgain(left)
  const source = openIn(env, move.source, store.shop_id, store.budget)
  await unwatch(source)
  await clear(source, lease)
  await changeMove(env, store.shop_id, ['moved'], { phase: 'done' })
}

async function copyTables(sides: Sides, move: Move, lease: JobLease): Promise<void> {
  const { source, target } = sides
  if (move.table_name === '') {
    // What an earlier attempt has left there.
    await clear(target, lease)
    await watch(source)
  }
  for (const table of tablesFrom(COPIED, move.table_name)) {
    const isContinued = table.name === move.table_name && move.last_key !== null
    let after: Cells | undefined = isContinued ? JSON.parse(move.last_key ?? '[]') : undefined
    for (let most = FIRST_PAGE; ; ) {
      const page = await readPage(source, table, after, most)
      const bytes = page.rows.length > 0 ? await copyRows(target, table, page.keys, page) : 0
      const done = { rows: page.rows.length, bytes }
      const last_key = page.keys.at(-1)
      const at = { table_name: table.name, last_key: JSON.stringify(last_key ?? after ?? []) }
      await note(sides, 'copying', at, done)
      lease.handOverIfSpent()
      await lease.pause()
      if (!last_key) break
      after = last_key
      most = nextMost(page.rows.length, bytes)
    }
  }
  await note(sides, 'copying', { phase: 'following' })
}

/** Writes rows and reads them back. @returns their bytes @throws when they differ */
async function copyRows(
  target: Store,
  table: CopiedTable,
  keys: readonly Cells[],
  page: Page,
): Promise<number> {
  await writeRows(target, table, keys, page)
  const text = JSON.stringify(page)
  if (JSON.stringify(await readRows(target, table, keys)) !== text) throw differs(`rows of ${table.name}`)
  return text.length
}

/** Copies a portion of what changed. @returns the number of changes */
async function copyChanges({ source, target }: Sides): Promise<number> {
  const { last, count, keys } = await readChanges(source, CHANGES_AT_ONCE)
  for (const table of COPIED) {
    const changed = keys.get(table.name)
    if (changed) await copyRows(target, table, changed, await readRows(source, table, changed))
  }
  if (count > 0) await forgetChanges(source, last)
  return count
}

/** Copies changes until few are left, and the shop's other jobs have ended. */
async function follow(sides: Sides, lease: JobLease): Promise<void> {
  for (;;) {
    const count = await copyChanges(sides)
    await note(sides, 'following', {})
    lease.handOverIfSpent()
    await lease.pause()
    if (count === CHANGES_AT_ONCE) continue
    if (!(await hasRunningJobs(sides.source, Date.now()))) return
    throw new TryAgain(UNTIL_JOBS_END)
  }
}

/** Compares the numbers of rows, which also finds rows that only the new database has. */
async function compareCounts({ source, target }: Sides): Promise<void> {
  const counts = await countRowsOf(target, COPIED)
  for (const [table, count] of await countRowsOf(source, COPIED)) {
    if (counts.get(table) !== count)
      throw differs(`${count} rows of ${table}, and ${counts.get(table)} copied`)
  }
}

/** Freezes the shop, copies and compares the rest, and lets the new database serve. If that fails, the shop is written as before. */
async function arrive(sides: Sides, home: number, lease: JobLease): Promise<void> {
  const { env, source, target } = sides
  const move = await readMove(env, source.shop_id)
  if (move?.phase !== 'frozen') await note(sides, 'following', { phase: 'frozen', frozen_at: Date.now() })
  await freeze(source)
  try {
    while ((await copyChanges(sides)) > 0) await lease.pause()
    await compareCounts(sides)
    await queueMoveJob(target, 'leave_home', Date.now())
    await note(sides, 'frozen', { phase: 'moved', home, moved_at: Date.now() })
  } catch (thrown) {
    // Whoever has the lease goes on with a frozen shop.
    if (thrown instanceof LostLease) throw thrown
    const isMine = await changeMove(env, source.shop_id, ['frozen'], { phase: 'following', frozen_at: null })
    if (isMine) await thaw(source)
    throw thrown
  }
  await knowHomes(env, Date.now(), 0)
  await depart(source)
  for (const lane of LANES) await callWorker(env, source.shop_id, lane)
}
