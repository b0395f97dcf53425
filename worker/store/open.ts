import { drizzle } from 'drizzle-orm/d1'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { Env } from '../env.ts'
import type { Statements } from './batch.ts'
import { Budget, counted } from './budget.ts'
import { homeOf } from './homes.ts'

/** Access to one shop's data only: every store function takes a Store and binds its `shop_id`. */
export type Store = {
  readonly shop_id: string
  readonly db: Database
  /** The same database, for several statements in one transaction: see batch.ts. */
  readonly d1: Statements
  /** For serving only: may read a replica, which is slightly behind. */
  readonly replica: Statements
  /** Counts the statements that they send. */
  readonly budget: Budget
}
export type Database = ReturnType<typeof drizzle>

/** The bound databases with their numbers: 0 is `DB`, n is `DB_n`, from 1 to 999. */
export function databases(env: Env): { number: number; d1: D1Database }[] {
  const found = [{ number: 0, d1: env.DB }]
  for (const [name, bound] of Object.entries(env)) {
    const number = /^DB_([1-9]\d{0,2})$/.exec(name)?.[1]
    if (number && isD1(bound)) found.push({ number: Number(number), d1: bound })
  }
  return found
}

/** Characters of a trial's row: longer than a page, so that the trial needs pages as every larger write does. */
const TRIAL_LENGTH = 10_000

/**
 * Writes a row of the deployment and deletes it again, in one transaction. @throws {Error} when the database does not take it
 */
export async function canWrite(d1: D1Database): Promise<void> {
  await d1.batch([
    d1
      .prepare(
        `insert into replies (shop_id, idempotency_key, request, created_at) values ('', 'ready', ?1, 0)
         on conflict do update set request = excluded.request`,
      )
      .bind('r'.repeat(TRIAL_LENGTH)),
    d1.prepare(`delete from replies where shop_id = '' and idempotency_key = 'ready'`),
  ])
}

/** Whether SQLite finds the database whole. It reads all of it, so it is only asked when something failed. */
export async function isWhole(d1: D1Database): Promise<boolean> {
  const { results } = await d1.prepare('pragma quick_check(1)').all<{ quick_check: string }>()
  return results[0]?.quick_check === 'ok'
}

const isD1 = (bound: unknown): bound is D1Database =>
  typeof bound === 'object' && bound !== null && 'prepare' in bound && 'withSession' in bound

const isHome = (shop_id: string, number: number) => homeOf(shop_id) === String(number)

/** Those of the rows, read from a database across shops, whose shop lives there; of a moved shop the old rows stay for a while. */
export const atHome = <Row extends { shop_id: string }>(number: number, rows: readonly Row[]): Row[] =>
  rows.filter(({ shop_id }) => isHome(shop_id, number))

/** The operator's own rows, which belong to no shop: they have the shop_id '' and are in the first database. */
export const openDeployment = (env: Env): Store => storeOf('', env.DB)

function storeOf(shop_id: string, bound: D1Database, budget = new Budget()): Store {
  const d1 = counted(bound, budget)
  const replica = counted(bound.withSession('first-unconstrained'), budget)
  return { shop_id, db: drizzle(d1), d1, replica, budget }
}

/** A shop's rows in the database with that number, wherever the shop lives: for moving it. @throws {PairwellError} `unknown_shop` */
export function openIn(env: Env, number: number, shop_id: string, budget: Budget): Store {
  const bound = databases(env).find((one) => one.number === number)
  if (!bound) throw new PairwellError('unknown_shop', `No database is bound as DB_${number}.`)
  return storeOf(shop_id, bound.d1, budget)
}

/** Whether the database of this shop is bound. */
export const isBound = (env: Env, shop_id: string): boolean =>
  databases(env).some(({ number }) => isHome(shop_id, number))

/**
 * Opens one shop's data; the only place that selects a database. A shop id begins with the number of the database in which the shop was
 * opened, so that a public request finds it without asking another database first; where moved shops live, the isolate knows (homes.ts).
 * @param budget counts the statements of this invocation
 * @throws {PairwellError} `unknown_shop` when no such database is bound
 */
export function open(env: Env, shop_id: string, budget = new Budget()): Store {
  const home = databases(env).find(({ number }) => isHome(shop_id, number))
  if (!home) throw new PairwellError('unknown_shop', 'There is no such shop.')
  return storeOf(shop_id, home.d1, budget)
}
