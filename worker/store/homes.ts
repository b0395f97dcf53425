import { isWithin, SECOND } from '../../vocabulary/time.ts'
import type { Env } from '../env.ts'
import { logFault } from '../log.ts'
import { databaseOf } from './ids.ts'

/** The first letters of the names of further databases; see databases in open.ts. */
const FURTHER = /^DB_[1-9]\d{0,2}$/

/** Whether the deployment has more than one database, without which no shop can be moved. */
export const hasSeveral = (env: Env): boolean => Object.keys(env).some((name) => FURTHER.test(name))

/** Time for which an isolate believes the directory, milliseconds. Where a shop is written to is also guarded by its old database itself. */
export const DIRECTORY_LIFE = 15 * SECOND

/** Shops that do not live in the database that their id names, as this isolate read them last. */
let directory: { read_at: number; homes: ReadonlyMap<string, number> } = { read_at: 0, homes: new Map() }

/**
 * Reads the directory of moved shops, which are few, if this isolate has not read it lately; to be called before a shop is opened. If the first
 * database does not answer, what was read before stays in force.
 * @param now UTC milliseconds
 * @param life how old the directory may be, milliseconds
 */
export async function knowHomes(env: Env, now: number, life = DIRECTORY_LIFE): Promise<void> {
  if (!hasSeveral(env) || isWithin(life, directory.read_at, now)) return
  try {
    const { results } = await env.DB.prepare('select shop_id, home from moves').all<{
      shop_id: string
      home: number
    }>()
    directory = { read_at: now, homes: new Map(results.map(({ shop_id, home }) => [shop_id, home])) }
  } catch (thrown) {
    logFault('homes_not_read', {}, thrown)
  }
}

/** The number of the database in which a shop lives, as text; '' or another text that names none for a text that is no shop's id. */
export const homeOf = (shop_id: string): string => String(directory.homes.get(shop_id) ?? databaseOf(shop_id))
