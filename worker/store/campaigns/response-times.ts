import { sql } from 'drizzle-orm'
import type { Store } from '../open.ts'

/** Responses that are read, the newest. */
const MOST = 5_000

/** When customers accepted, refused or looked at something, the newest first. @param since UTC milliseconds */
export const readResponseTimes = async (
  { db, shop_id }: Store,
  since: number,
): Promise<{ customer: string; at: number }[]> =>
  await db.all(sql`
    select customer, at from responses indexed by responses_by_time
    where shop_id = ${shop_id} and at > ${since} and response <> 'ignored' order by at desc limit ${MOST}`)
