import { Hono } from 'hono'
import * as v from 'valibot'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { isWithin } from '../../../vocabulary/time.ts'
import type { Env } from '../../env.ts'
import type { App } from '../../http/app.ts'
import { describe } from '../../http/describe.ts'
import { logFault } from '../../log.ts'
import { type Fault, faultError, faultOf, recentFault } from '../../store/faults.ts'
import { canWrite, databases, isWhole } from '../../store/open.ts'

/** GET /health: whether the Worker runs and its database answers. */
export const health = new Hono<App>().get(
  '/',
  describe(
    'Health check',
    {
      status: 200,
      shape: v.object({ status: v.literal('ok') }),
      what: 'The Worker and its database answer.',
    },
    'unavailable',
  ),
  async (c) => {
    try {
      await c.env.DB.prepare('select shop_id from shops limit 1').run()
    } catch (thrown) {
      logFault('database_not_ready', { database: 0 }, thrown)
      throw new PairwellError('unavailable', 'The database does not answer or has not been migrated.')
    }
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok' })
  },
)

/** Milliseconds for which a result counts: everybody may ask, and each trial writes. */
const TRIAL_LIFE = 15_000

let latest: { at: number; fault: Promise<Fault | undefined> } | undefined

/** The first fault of any database that a trial meets. */
async function trial(env: Env): Promise<Fault | undefined> {
  for (const { number, d1 } of databases(env)) {
    try {
      await canWrite(d1)
    } catch (thrown) {
      logFault('database_not_ready', { database: number }, thrown)
      const fault = faultOf(thrown) ?? 'unavailable'
      return fault === 'unavailable' ? await foundByReading(d1) : fault
    }
  }
  return undefined
}

/** The runtime often calls a failed write an "internal error". A database that can be read, and is whole, takes no more data. */
const foundByReading = (d1: D1Database): Promise<Fault> =>
  isWhole(d1).then(
    (whole) => (whole ? 'storage_full' : 'storage_corrupt'),
    (thrown) => faultOf(thrown) ?? 'unavailable',
  )

/** GET /ready: whether every database can be read and written, and if not, why. */
export const ready = new Hono<App>().get(
  '/',
  describe(
    'Readiness check',
    {
      status: 200,
      shape: v.object({ status: v.literal('ready') }),
      what: 'Every database can be read and written. The result is up to 15 seconds old.',
    },
    'unavailable',
    'busy',
    'storage_full',
    'storage_corrupt',
  ),
  async (c) => {
    const now = Date.now()
    if (!latest || !isWithin(TRIAL_LIFE, latest.at, now)) latest = { at: now, fault: trial(c.env) }
    const fault = (await latest.fault) ?? recentFault(now)
    if (fault) throw faultError(fault)
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ready' })
  },
)
