import { drizzle } from 'drizzle-orm/d1'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { Env } from '../env.ts'
import type { Statements } from './batch.ts'
import { databaseOf } from './ids.ts'

/** A shop's own data, and nobody else's: every store function takes one and binds its `shop_id`. */
export type Store = {
  readonly shop_id: string
  readonly db: Database
  /** The same database, for statements in one transaction: see batch.ts. */
  readonly d1: Statements
  /** For serving only: a replica may answer, a moment behind. */
  readonly replica: Statements
}
export type Database = ReturnType<typeof drizzle>

/** Numbers of the databases that are bound: 0 is `DB`, n is `DB_n`, from 1 to 999. */
export function databases(env: Env): { number: number; d1: D1Database }[] {
  const found = [{ number: 0, d1: env.DB }]
  for (const [name, bound] of Object.entries(env)) {
    const number = /^DB_([1-9]\d{0,2})$/.exec(name)?.[1]
    if (number && isD1(bound)) found.push({ number: Number(number), d1: bound })
  }
  return found
}

const isD1 = (bound: unknown): bound is D1Database =>
  typeof bound === 'object' && bound !== null && 'prepare' in bound && 'withSession' in bound

const isHome = (shop_id: string, number: number) => databaseOf(shop_id) === String(number)

/** Is the database bound that this shop's id begins with? */
export const isBound = (env: Env, shop_id: string): boolean =>
  databases(env).some(({ number }) => isHome(shop_id, number))

/**
 * Opens one shop's data. The only place that picks a database: a shop's id begins with the number of its own, so that a
 * public request finds it without asking another database first.
 * @throws {PairwellError} `unknown_shop` when no such database is bound
 */
export function open(env: Env, shop_id: string): Store {
  const home = databases(env).find(({ number }) => isHome(shop_id, number))
  if (!home) throw new PairwellError('unknown_shop', 'There is no such shop.')
  return { shop_id, db: drizzle(home.d1), d1: home.d1, replica: home.d1.withSession('first-unconstrained') }
}
