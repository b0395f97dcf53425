import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { jobs } from '../../../schema/jobs.ts'
import { type Move, type MovePhase, moves } from '../../../schema/moves.ts'
import type { Env } from '../../env.ts'
import { batch } from '../batch.ts'
import { newJob } from '../jobs.ts'
import type { Store } from '../open.ts'
import { upsert } from '../upsert.ts'

/** Phases in which a move can be given up, because the shop still lives where it was. */
export const BEFORE_THE_MOVE: readonly MovePhase[] = ['copying', 'following', 'frozen']
/** Phases of a move that has not ended. */
const RUNNING: readonly MovePhase[] = [...BEFORE_THE_MOVE, 'moved']

/** The last move of a shop; undefined when it was never moved. */
export const readMove = async (env: Env, shop_id: string): Promise<Move | undefined> =>
  await drizzle(env.DB).select().from(moves).where(eq(moves.shop_id, shop_id)).get()

/** Whether the shop is being moved, or has left rows in its old database. */
export async function isMoving(env: Env, shop_id: string): Promise<boolean> {
  const move = await readMove(env, shop_id)
  return move !== undefined && RUNNING.includes(move.phase)
}

/** Begins a move; undefined when one of the shop is running. */
export async function beginMove(
  env: Env,
  shop_id: string,
  source: number,
  target: number,
  now: number,
): Promise<Move | undefined> {
  const fresh: Move = {
    ...{
      shop_id,
      source,
      target,
      home: source,
      phase: 'copying',
      table_name: '',
      last_key: null,
      rows: 0,
      bytes: 0,
    },
    ...{ began_at: now, frozen_at: null, moved_at: null, problem: null },
  }
  const { meta } = await drizzle(env.DB)
    .insert(moves)
    .values(fresh)
    .onConflictDoUpdate({
      target: moves.shop_id,
      set: fresh,
      setWhere: sql`${moves.phase} not in (${sql.join(
        RUNNING.map((phase) => sql`${phase}`),
        sql`, `,
      )})`,
    })
    .run()
  return meta.changes > 0 ? fresh : undefined
}

/** Changes a move that is in one of these phases; false when it is not any more. */
export async function changeMove(
  env: Env,
  shop_id: string,
  from: readonly MovePhase[],
  change: Partial<Omit<Move, 'shop_id' | 'rows' | 'bytes'>>,
  added: { rows: number; bytes: number } = { rows: 0, bytes: 0 },
): Promise<boolean> {
  const sums: Record<'rows' | 'bytes', SQL> = {
    rows: sql`${moves.rows} + ${added.rows}`,
    bytes: sql`${moves.bytes} + ${added.bytes}`,
  }
  const { meta } = await drizzle(env.DB)
    .update(moves)
    .set({ ...change, ...sums })
    .where(and(eq(moves.shop_id, shop_id), inArray(moves.phase, [...from])))
    .run()
  return meta.changes > 0
}

/** Forgets the move of a deleted shop. */
export async function forgetMove(env: Env, shop_id: string): Promise<void> {
  await drizzle(env.DB).delete(moves).where(eq(moves.shop_id, shop_id)).run()
}

/** Queues the job that moves the shop, or, in its new database, the one that deletes its old rows. */
export async function queueMoveJob(
  store: Store,
  kind: 'move_shop' | 'leave_home',
  now: number,
): Promise<void> {
  const { shop_id } = store
  const isNew = sql`not exists (select 1 from jobs where shop_id = ${shop_id} and kind = ${kind} and failed_at is null)`
  await batch(store.d1, [upsert(jobs, shop_id, JSON.stringify([newJob(store, kind, shop_id, now)]), isNew)])
}
