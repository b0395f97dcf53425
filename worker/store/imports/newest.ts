import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../../../vocabulary/time.ts'
import { firstIdOf } from '../ids.ts'

/**
 * The time of an upload, which is the version of its rows: not before that of the newest one, which a machine whose clock was ahead may
 * have received. Its rows would count as newer than those of this one.
 * @param now UTC milliseconds, by the clock of this machine
 */
export const notBeforeNewest = (shop_id: string, now: number): SQL<number> => sql<number>`
  max(${now}, coalesce(
    (select created_at from imports where shop_id = ${shop_id} and import_id < ${firstIdOf('imp', now + DAY)}
      order by import_id desc limit 1), 0))`
